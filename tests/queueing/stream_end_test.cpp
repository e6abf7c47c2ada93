// When the machine takes a peer for dead, and how it ends.
#include "queueing/stream_machine_fixture.hpp"

namespace nixie::impl {
namespace {

// ---- A peer that answers nothing ----

using std::chrono::seconds;

class DeadPeer : public StreamMachine {
protected:
    DeadPeer() {
        machine.start();
        connected();
    }
    // A look each second, `after` the last one.
    bool is_dead(const stream_watch &watch) {
        now += seconds{1};
        return machine.is_dead(watch, now);
    }
    // How many seconds of this it takes.
    int seconds_until_dead(const auto &watch_after) {
        for (int second = 1; second <= 100; ++second)
            if (is_dead(watch_after(second))) return second;
        return -1;
    }
};

TEST_F(DeadPeer, IsOneThatAcknowledgesNothingFor20Seconds) {
    const auto silent = [](int second) { return stream_watch{.unanswered = true, .last_ack_age = seconds{second}}; };
    EXPECT_EQ(seconds_until_dead(silent), 21) << "the first look is where the silence begins";
}

TEST_F(DeadPeer, TheTimeBeforeAnythingWasSentDoesNotCount) {
    const auto idle_before = [](int second) {
        return stream_watch{.unanswered = true, .last_ack_age = std::chrono::hours{1} + seconds{second}};
    };
    EXPECT_EQ(seconds_until_dead(idle_before), 21);
}

TEST_F(DeadPeer, IsNoneThatAnswersNowAndThen) {
    const auto answers_each_15_seconds = [](int second) {
        return stream_watch{.unanswered = true, .last_ack_age = seconds{second % 15}};
    };
    EXPECT_EQ(seconds_until_dead(answers_each_15_seconds), -1);
}

TEST_F(DeadPeer, IsNoneWhoseProbesAreAnswered) {
    const auto probes_are_two_minutes_apart = [](int second) {
        return stream_watch{.unanswered = second % 50 == 0, .last_ack_age = seconds{second}, .window_closed = true};
    };
    EXPECT_EQ(seconds_until_dead(probes_are_two_minutes_apart), -1);
}

TEST_F(DeadPeer, TheSilenceOfAnEarlierConnectionDoesNotCount) {
    const stream_watch silent{.unanswered = true, .last_ack_age = seconds{0}};
    for (int second = 0; second < 15; ++second)
        EXPECT_FALSE(is_dead({.unanswered = true,
                              .last_ack_age = now - start_of_time > seconds{15} ? milliseconds{0} : seconds{second}}));
    machine.ended(ECONNRESET, false, now, half);
    machine.backoff_over();
    connected();
    EXPECT_FALSE(is_dead(silent));
}

TEST_F(DeadPeer, AClosedWindowIsStalledAndNoEnd) {
    EXPECT_FALSE(is_dead({.window_closed = true}));
    EXPECT_EQ(machine.state(), target_state::up) << "it still takes what is written";
    wrote(EAGAIN);
    EXPECT_EQ(machine.state(), target_state::full);
    EXPECT_FALSE(is_dead({.window_closed = false}));
    EXPECT_EQ(machine.state(), target_state::full);
    EXPECT_FALSE(is_dead({.window_closed = true}));
    EXPECT_EQ(machine.state(), target_state::stalled);
    EXPECT_EQ(machine.writable(), write);
    EXPECT_EQ(wrote(EAGAIN), await_writable);
    EXPECT_EQ(machine.state(), target_state::stalled);
    EXPECT_EQ(machine.writable(), write);
    EXPECT_EQ(wrote(), write);
    EXPECT_EQ(machine.state(), target_state::up);
}

// ---- The end ----

TEST_F(StreamMachine, FinishesWithAHalfCloseAndThePeersWord) {
    machine.start();
    connected();
    EXPECT_EQ(machine.drained(), idle) << "nobody has said that it is the end";
    EXPECT_EQ(machine.finish(false), idle) << "there is something to write";
    EXPECT_EQ(machine.drained(), half_close);
    EXPECT_FALSE(machine.is_finished());
    EXPECT_EQ(machine.ended(0, true, now, half), finished);
    EXPECT_TRUE(machine.is_finished());
    EXPECT_EQ(machine.state(), target_state::up);
}

TEST_F(StreamMachine, FinishesAtOnceWhereNothingIsWritten) {
    machine.start();
    EXPECT_EQ(machine.finish(true), finished) << "while it connects";
    machine = make_machine();
    machine.start();
    connected(0, ECONNREFUSED);
    EXPECT_EQ(machine.finish(true), finished) << "while it backs off";
    machine = make_machine();
    machine.start();
    connected(0, ECONNREFUSED);
    machine.rest();
    EXPECT_EQ(machine.finish(true), finished) << "while it rests";
    EXPECT_EQ(machine.finish(true), idle) << "a second time";
}

TEST_F(StreamMachine, SendsAgainBeforeItFinishes) {
    machine.start();
    connected();
    EXPECT_EQ(machine.finish(true), half_close);
    EXPECT_EQ(machine.ended(ECONNRESET, false, now, half), await_backoff) << "what it kept goes again";
    EXPECT_FALSE(machine.is_finished());
    EXPECT_EQ(machine.backoff_over(), connect);
    EXPECT_EQ(connected(), write);
    EXPECT_EQ(machine.drained(), half_close);
    EXPECT_EQ(machine.ended(0, true, now, half), finished);
}

TEST_F(StreamMachine, AFinishDuringTheReturnGoesOnWithTheFirstHost) {
    machine.start();
    connected(1);
    EXPECT_EQ(first_host_answers(false), half_close);
    EXPECT_EQ(machine.finish(false), idle);
    EXPECT_EQ(machine.ended(0, false, now, half), change_over);
    EXPECT_EQ(machine.changed_over(now), write);
    EXPECT_EQ(machine.drained(), half_close);
    EXPECT_EQ(machine.return_due(), idle);
}

} // namespace
} // namespace nixie::impl
