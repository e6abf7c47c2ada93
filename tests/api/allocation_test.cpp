// A call of log() allocates nothing, whatever becomes of it.
#include <gtest/gtest.h>

#include <cstdlib>
#include <memory>
#include <thread>

#include "api/allocation_counter.hpp"
#include "api/eventually.hpp"
#include "api/receiver.hpp"
#include "nixie/ec_log.h"
#include "nixie/logger.hpp"
#include "promises/sample_records.hpp"

using namespace nixie;
using namespace nixie::tests;

namespace {

// How often `calls` allocate.
template <class Calls>
int count(Calls calls) {
    const int before = allocations();
    calls();
    return allocations() - before;
}

class Allocation : public testing::Test {
protected:
    socket_folder folder;
    receiver at{folder.path("log")};
    logger log{{.queue_size = "64MiB", .exit_drain = "0s", .targets = {at.target()}}};
    sample_records samples;
};

TEST_F(Allocation, TheCounterSeesAllocations) {
    EXPECT_EQ(count([] { EXPECT_EQ(std::string(1000, 'x').size(), 1000U); }), 1);
    EXPECT_EQ(count([] { std::free(std::malloc(17)); }), 1);
}

TEST_F(Allocation, NoneInACallOfAnyShapeFromTheFirstOne) {
    for (const auto &each : samples.all()) {
        int others = 0;
        EXPECT_EQ(count([&] {
                      for (int i = 0; i < 1000; ++i) others += log.log(each.what) != each.expected;
                  }),
                  0)
            << each.name;
        EXPECT_EQ(others, 0) << each.name;
    }
}

// Thread-local data of a library is made when a thread first touches it.
TEST_F(Allocation, NoneInTheFirstCallOfAThread) {
    int in_thread = -1;
    std::thread([&] { in_thread = count([&] { log.log(samples.twenty_fields()); }); }).join();
    EXPECT_EQ(in_thread, 0);
}

TEST_F(Allocation, NoneInACallOfTheCApiWithAThousandRecipients) {
    const std::vector<nixie_field> fields(1000, nixie_text(NIXIE_FIELD_RECIPIENT, "bob@example.fict"));
    int result = NIXIE_E_CLOSED;
    EXPECT_EQ(count([&] { result = nixie_log(log.handle(), NIXIE_PERMANENT_FAILURE, fields.data(), fields.size()); }),
              0);
    EXPECT_EQ(result, NIXIE_OK);
}

TEST_F(Allocation, NoneInACallThatFindsTheQueueFull) {
    logger full{{.queue_size = "64KiB", .exit_drain = "0s", .targets = {"unix:/nowhere?on_full=block&backlog=64KiB"}}};
    outcome last = outcome::accepted;
    EXPECT_EQ(count([&] {
                  for (int i = 0; i < 10'000; ++i) last = full.log(samples.twenty_fields());
              }),
              0);
    EXPECT_EQ(last, outcome::queue_full);
}

TEST_F(Allocation, NoneInACallThatFindsTheLoggerClosed) {
    ASSERT_TRUE(log.close(patience));
    outcome last = outcome::accepted;
    EXPECT_EQ(count([&] { last = log.log(samples.twenty_fields()); }), 0);
    EXPECT_EQ(last, outcome::closed);
}

// Of the process-wide logger.
std::uint64_t ec_counter(int counter) {
    const std::unique_ptr<nixie_stats, void (*)(nixie_stats *)> taken{nixie_stats_take(nixie_ec_logger()),
                                                                      nixie_stats_free};
    return nixie_stats_counter(taken.get(), counter);
}

// The first call opens the logger, unless nixie_ec_open() has. A text that vsnprintf(3) needs memory for, such as a
// wide one, is the caller's own.
TEST_F(Allocation, NoneInACallOfTheEcFamily) {
    ASSERT_EQ(setenv("NIXIE_TARGETS", at.target().c_str(), 1), 0);
    ASSERT_EQ(nixie_ec_open(nullptr, nullptr, 0), NIXIE_OK);
    std::string recipient = "RCPT TO:<bob@example.fict>", reply = "550 5.1.1 No such user";
    const std::string long_text(5000, 'x');
    const auto text = [](std::string &of) {
        return nixie_ec_string{static_cast<int>(of.size()), 0, of.data(), 0, nullptr};
    };
    ec_message message{};
    message._rcptto = text(recipient);
    message._code = text(reply);
    message.id_text = "4TnX2k0Qz1";
    const nixie_ec_string note = text(reply);
    const std::uint64_t accepted = ec_counter(NIXIE_ACCEPTED), invalid = ec_counter(NIXIE_REFUSED_INVALID);
    EXPECT_EQ(count([&] {
                  ec_log_permanent_failure(&message, nullptr, nullptr, nullptr);
                  ec_log_transient_failure(&message, nullptr, nullptr, &note);
                  ec_log_delivery(&message, nullptr, nullptr, nullptr);
                  ec_log_attempt(&message, nullptr, nullptr, nullptr);
                  ec_log_reception(nullptr, &message, nullptr, &note);
                  ec_log_rejection2(nullptr, nullptr, nullptr, &message, 6, "%s: %d %s", "refused", 550,
                                    long_text.c_str());
                  ec_log_delivery(nullptr, nullptr, nullptr, nullptr);
              }),
              0);
    EXPECT_EQ(ec_counter(NIXIE_ACCEPTED), accepted + 6);
    EXPECT_EQ(ec_counter(NIXIE_REFUSED_INVALID), invalid + 1);
}

} // namespace
