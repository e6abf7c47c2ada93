// What happens when a target's backlog is full: the oldest go, or the queue is held.
#include <gtest/gtest.h>

#include "journal/temporary_directory.hpp"
#include "queueing/sleeping_thread.hpp"
#include "transport/logged.hpp"
#include "transport/watched_engine.hpp"

namespace nixie::impl {
namespace {

using namespace test;
using tests::eventually;
using tests::patience;
constexpr auto all = engine::wait_for::all;

constexpr std::size_t small_backlog = 64 << 10;
const std::string kilobyte(1024, 'x');

class BacklogLimits : public testing::Test {
protected:
    target_settings target(bool blocks) const {
        target_settings settings = journald_target(path);
        settings.backlog = small_backlog;
        settings.blocks = blocks;
        return settings;
    }

    const nixie::test::temporary_directory directory;
    const std::string path = directory.path() / "socket";
    datagram_receiver receiver{path};
};

TEST_F(BacklogLimits, TheOldestGoAndAreCountedOneByOne) {
    watched_engine engine{settings_for({target(false)})};
    log_many(*engine, 1000, {.diagnostic = kilobyte});
    EXPECT_TRUE(engine.empties_the_queue());
    const target_counters stuck = engine.counters();
    EXPECT_LE(stuck.queued_bytes, small_backlog);
    EXPECT_GT(stuck.dropped_backlog_full, 0U);

    auto expected = numbers(1, stuck.sent); // in the receiver's socket before it was full
    const auto rest = numbers(1000 - stuck.queued + 1, 1000);
    expected.insert(expected.end(), rest.begin(), rest.end());
    EXPECT_EQ(receive(receiver, expected.size()), expected);
    EXPECT_TRUE(engine->flush(patience, all));
    EXPECT_EQ(engine.counters().dropped_backlog_full, stuck.dropped_backlog_full);
    EXPECT_EQ(engine.counters().sent, expected.size());
}

TEST_F(BacklogLimits, ATargetThatBlocksHoldsTheQueueAndDropsNothing) {
    engine_settings settings = settings_for({target(true)});
    settings.queue_size = 64 << 10;
    watched_engine engine{settings};
    std::uint64_t accepted = 0;
    while (log(*engine, {.diagnostic = kilobyte}) == refusal::none) ASSERT_LT(++accepted, 10'000U);
    EXPECT_TRUE(engine.reaches(target_state::full));
    EXPECT_GT(engine->report().queue.queued, 0U);

    EXPECT_EQ(receive(receiver, accepted), numbers(1, accepted));
    EXPECT_TRUE(engine->flush(patience, all));
    EXPECT_EQ(engine->report().queue.refused_queue_full, 1U);
    EXPECT_EQ(engine.counters().sent, accepted);
    EXPECT_EQ(log(*engine), refusal::none);
    EXPECT_EQ(receive(receiver, 1), numbers(accepted + 2, accepted + 2)); // the refused call took a number
}

TEST_F(BacklogLimits, ACallOfManyRecipientsIsHeldBetweenTwoOfThem) {
    watched_engine engine{settings_for({target(true)})};
    call many{.diagnostic = kilobyte, .recipients = {}};
    for (int i = 0; i < 500; ++i) many.recipients.push_back("user" + std::to_string(i) + "@example.fict");
    log(*engine, many);
    EXPECT_TRUE(eventually([&] { return engine.counters().queued_bytes >= small_backlog; }));
    EXPECT_LT(engine.counters().queued_bytes, small_backlog + 4096); // one record over it, not the rest of the call
    EXPECT_GT(engine->report().queue.queued, 0U);
    for (int i = 0; i < 500; ++i) {
        const arrival record = read_journal(receiver.next_record());
        EXPECT_EQ(record.sequence, i + 1);
        EXPECT_EQ(record.recipient, many.recipients[static_cast<std::size_t>(i)]);
    }
    EXPECT_TRUE(engine->flush(patience, all));
    EXPECT_EQ(engine.counters().dropped_backlog_full, 0U);
}

TEST_F(BacklogLimits, CloseCountsTheRestOfAHeldCall) {
    watched_engine engine{settings_for({target(true)})};
    log(*engine, {.diagnostic = kilobyte, .recipients = std::vector<std::string>(500, "bob@example.fict")});
    log_many(*engine, 10);
    EXPECT_TRUE(engine.reaches(target_state::full));
    EXPECT_FALSE(engine->close(std::chrono::milliseconds{0}, loss_reason::deadline));
    const target_counters end = engine.counters();
    EXPECT_EQ(end.accepted, 510U);
    EXPECT_EQ(end.sent + end.dropped_deadline, 510U);
    EXPECT_EQ(engine->report().queue.queued, 0U);
}

TEST_F(BacklogLimits, ARecordLargerThanTheBacklogIsTooLarge) {
    watched_engine engine{settings_for({target(false)})};
    log(*engine, {.diagnostic = std::string(2 * small_backlog, 'x')});
    log(*engine);
    EXPECT_EQ(receive(receiver, 1), numbers(2, 2));
    EXPECT_EQ(engine.counters().dropped_too_large, 1U);
}

// A flush waits for its own records, whatever becomes of later ones.
TEST_F(BacklogLimits, RecordsDroppedLaterDoNotEndAFlush) {
    watched_engine engine{settings_for({target(false)})};
    log_many(*engine, 30);
    EXPECT_TRUE(engine.reaches(target_state::full));
    sleeping_thread flusher;
    std::atomic<bool> flushed = false;
    std::thread thread{[&] {
        flusher.here_it_is();
        EXPECT_TRUE(engine->flush(patience, all));
        flushed = true;
    }};
    EXPECT_TRUE(flusher.await());
    log_many(*engine, 30, {.diagnostic = std::string(2 * small_backlog, 'x')});
    EXPECT_TRUE(eventually([&] { return engine.counters().dropped_too_large == 30; }));
    EXPECT_FALSE(flushed);
    EXPECT_EQ(receive(receiver, 30), numbers(1, 30));
    thread.join();
}

} // namespace
} // namespace nixie::impl
