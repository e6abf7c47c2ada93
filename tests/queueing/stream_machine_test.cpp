// What the machine wants after each result.
#include "queueing/stream_machine.hpp"

#include <cerrno>
#include <vector>

#include <gtest/gtest.h>

namespace nixie::impl {
namespace {

using enum stream_action;
using std::chrono::milliseconds;
using clock = stream_machine::clock;

constexpr clock::time_point start_of_time{};
constexpr double half = 0.5;

stream_machine make_machine() {
    return stream_machine{backoff{milliseconds{100}, milliseconds{30'000}}};
}

class StreamMachine : public testing::Test {
protected:
    stream_action connected(std::size_t host = 0, int error = 0) { return machine.connected(error, host, now, half); }
    stream_action wrote(int error = 0, bool inside_frame = false) {
        return machine.wrote(error, inside_frame, now, half);
    }
    // Connected to the second host, with the first one answering again.
    stream_action first_host_answers(bool inside_frame) {
        EXPECT_EQ(machine.return_due(), try_preferred);
        return machine.preferred_answered(0, 0, inside_frame);
    }

    clock::time_point now = start_of_time;
    stream_machine machine = make_machine();
};

TEST_F(StreamMachine, ConnectsAndWrites) {
    EXPECT_EQ(machine.start(), connect);
    EXPECT_EQ(machine.state(), target_state::connecting);
    EXPECT_EQ(connected(), write);
    EXPECT_EQ(machine.state(), target_state::up);
    EXPECT_EQ(wrote(), write);
    EXPECT_EQ(machine.stocked(), write);
}

TEST_F(StreamMachine, WaitsLongerFromOneFailureToTheNext) {
    machine.start();
    std::vector<int> waits;
    for (int i = 0; i < 4; ++i) {
        EXPECT_EQ(connected(0, ECONNREFUSED), await_backoff);
        EXPECT_EQ(machine.state(), target_state::refused);
        waits.push_back(static_cast<int>(machine.wait_time().count()));
        EXPECT_EQ(machine.backoff_over(), connect);
    }
    EXPECT_EQ(waits, (std::vector{100, 150, 250, 450}));
}

TEST_F(StreamMachine, IsAbsentWhereTheNameHasNoAddress) {
    machine.start();
    connected(0, ENOENT);
    EXPECT_EQ(machine.state(), target_state::absent);
}

// A peer that accepts and closes at once must not be connected to without end.
TEST_F(StreamMachine, WaitsAlsoAfterAConnectionThatWasEstablished) {
    machine.start();
    std::vector<int> waits;
    for (int i = 0; i < 4; ++i) {
        connected();
        EXPECT_EQ(machine.ended(0, true, now, half), await_backoff);
        waits.push_back(static_cast<int>(machine.wait_time().count()));
        machine.backoff_over();
    }
    EXPECT_EQ(waits, (std::vector{100, 150, 250, 450}));
    connected();
    now += stream_machine::stable_after;
    machine.ended(0, true, now, half);
    EXPECT_EQ(machine.wait_time(), milliseconds{100}) << "a connection that lived was no failure";
}

TEST_F(StreamMachine, WaitsForAPeerThatTakesNothing) {
    machine.start();
    connected();
    EXPECT_EQ(wrote(EAGAIN, true), await_writable);
    EXPECT_EQ(machine.state(), target_state::full);
    EXPECT_EQ(machine.stocked(), idle) << "there is a wait already";
    EXPECT_EQ(machine.writable(), write);
    EXPECT_EQ(wrote(), write);
    EXPECT_EQ(machine.state(), target_state::up);
}

TEST_F(StreamMachine, LosesTheConnectionAtAnErrorOfWriteOrReadAndAtItsEnd) {
    for (const int error : {EPIPE, ECONNRESET, ETIMEDOUT, EHOSTUNREACH}) {
        machine = make_machine();
        machine.start();
        connected();
        EXPECT_EQ(wrote(error, true), await_backoff);
        EXPECT_FALSE(machine.is_connected());
        machine = make_machine();
        machine.start();
        connected();
        EXPECT_EQ(machine.ended(error, true, now, half), await_backoff);
        EXPECT_FALSE(machine.is_connected());
    }
}

TEST_F(StreamMachine, WhatComesTooLateChangesNothing) {
    machine.start();
    EXPECT_EQ(machine.ended(0, true, now, half), idle) << "no connection is there to end";
    EXPECT_EQ(machine.writable(), idle);
    EXPECT_EQ(machine.stocked(), idle);
    EXPECT_EQ(machine.return_due(), idle);
    EXPECT_EQ(machine.preferred_answered(0, 0, false), idle);
    connected(0, ECONNREFUSED);
    EXPECT_EQ(machine.ended(0, true, now, half), idle);
    EXPECT_EQ(machine.stocked(), idle) << "the backoff is under way";
}

TEST_F(StreamMachine, RestsWhileThereIsNothingToSend) {
    machine.start();
    connected(0, ECONNREFUSED);
    machine.rest();
    EXPECT_EQ(machine.state(), target_state::refused);
    EXPECT_EQ(machine.stocked(), connect);
}

TEST_F(StreamMachine, ReturnsToTheFirstHostBetweenTwoFrames) {
    machine.start();
    connected(1);
    EXPECT_EQ(machine.host(), 1U);
    EXPECT_EQ(first_host_answers(false), half_close);
    EXPECT_EQ(machine.stocked(), idle) << "the old connection is written to no more, the new one not yet";
    EXPECT_EQ(machine.ended(0, true, now, half), change_over) << "the peer has read all";
    EXPECT_EQ(machine.changed_over(now), write);
    EXPECT_EQ(machine.host(), 0U);
    EXPECT_EQ(machine.return_due(), idle) << "there is nothing to return to";
}

TEST_F(StreamMachine, FinishesTheFrameBeforeItReturns) {
    machine.start();
    connected(1);
    EXPECT_EQ(first_host_answers(true), idle);
    EXPECT_EQ(wrote(0, true), write);
    EXPECT_EQ(wrote(0, false), half_close);
}

TEST_F(StreamMachine, ReturnsAtOnceFromAPeerThatTakesNothing) {
    machine.start();
    connected(1);
    wrote(EAGAIN, true);
    EXPECT_EQ(first_host_answers(true), half_close);
}

TEST_F(StreamMachine, ReturnsWhenThePeerTakesNothingMoreOfTheFrameThatItWasToFinish) {
    machine.start();
    connected(1);
    EXPECT_EQ(first_host_answers(true), idle);
    EXPECT_EQ(wrote(EAGAIN, true), half_close) << "it may never take the rest";
    EXPECT_EQ(machine.ended(ETIMEDOUT, false, now, half), change_over);
    EXPECT_EQ(machine.changed_over(now), write);
    EXPECT_EQ(machine.state(), target_state::up);
}

TEST_F(StreamMachine, ReturnsAtOnceWhenTheOtherConnectionIsLost) {
    machine.start();
    connected(1);
    EXPECT_EQ(first_host_answers(true), idle);
    EXPECT_EQ(machine.ended(ECONNRESET, true, now, half), change_over);
    EXPECT_EQ(machine.changed_over(now), write);
    EXPECT_EQ(machine.state(), target_state::up);
}

TEST_F(StreamMachine, StaysWhereTheFirstHostDoesNotAnswer) {
    machine.start();
    connected(1);
    EXPECT_EQ(machine.return_due(), try_preferred);
    EXPECT_EQ(machine.return_due(), idle) << "one try at a time";
    EXPECT_EQ(machine.preferred_answered(ECONNREFUSED, 0, false), idle);
    EXPECT_EQ(machine.host(), 1U);
    EXPECT_EQ(machine.return_due(), try_preferred);
}

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

TEST_F(StreamMachine, ALostConnectionEndsTheTryToReturn) {
    machine.start();
    connected(1);
    machine.return_due();
    EXPECT_EQ(machine.ended(0, true, now, half), await_backoff);
    EXPECT_EQ(machine.preferred_answered(0, 0, false), idle);
}

} // namespace
} // namespace nixie::impl
