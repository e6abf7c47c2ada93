// The receiver of a unix: target comes, goes and stops reading: no call waits, and nothing that has room is lost.
#include <gtest/gtest.h>

#include <memory>

#include "api/equations.hpp"
#include "api/eventually.hpp"
#include "api/receiver.hpp"

using namespace nixie;
using namespace nixie::tests;

namespace {

class UnixTarget : public testing::Test {
protected:
    target_stats target() { return log.take_stats().targets.at(0); }
    bool becomes(std::string_view state) {
        return eventually([&] { return target().state == state; });
    }

    void log_numbered(int first, int count) {
        for (int i = first; i < first + count; ++i) {
            const std::string id = std::to_string(i);
            ASSERT_EQ(log.log({.recipient = "bob@example.fict", .queue_id = id}), outcome::accepted);
        }
    }

    // The next records at the receiver are first, first + 1, …
    static void expect_numbered(receiver &at, int first, int count) {
        for (int i = first; i < first + count; ++i) ASSERT_EQ(number_parameter(at.next(), "queue_id"), i);
    }

    // All records up to `count` were sent, and nothing else arrives.
    void expect_all_sent(receiver &at, std::uint64_t count) {
        ASSERT_TRUE(log.flush(patience));
        EXPECT_TRUE(at.is_empty());
        expect_equations(log.take_stats());
        EXPECT_EQ(target().sent, count);
        EXPECT_EQ(target().state, "up");
    }

    socket_folder folder;
    std::string path = folder.path("log");
    logger log{{.queue_size = "64MiB", .targets = {"unix:" + path}}};
};

TEST_F(UnixTarget, RecordsWaitForAReceiverThatIsAbsent) {
    log_numbered(1, 100);
    ASSERT_TRUE(becomes("absent"));
    EXPECT_NE(target().trouble, "");
    EXPECT_EQ(target().connects, 0U);
    EXPECT_FALSE(log.flush(std::chrono::milliseconds(0)));
    receiver at(path);
    expect_numbered(at, 1, 100);
    expect_all_sent(at, 100);
    EXPECT_EQ(target().connects, 1U);
}

TEST_F(UnixTarget, RecordsWaitForAReceiverThatStopsReading) {
    receiver at(path);
    log_numbered(1, 5'000);
    ASSERT_TRUE(becomes("full"));
    EXPECT_GT(target().waits, 0U);
    EXPECT_GT(target().queued, 0U);
    EXPECT_FALSE(log.flush(std::chrono::milliseconds(0)));
    expect_equations(log.take_stats());
    expect_numbered(at, 1, 5'000);
    expect_all_sent(at, 5'000);
    EXPECT_EQ(target().connects, 1U);
}

TEST_F(UnixTarget, RecordsWaitForAReceiverThatStartsAnew) {
    auto at = std::make_unique<receiver>(path);
    log_numbered(1, 5);
    expect_numbered(*at, 1, 5);
    ASSERT_TRUE(log.flush(patience));
    for (int round = 1; round <= 5; ++round) {
        at.reset(); // the connection ends, and the file goes
        log_numbered(round * 5 + 1, 5);
        ASSERT_TRUE(becomes("absent")); // the record that met the end is still there
        at = std::make_unique<receiver>(path);
        expect_numbered(*at, round * 5 + 1, 5);
    }
    expect_all_sent(*at, 30);
    EXPECT_EQ(target().connects, 6U);
}

TEST_F(UnixTarget, AFileWithoutAReceiverRefuses) {
    {
        receiver once(path);
        std::rename(path.c_str(), folder.path("left").c_str()); // so that its end does not remove it
    }
    std::rename(folder.path("left").c_str(), path.c_str());
    log_numbered(1, 5);
    ASSERT_TRUE(becomes("refused"));
    std::remove(path.c_str());
    receiver at(path);
    expect_numbered(at, 1, 5);
    expect_all_sent(at, 5);
}

TEST_F(UnixTarget, AFullBacklogDropsTheOldestAndCountsThem) {
    receiver at(path);
    logger small{{.queue_size = "64MiB", .targets = {at.target() + "?backlog=64KiB"}}};
    for (int i = 1; i <= 5'000; ++i) {
        const std::string id = std::to_string(i);
        ASSERT_EQ(small.log({.queue_id = id}), outcome::accepted);
    }
    ASSERT_TRUE(eventually([&] { return small.take_stats().queued == 0; }));
    const target_stats before = small.take_stats().targets.at(0);
    EXPECT_GT(before.dropped_backlog_full, 0U);
    EXPECT_LE(before.queued_bytes, 65'536U);

    long last = 0, arrived = 0;
    while (last != 5'000) { // the newest is never dropped
        const long id = number_parameter(at.next(), "queue_id");
        ASSERT_GT(id, last);
        last = id;
        ++arrived;
    }
    ASSERT_TRUE(small.flush(patience));
    expect_equations(small.take_stats());
    EXPECT_EQ(static_cast<std::uint64_t>(arrived), small.take_stats().targets.at(0).sent);
    EXPECT_EQ(static_cast<std::uint64_t>(arrived) + before.dropped_backlog_full, 5'000U);
}

TEST_F(UnixTarget, ADeadlineOfZeroAsksWhetherAllIsSent) {
    receiver at(path);
    log_numbered(1, 1);
    ASSERT_TRUE(log.flush(patience));
    for (int i = 0; i < 20; ++i) EXPECT_TRUE(log.flush(std::chrono::milliseconds(0)));
    EXPECT_TRUE(log.close(std::chrono::milliseconds(0)));
}

TEST_F(UnixTarget, ALengthThatNoMemoryHasIsRefusedAsTooLarge) {
    const nixie_field field = nixie_text_sized(NIXIE_FIELD_DIAGNOSTIC, "x", SIZE_MAX);
    EXPECT_EQ(nixie_log(log.handle(), NIXIE_PERMANENT_FAILURE, &field, 1), NIXIE_E_TOO_LARGE);
    EXPECT_EQ(log.take_stats().refused_too_large, 1U);
}

} // namespace
