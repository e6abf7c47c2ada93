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
