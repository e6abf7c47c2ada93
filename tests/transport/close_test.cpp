// The end of an engine: what drains, what is counted as given up, and what callers see afterwards.
#include <thread>

#include <gtest/gtest.h>

#include "journal/temporary_directory.hpp"
#include "transport/logged.hpp"
#include "transport/watched_engine.hpp"

namespace nixie::impl {
namespace {

using namespace test;
using std::chrono::milliseconds;
using tests::patience;

class Close : public testing::Test {
protected:
    const nixie::test::temporary_directory directory;
    const std::string path = directory.path() / "socket";
};

TEST_F(Close, DrainsWhatWasAccepted) {
    datagram_receiver receiver{path};
    watched_engine engine{settings_for({journald_target(path)})};
    std::thread reader{[&] { EXPECT_EQ(receive(receiver, 500), numbers(1, 500)); }};
    log_many(*engine, 500);
    EXPECT_TRUE(engine->close(patience, loss_reason::deadline));
    reader.join();
    EXPECT_EQ(engine.counters().sent, 500U);
}

TEST_F(Close, CountsWhatTheDeadlineLeft) {
    watched_engine engine{settings_for({journald_target(path)})};
    log_many(*engine, 10);
    EXPECT_FALSE(engine->close(milliseconds{20}, loss_reason::deadline));
    EXPECT_EQ(engine.counters().dropped_deadline, 10U);
    EXPECT_EQ(engine.counters().queued, 0U);
    EXPECT_EQ(engine.counters().queued_bytes, 0U);
}

TEST_F(Close, CountsWhatTheEndOfTheProcessLeft) {
    watched_engine engine{settings_for({journald_target(path)})};
    log_many(*engine, 10);
    EXPECT_FALSE(engine->close(milliseconds{0}, loss_reason::shutdown));
    EXPECT_EQ(engine.counters().dropped_shutdown, 10U);
}

// The I/O thread naps behind the first record; nobody waits for the end of the nap.
TEST_F(Close, AFlushLooksAtTheQueueAtOnce) {
    datagram_receiver receiver{path};
    watched_engine engine{settings_for({journald_target(path)})};
    for (std::uint64_t i = 1; i <= 100; ++i) {
        log(*engine);
        EXPECT_TRUE(engine->flush(milliseconds{0}, engine::wait_for::all)) << i;
        EXPECT_EQ(receive(receiver, 1), numbers(i, i));
    }
}

// A thread that the system stops between claim and publish is waited for no longer than a moment. What it publishes
// later goes out as what it is, although a call was cut in the middle before.
TEST_F(Close, ACallThatComesTooLateHasItsOwnRecipients) {
    datagram_receiver receiver{path};
    target_settings blocking = syslog_target(path);
    blocking.backlog = 64 << 10;
    blocking.blocks = true;
    watched_engine engine{settings_for({blocking})};
    log(*engine, {.recipients = std::vector<std::string>(1000, "first@example.fict")});
    ASSERT_TRUE(engine.reaches(target_state::full));

    const std::vector<nixie_field> fields(3, nixie_text(NIXIE_FIELD_RECIPIENT, "late@example.fict"));
    const field_check check = check_fields(NIXIE_PERMANENT_FAILURE, fields);
    const std::size_t size = packed_size(check);
    auto late = engine->queue().claim_place(size, 3);
    engine->drain(milliseconds{0}, loss_reason::deadline);
    pack(late.bytes(),
         {.time = 0,
          .sequence = late.sequence(),
          .event = NIXIE_PERMANENT_FAILURE,
          .size = static_cast<std::uint32_t>(size),
          .words = packed_words(check)},
         fields);
    if (late.publish()) engine->wake();
    for (int with_their_own = 0; with_their_own < 3;) {
        const std::string record = receiver.next_record();
        ASSERT_FALSE(record.empty());
        with_their_own += record.find("recipient=\"late@example.fict\"") != std::string::npos;
    }
}

TEST_F(Close, FilteredRecordsAreNotCountedAsGivenUp) {
    target_settings target = journald_target(path);
    target.events = 1U << NIXIE_DELIVERY;
    watched_engine engine{settings_for({target})};
    log_many(*engine, 10);
    EXPECT_TRUE(engine->close(patience, loss_reason::deadline));
    EXPECT_EQ(engine.counters().filtered, 10U);
    EXPECT_EQ(engine.counters().dropped_deadline, 0U);
}

TEST_F(Close, RefusesAndCountsLaterCalls) {
    watched_engine engine{settings_for({journald_target(path)})};
    engine->close(milliseconds{0}, loss_reason::deadline);
    EXPECT_EQ(log(*engine), refusal::closed);
    EXPECT_EQ(log(*engine, {.diagnostic = "x", .recipients = {"a@b.fict", "c@d.fict"}}), refusal::closed);
    EXPECT_EQ(engine->report().queue.refused_closed, 3U);
}

TEST_F(Close, ASecondCloseAndALaterFlushHaveNothingToDo) {
    watched_engine engine{settings_for({journald_target(path)})};
    log(*engine);
    EXPECT_FALSE(engine->close(milliseconds{0}, loss_reason::deadline));
    EXPECT_TRUE(engine->close(patience, loss_reason::deadline));
    EXPECT_TRUE(engine->flush(patience, engine::wait_for::all));
}

TEST_F(Close, AFlushOfAnotherThreadEndsWithTheEngine) {
    watched_engine engine{settings_for({journald_target(path)})};
    log(*engine);
    std::thread flusher{[&] { EXPECT_TRUE(engine->flush(patience, engine::wait_for::all)); }};
    engine->close(milliseconds{20}, loss_reason::deadline);
    flusher.join();
}

TEST_F(Close, LosesNoCallOfThreadsThatGoOn) {
    datagram_receiver receiver{path};
    watched_engine engine{settings_for({journald_target(path)})};
    std::vector<std::thread> callers;
    for (int i = 0; i < 4; ++i)
        callers.emplace_back([&] {
            while (log(*engine) != refusal::closed) {
            }
        });
    EXPECT_EQ(receive(receiver, 100).size(), 100U);
    engine->close(milliseconds{0}, loss_reason::deadline);
    for (std::thread &each : callers) each.join();
    const engine_report end = engine->report();
    expect_equations(end);
    EXPECT_EQ(end.queue.queued, 0U);
    EXPECT_EQ(end.targets[0].counters.accepted, end.queue.accepted);
    EXPECT_EQ(end.queue.refused_closed, 4U);
}

} // namespace
} // namespace nixie::impl
