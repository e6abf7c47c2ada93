// A dead target costs its own backlog and nothing else.
#include <gtest/gtest.h>

#include "journal/temporary_directory.hpp"
#include "transport/logged.hpp"
#include "transport/watched_engine.hpp"

namespace nixie::impl {
namespace {

using namespace test;
using std::chrono::milliseconds;
using tests::patience;

constexpr std::size_t dead = 0, live = 1;

class SeveralTargets : public testing::Test {
protected:
    engine_settings settings() const {
        target_settings nobody = journald_target(directory.path() / "nobody");
        nobody.backlog = 64 << 10;
        return settings_for({nobody, syslog_target(path)});
    }

    const nixie::test::temporary_directory directory;
    const std::string path = directory.path() / "socket";
    datagram_receiver receiver{path};
};

TEST_F(SeveralTargets, TheLiveOneGetsEverythingBesideADeadOne) {
    watched_engine engine{settings()};
    log_many(*engine, 1000);
    EXPECT_EQ(receive(receiver, 1000, read_syslog), numbers(1, 1000));
    EXPECT_TRUE(engine.empties_the_queue());
    EXPECT_TRUE(engine.reaches(target_state::absent, dead));
    EXPECT_EQ(engine.counters(live).sent, 1000U);
    EXPECT_EQ(engine.counters(live).dropped_backlog_full, 0U);
    const target_counters lost = engine.counters(dead);
    EXPECT_GT(lost.dropped_backlog_full, 0U);
    EXPECT_EQ(lost.dropped_backlog_full + lost.queued, 1000U);
}

TEST_F(SeveralTargets, FlushOfAllWaitsForTheDeadOneUntilItsDeadline) {
    watched_engine engine{settings()};
    log_many(*engine, 5);
    EXPECT_FALSE(engine->flush(milliseconds{20}, engine::wait_for::all));
    EXPECT_EQ(receive(receiver, 5, read_syslog), numbers(1, 5));
    EXPECT_FALSE(engine->flush(milliseconds{0}, engine::wait_for::all));
}

TEST_F(SeveralTargets, FlushOfTheAliveDoesNotWaitForTheDeadOne) {
    watched_engine engine{settings()};
    EXPECT_TRUE(engine.reaches(target_state::absent, dead));
    log_many(*engine, 5);
    EXPECT_TRUE(engine->flush(2 * patience, engine::wait_for::alive)); // the dead one is tried again within a second
    EXPECT_EQ(engine.counters(live).sent, 5U);
    EXPECT_EQ(engine.counters(dead).queued, 5U);
}

TEST_F(SeveralTargets, AFilterOfOneLeavesTheOtherAlone) {
    engine_settings both = settings();
    both.targets[dead].events = 1U << NIXIE_DELIVERY;
    watched_engine engine{both};
    log_many(*engine, 5);
    EXPECT_TRUE(engine->flush(patience, engine::wait_for::all)); // the dead one has nothing to wait for
    EXPECT_EQ(engine.counters(dead).filtered, 5U);
    EXPECT_EQ(engine.counters(live).sent, 5U);
}

TEST(Engine, AnswersBetweenTheRecordsOfOneCall) {
    engine engine{settings_for({syslog_target("/nowhere/to/go")})};
    const call large{.diagnostic = std::string(300'000, 'x'), .recipients = std::vector<std::string>(2000, "a@b")};
    ASSERT_EQ(log(engine, large), refusal::none);
    const engine_report report = engine.report();
    expect_equations(report);
    EXPECT_GT(report.queue.queued, 0U); // not all 2,000 of them were encoded before the answer
}

} // namespace
} // namespace nixie::impl
