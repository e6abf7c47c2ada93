// The real-time clock steps while a logger lives: stamps say what the clock says, and nothing else depends on it.
#include <ctime>
#include <memory>
#include <sys/time.h>
#include <thread>

#include "api/ec_collector.hpp"
#include "api/equations.hpp"
#include "api/eventually.hpp"
#include "api/scripted_peer.hpp"
#include "api/stepped_clock.hpp"
#include "encode/read_back.hpp"
#include "queueing/sleeping_thread.hpp"

using namespace nixie;
using namespace nixie::tests;
using namespace std::chrono_literals;

namespace {

struct step {
    std::int64_t microseconds;
    std::string_view written; // TIMESTAMP; "": NILVALUE
};

constexpr step year_2036{2'085'978'496'000'001, "2036-02-07T06:28:16.000001Z"};
constexpr step year_2006{1'136'073'599'999'999, "2005-12-31T23:59:59.999999Z"};
constexpr step year_1970{0, "1970-01-01T00:00:00.000000Z"};
// Forward and back, out of every range, to and fro; the last is later than any deadline that was reckoned from 2006.
constexpr step steps[] = {year_2036,
                          year_2006,
                          year_1970,
                          {-1, "1969-12-31T23:59:59.999999Z"},
                          {253'402'300'799'999'999, "9999-12-31T23:59:59.999999Z"},
                          {253'402'300'800'000'000, ""},
                          year_2006,
                          year_2036};

class ClockSteps : public testing::Test {
protected:
    logger open(const std::vector<std::string> &targets, const std::string &stats_interval = "0",
                const std::string &block_for = "60s") {
        return logger{{.queue_size = "64KiB",
                       .on_full = "block",
                       .block_for = block_for,
                       .exit_drain = "20ms",
                       .stats_interval = stats_interval,
                       .targets = targets}};
    }

    // Its stamp is read from the clock of this test, and from no other.
    outcome log_one(logger &to) {
        const std::uint64_t before = clock.readings();
        const outcome result = to.log({.diagnostic = text, .queue_id = "record"});
        EXPECT_GT(clock.readings(), before);
        return result;
    }

    void step_to_and_fro() {
        for (const step &each : steps) clock.stand_at(each.microseconds);
    }

    // The queue takes no more: what its only target has not sent fills it.
    void fill(logger &to) {
        ASSERT_TRUE(eventually([&] {
            EXPECT_EQ(log_one(to), outcome::accepted);
            return to.take_stats().queued_bytes + 3 * text.size() > 64 * 1024;
        }));
    }

    const std::string text = std::string(1'000, 'x');
    stepped_clock clock;
    socket_folder folder;
    std::string path = folder.path("log");
};

TEST_F(ClockSteps, AreSeenByEveryReaderOfTheRealTimeAndByNoOther) {
    const auto steady = std::chrono::steady_clock::now();
    for (const step &each : {year_2036, year_2006, year_1970}) { // which std::chrono's clock can say, too
        clock.stand_at(each.microseconds);
        EXPECT_EQ(timestamp{std::chrono::system_clock::now()}.microseconds(), each.microseconds);
        timeval now{};
        gettimeofday(&now, nullptr);
        EXPECT_EQ(timestamp{now}.microseconds(), each.microseconds);
        EXPECT_EQ(std::time(nullptr), now.tv_sec);
    }
    const auto passed = std::chrono::steady_clock::now() - steady;
    EXPECT_GE(passed, 0s);
    EXPECT_LT(passed, 24h);
}

// At a target that is up and at one that is absent meanwhile.
TEST_F(ClockSteps, LeaveEachStampTheClocksAndTheNumbersConsecutive) {
    receiver at(path);
    const std::string absent_path = folder.path("absent");
    logger log = open({at.target(), "unix:" + absent_path}, "1ms");
    std::string sent;
    const auto is_stats = [&sent] { return sent.find(" STATS [") != std::string::npos; };
    const auto expect_record = [&](receiver &from, long sequence, const step &now) {
        for (sent = from.next(); is_stats();) sent = from.next();
        EXPECT_EQ(number_parameter(sent, "sequenceId"), sequence);
        EXPECT_EQ(impl::test::parsed_message(sent).timestamp, now.written);
    };
    long last = 0;
    for (const step &now : steps) {
        clock.stand_at(now.microseconds);
        for (int i = 0; i < 3; ++i) ASSERT_EQ(log_one(log), outcome::accepted);
        for (int i = 0; i < 3; ++i) expect_record(at, ++last, now);
        // The timer of the stats entries runs, and they are stamped alike.
        for (sent = at.next(); number_parameter(sent, "stats_last_sequence") != last;) sent = at.next();
        EXPECT_EQ(impl::test::parsed_message(sent).timestamp, now.written);
    }
    receiver late(absent_path);
    last = 0;
    for (const step &now : steps)
        for (int i = 0; i < 3; ++i) expect_record(late, ++last, now);
    EXPECT_TRUE(log.flush(patience));
    expect_equations(log.take_stats());
}

TEST_F(ClockSteps, KeepNoConnectionFromComingBack) {
    scripted_peer peer([](const scripted_peer::connection &with) { with.read(); }); // and closes
    logger log = open({peer.target()});
    for (const step &now : {year_2036, year_2006, year_1970}) {
        clock.stand_at(now.microseconds);
        const int before = peer.connections();
        EXPECT_TRUE(eventually([&] {
            log_one(log);
            return peer.connections() > before;
        }));
    }
}

TEST_F(ClockSteps, KeepNoAbsentCollectorFromBeingTriedAgain) {
    auto peer = std::make_unique<scripted_peer>([](const scripted_peer::connection &) {});
    const std::string target = peer->target();
    const auto port = static_cast<std::uint16_t>(std::stoi(target.substr(target.rfind(':') + 1)));
    peer.reset();
    clock.stand_at(year_2036.microseconds);
    logger log = open({target});
    ASSERT_EQ(log_one(log), outcome::accepted);
    ASSERT_TRUE(eventually([&] { return !log.take_stats().targets.at(0).trouble.empty(); }));
    step_to_and_fro();
    clock.stand_at(year_1970.microseconds);
    scripted_peer back(
        [](const scripted_peer::connection &with) {
            while (!with.read().empty()) {
            }
        },
        port);
    EXPECT_TRUE(log.flush(patience));
    EXPECT_EQ(log.take_stats().targets.at(0).sent, 1U);
}

// Each deadline has to end: with one of the real time, the machine's would have to come to 2036 first.
TEST_F(ClockSteps, LetEachDeadlineEnd) {
    for (const step &now : {year_2036, year_2006, year_1970}) {
        clock.stand_at(now.microseconds);
        logger log = open({"unix:" + path + "?backlog=64KiB"}, "0", "20ms");
        while (log_one(log) == outcome::accepted) {
        }
        const stats full = log.take_stats();
        EXPECT_EQ(full.refused_queue_full, 1U) << "block_for has passed";
        EXPECT_FALSE(log.flush(20ms));
        EXPECT_FALSE(log.close(20ms));
        EXPECT_EQ(log.take_stats().targets.at(0).dropped_deadline, full.accepted);
        expect_equations(log.take_stats());
        logger freed = open({"unix:" + path});
        ASSERT_EQ(log_one(freed), outcome::accepted); // exit_drain ends, too
    }
}

// A call that waits while the clock steps: with a deadline of the real time, that of 2006 would have passed already.
class ClockStepsMeanwhile : public ClockSteps, public testing::WithParamInterface<std::int64_t> {
protected:
    template <class Call>
    bool outlives_the_steps(Call call) {
        clock.stand_at(GetParam());
        impl::test::sleeping_thread sleeper;
        std::atomic<bool> has_deadline = false;
        bool result = false;
        std::thread waiting([&] {
            sleeper.here_it_is();
            clock.tell_of_readings(has_deadline);
            result = call();
        });
        EXPECT_TRUE(eventually([&] { return has_deadline.load(); }));
        EXPECT_TRUE(sleeper.await());
        step_to_and_fro();
        collector = std::make_unique<receiver>(path);
        waiting.join();
        return result;
    }

    std::unique_ptr<receiver> collector; // comes only behind the steps
};

TEST_P(ClockStepsMeanwhile, BlockForWaitsForItsRoom) {
    clock.stand_at(GetParam());
    logger log = open({"unix:" + path + "?backlog=64KiB"});
    fill(log);
    EXPECT_TRUE(outlives_the_steps([&] {
        for (int i = 0; i < 5; ++i)
            if (log_one(log) != outcome::accepted) return false;
        return true;
    }));
    for (std::uint64_t left = log.take_stats().accepted; left > 0; --left) collector->next();
    EXPECT_EQ(log.take_stats().refused_queue_full, 0U);
}

TEST_P(ClockStepsMeanwhile, FlushWaitsForTheCollector) {
    clock.stand_at(GetParam());
    logger log = open({"unix:" + path});
    ASSERT_EQ(log_one(log), outcome::accepted);
    EXPECT_TRUE(outlives_the_steps([&] { return log.flush(patience); }));
    EXPECT_EQ(parameter(collector->next(), "queue_id"), "record");
}

TEST_P(ClockStepsMeanwhile, CloseWaitsForTheCollector) {
    clock.stand_at(GetParam());
    logger log = open({"unix:" + path});
    ASSERT_EQ(log_one(log), outcome::accepted);
    EXPECT_TRUE(outlives_the_steps([&] { return log.close(patience); }));
    EXPECT_EQ(parameter(collector->next(), "queue_id"), "record");
}

INSTANTIATE_TEST_SUITE_P(From2036, ClockStepsMeanwhile, testing::Values(year_2036.microseconds));
INSTANTIATE_TEST_SUITE_P(From2006, ClockStepsMeanwhile, testing::Values(year_2006.microseconds));

TEST_F(ClockSteps, BetweenReceptionAndEventGiveNoQueueTimeThatIsNegative) {
    receiver &at = ec_collector();
    ec_message message{};
    message.creation_time = {year_2006.microseconds / 1'000'000, 999'999};
    for (const step &now : {year_2036, year_2006, year_1970}) {
        clock.stand_at(now.microseconds);
        ec_log_permanent_failure(&message, nullptr, nullptr, nullptr); // at the current time
        const std::string sent = at.next();
        EXPECT_EQ(impl::test::parsed_message(sent).timestamp, now.written);
        const std::int64_t waited = now.microseconds - year_2006.microseconds;
        EXPECT_EQ(parameter(sent, "queue_time"), waited < 0 ? "" : waited == 0 ? "0.000" : "949904896.000");
    }
}

} // namespace
