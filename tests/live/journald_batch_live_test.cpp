// journald:?batch=N with a real journald: it stores what shares a datagram as if each entry had had its own.
#include <set>

#include "api/shell.hpp"
#include "live/live_host.hpp"

using namespace nixie;
using namespace nixie::tests;

namespace {

constexpr int entries_a_datagram = 50;
const std::string target = "journald:?batch=" + std::to_string(entries_a_datagram);

// What could end a value, a field or an entry where somebody does not count its bytes.
const std::vector<std::string> odd_texts{
    "plain",
    "two\nlines\n",
    "\n\n",
    "x\n\nMESSAGE=forged\nMAIL_EVENT=delivery\n\n",
    std::string("\0\n\0", 3),
    "\xFF\xFE no UTF-8 \xC3",
    std::string("x\nMESSAGE\n\6\0\0\0\0\0\0\0forged\n", 24),
    std::string(4000, '\n'),
};

// As one call, so that all of them wait at the same time. Returns how many there are.
int log_to_many(logger &to, int recipients) {
    std::vector<std::string> names;
    for (int i = 0; i < recipients; ++i) names.push_back("bob" + std::to_string(i) + "@example.fict");
    const std::vector<std::string_view> views(names.begin() + 1, names.end());
    EXPECT_EQ(to.log({.diagnostic = "550 5.1.1 No such user", .recipient = names.front(), .recipients = views}),
              outcome::accepted);
    return recipients;
}

// What nixie verify says of the journal when everything has been sent.
shell_result close_and_verify(logger &log, journald &host) {
    EXPECT_TRUE(log.close(patience));
    expect_equations(log.take_stats());
    host.sync();
    return run_shell(std::string{NIXIE_PROGRAM} + " verify journald: --instance " + log.instance());
}

class JournaldBatch : public testing::TestWithParam<journald::sockets> {
protected:
    void SetUp() override { host.start(); }

    shell_result verify() { return close_and_verify(log, host); }

