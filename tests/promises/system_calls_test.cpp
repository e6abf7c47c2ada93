// The call makes no system call but the one that wakes the I/O thread, at most once in each of its idle periods. The
// kernel's view: another process traces the threads and decides which of them goes on, so no time plays a part.
#include <gtest/gtest.h>

#include <map>

#include "api/scripted_peer.hpp"
#include "promises/traced_program.hpp"
#include "promises/udp_sink.hpp"

using namespace nixie::tests;

namespace {

void read_all(const scripted_peer::connection &from) {
    while (!from.read().empty()) {
    }
}

// A refused call takes a lock for a moment, and may find another thread there. No other system call is free.
enum class locks { none, may_meet };

class SystemCalls : public testing::TestWithParam<const char *> {
protected:
    // The wakes of each round.
    std::map<long, std::size_t> run(const std::string &mode, locks callers = locks::none,
                                    const std::string &queue_size = "8MiB") {
        const std::string target = GetParam() == std::string("udp") ? udp.target() : tcp.target();
        traced_program program({NIXIE_TRACED_CALLER, mode, queue_size, target});
        EXPECT_EQ(program.run(), 0);
        std::map<long, std::size_t> wakes;
        EXPECT_FALSE(program.bursts().empty());
        for (const burst &each : program.bursts()) {
            EXPECT_TRUE(each.others.empty()) << "round " << each.round << ", " << describe(each.others);
            if (callers == locks::none) {
                EXPECT_TRUE(each.locks.empty()) << "round " << each.round << ", " << describe(each.locks);
            }
            wakes[each.round] += each.wakes.size();
        }
        return wakes;
    }

    // Of a test whose bursts each lie in one idle period. None at all would mean that the tracer is blind.
    static void expect_one_a_period(const std::map<long, std::size_t> &wakes) {
        std::size_t sum = 0;
        for (const auto &[round, count] : wakes) {
            EXPECT_LE(count, 1U) << "round " << round;
            sum += count;
        }
        EXPECT_GE(sum, 1U);
    }
    static void expect_none(const std::map<long, std::size_t> &wakes) {
        for (const auto &[round, count] : wakes) EXPECT_EQ(count, 0U) << "round " << round;
    }

    udp_sink udp;
    scripted_peer tcp{read_all};
};

TEST_P(SystemCalls, OneWakeAnIdlePeriodAndNothingElse) {
    expect_one_a_period(run("after_idle"));
}

TEST_P(SystemCalls, OneWakeAnIdlePeriodHoweverManyThreadsCall) {
    expect_one_a_period(run("after_idle_threads"));
}

TEST_P(SystemCalls, OneWakeAnIdlePeriodOfTheEcFamily) {
    expect_one_a_period(run("ec_family", locks::may_meet)); // one of its calls is refused
}

TEST_P(SystemCalls, OneWakeAnIdlePeriodOfRefusedCalls) {
    expect_one_a_period(run("after_idle_refused", locks::may_meet));
    expect_one_a_period(run("after_idle_threads_refused", locks::may_meet));
    expect_one_a_period(run("after_idle_queue_full", locks::may_meet, "64KiB"));
}

TEST_P(SystemCalls, NoneWhileTheIoThreadSends) {
    expect_none(run("while_sending"));
    expect_none(run("while_sending_refused", locks::may_meet));
}

// Right after the last record was sent the I/O thread looks at the queue again, before it asks to be woken. It may find
// its time over at once, on a machine that is busy; not twenty times in a row.
TEST_P(SystemCalls, NoneWhileTheIoThreadLingers) {
    std::size_t without = 0;
    for (const auto &[round, wakes] : run("while_lingering")) without += wakes == 0;
    EXPECT_GE(without, 1U);
}

INSTANTIATE_TEST_SUITE_P(Targets, SystemCalls, testing::Values("udp", "tcp"),
                         [](const auto &target) { return target.param; });

} // namespace
