// What the machine wants after each result.
#include <vector>

#include "queueing/stream_machine_fixture.hpp"

namespace nixie::impl {
namespace {

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

TEST_F(StreamMachine, ALostConnectionEndsTheTryToReturn) {
    machine.start();
    connected(1);
    machine.return_due();
    EXPECT_EQ(machine.ended(0, true, now, half), await_backoff);
    EXPECT_EQ(machine.preferred_answered(0, 0, false), idle);
}

} // namespace
} // namespace nixie::impl