    journald host{GetParam()};
    logger log = open_logger(target);
};

TEST_P(JournaldBatch, StoresEveryRecordWholeAndInOrder) {
    constexpr int count = 20'000;
    for (int i = 0; i < count; ++i)
        ASSERT_EQ(log.log({.diagnostic = odd_texts[static_cast<std::size_t>(i) % odd_texts.size()],
                           .recipient = "bob@example.fict"}),
                  outcome::accepted);
    ASSERT_TRUE(log.flush(patience));
    host.sync();
    int number = 0;
    const auto check = [&](const std::vector<std::string> &entry) {
        ++number;
        ASSERT_EQ(entry[0], std::to_string(number));
        ASSERT_EQ(entry[1], odd_texts[static_cast<std::size_t>(number - 1) % odd_texts.size()]);
        ASSERT_EQ(entry[2], "permanent_failure");
    };
    each_stored(log.instance(), {"MAIL_SEQUENCE", "MAIL_DIAGNOSTIC", "MAIL_EVENT"}, check);
    EXPECT_EQ(number, count);
    EXPECT_EQ(log.take_stats().targets.at(0).sent, static_cast<std::uint64_t>(count));
    const shell_result said = verify();
    EXPECT_EQ(said.exit_code, 0) << said.output;
}

// A huge entry goes as a file, those before it and behind it as before.
TEST_P(JournaldBatch, StoresHugeEntriesAtTheirPlace) {
    const std::string huge(std::size_t{300} << 10, 'x');
    const std::string large(std::size_t{20} << 10, 'y');
    for (int i = 1; i <= 1000; ++i)
        ASSERT_EQ(log.log({.diagnostic = i % 97 == 0   ? huge
                                         : i % 31 == 0 ? large
                                                       : "small",
                           .queue_id = std::to_string(i)}),
                  outcome::accepted);
    expect_all_stored(log, host, 1000);
    const std::vector<stored_entry> entries = stored_entries(log.instance());
    for (std::size_t i = 1; i <= entries.size(); ++i)
        ASSERT_EQ(entries[i - 1]["MAIL_DIAGNOSTIC"].size(), i % 97 == 0   ? huge.size()
                                                            : i % 31 == 0 ? large.size()
                                                                          : 5U);
}

// journald stamps all that comes in a datagram with the same time.
TEST_P(JournaldBatch, StoresInFewDatagramsWhatWaitedWhileItWasStopped) {
    host.freeze();
    int count = 0;
    while (count < 4000) count += log_to_many(log, 40);
    EXPECT_TRUE(eventually([&] { return has_state(log, "full"); }));
    host.thaw();
    const shell_result said = verify();
    EXPECT_EQ(said.exit_code, 0) << said.output;
    EXPECT_NE(said.output.find("numbers 1-4000,"), std::string::npos) << said.output;
    std::set<std::string> times;
    each_stored(log.instance(), {"_SOURCE_REALTIME_TIMESTAMP"},
                [&](const std::vector<std::string> &entry) { times.insert(entry[0]); });
    EXPECT_GE(times.size(), 4000U / entries_a_datagram);
    EXPECT_LE(times.size(), 4000U / 10);
}

TEST_P(JournaldBatch, WhatABacklogDroppedIsExplained) {
    log = open_logger(target + "&backlog=64KiB&on_full=drop");
    host.freeze();
    int count = 0;
    while (log.take_stats().targets.at(0).dropped_backlog_full == 0) {
        ASSERT_LT(count, 1'000'000);
        count += log_to_many(log, 40);
    }
    host.thaw();
    const shell_result said = verify();
    EXPECT_EQ(said.exit_code, 1) << said.output;
    EXPECT_EQ(said.output.find("UNEXPLAINED"), std::string::npos) << said.output;
    const target_stats after = log.take_stats().targets.at(0);
    EXPECT_EQ(after.sent + after.dropped_backlog_full, static_cast<std::uint64_t>(count));
}

INSTANTIATE_TEST_SUITE_P(Sockets, JournaldBatch, testing::Values(journald::sockets::its_own, journald::sockets::held),
                         [](const auto &whose) {
                             return whose.param == journald::sockets::held ? "HeldByAnother" : "JournaldsOwn";
                         });

// Where the socket outlives journald, as on a booted host, so do the datagrams in it.
class JournaldBatchRestart : public testing::Test {
protected:
    journald host{journald::sockets::held};
    logger log = open_logger(target);
};

TEST_F(JournaldBatchRestart, LosesNothingWhenItIsKilledWithAFullSocket) {
    host.start();
    int count = log_to_many(log, 40);
    for (int round = 0; round < 3; ++round) {
        ASSERT_TRUE(log.flush(patience));
        host.sync(); // a datagram that it is reading when it is killed is lost, whoever sends
        host.freeze();
        const int before = count;
        while (count < before + 5000) count += log_to_many(log, 40);
        host.kill();
        count += log_to_many(log, 40);
        host.start();
    }
    const shell_result said = close_and_verify(log, host);
    EXPECT_EQ(said.exit_code, 0) << said.output;
    EXPECT_NE(said.output.find("numbers 1-" + std::to_string(count) + ","), std::string::npos) << said.output;
    EXPECT_EQ(log.take_stats().targets.at(0).sent, static_cast<std::uint64_t>(count));
}

TEST_F(JournaldBatchRestart, LosesNothingWhenItIsStoppedUnderLoad) {
    host.start();
    int count = 0;
    for (int round = 0; round < 3; ++round) {
        for (int calls = 0; calls < 100; ++calls) count += log_to_many(log, 40);
        host.stop(); // it ends between two datagrams
        for (int calls = 0; calls < 100; ++calls) count += log_to_many(log, 40);
        host.start();
    }
    const shell_result said = close_and_verify(log, host);
    EXPECT_EQ(said.exit_code, 0) << said.output;
    EXPECT_NE(said.output.find("numbers 1-" + std::to_string(count) + ","), std::string::npos) << said.output;
    EXPECT_EQ(log.take_stats().targets.at(0).sent, static_cast<std::uint64_t>(count));
}

} // namespace
