// What the machine wants after each result, and a stream with a fault at every step.
#include "queueing/stream_machine.hpp"

#include <cerrno>
#include <deque>
#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "queueing/send_buffer.hpp"

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
        EXPECT_EQ(machine.ended(0, now, half), await_backoff);
        waits.push_back(static_cast<int>(machine.wait_time().count()));
        machine.backoff_over();
    }
    EXPECT_EQ(waits, (std::vector{100, 150, 250, 450}));
    connected();
    now += stream_machine::stable_after;
    machine.ended(0, now, half);
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
        EXPECT_EQ(machine.ended(error, now, half), await_backoff);
        EXPECT_FALSE(machine.is_connected());
    }
}

TEST_F(StreamMachine, WhatComesTooLateChangesNothing) {
    machine.start();
    EXPECT_EQ(machine.ended(0, now, half), idle) << "no connection is there to end";
    EXPECT_EQ(machine.writable(), idle);
    EXPECT_EQ(machine.stocked(), idle);
    EXPECT_EQ(machine.return_due(), idle);
    EXPECT_EQ(machine.preferred_answered(0, 0, false), idle);
    connected(0, ECONNREFUSED);
    EXPECT_EQ(machine.ended(0, now, half), idle);
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
    EXPECT_EQ(first_host_answers(false), change_over);
    EXPECT_EQ(machine.changed_over(now), write);
    EXPECT_EQ(machine.host(), 0U);
    EXPECT_EQ(machine.return_due(), idle) << "there is nothing to return to";
}

TEST_F(StreamMachine, FinishesTheFrameBeforeItReturns) {
    machine.start();
    connected(1);
    EXPECT_EQ(first_host_answers(true), idle);
    EXPECT_EQ(wrote(0, true), write);
    EXPECT_EQ(wrote(0, false), change_over);
    EXPECT_EQ(machine.changed_over(now), write);
}

TEST_F(StreamMachine, ReturnsAtOnceFromAPeerThatTakesNothing) {
    machine.start();
    connected(1);
    wrote(EAGAIN, true);
    EXPECT_EQ(first_host_answers(true), change_over);
}

TEST_F(StreamMachine, ReturnsWhenThePeerTakesNothingMoreOfTheFrameThatItWasToFinish) {
    machine.start();
    connected(1);
    EXPECT_EQ(first_host_answers(true), idle);
    EXPECT_EQ(wrote(EAGAIN, true), change_over) << "it may never take the rest";
    EXPECT_EQ(machine.changed_over(now), write);
    EXPECT_EQ(machine.state(), target_state::up);
}

TEST_F(StreamMachine, ReturnsAtOnceWhenTheOtherConnectionIsLost) {
    machine.start();
    connected(1);
    EXPECT_EQ(first_host_answers(true), idle);
    EXPECT_EQ(machine.ended(ECONNRESET, now, half), change_over);
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
    EXPECT_EQ(machine.ended(0, now, half), await_backoff);
    EXPECT_EQ(machine.preferred_answered(0, 0, false), idle);
}

// A driver and a peer without a socket. Each write takes a few bytes; what each connection received is kept.
class simulated_stream {
public:
    std::map<int, int> faults;         // step → errno; steps are connects and writes, from 1
    int end_before_step = 0;           // the peer closes there
    std::vector<std::string> received; // by connection

    void run(const std::vector<std::string> &frames) {
        for (const std::string &frame : frames) queued_.push(frame);
        stream_action action = machine_.start();
        for (int actions = 0; !queued_.empty(); ++actions) {
            ASSERT_LT(actions, 1000) << "it never ends";
            action = carry_out(action);
        }
    }

private:
    int outcome() {
        const auto fault = faults.find(++step_);
        return fault == faults.end() ? 0 : fault->second;
    }

    stream_action write_some() {
        if (step_ + 1 == end_before_step) {
            ++step_;
            return machine_.ended(0, start_of_time, half);
        }
        const int error = outcome();
        std::size_t taken = 0;
        if (error == 0) {
            std::string all;
            for (const std::string_view piece : buffer_.gather()) all += piece;
            taken = std::min<std::size_t>(all.size(), 3);
            received.back() += all.substr(0, taken);
        }
        buffer_.took(taken, [this] { queued_.pop(); });
        return machine_.wrote(error, buffer_.is_inside_frame(), start_of_time, half);
    }

    stream_action carry_out(stream_action action) {
        switch (action) {
        case connect: {
            const int error = outcome();
            if (error == 0) received.emplace_back();
            return machine_.connected(error, 0, start_of_time, half);
        }
        case write:
            return write_some();
        case await_writable:
            return machine_.writable();
        case await_backoff:
            buffer_.rewind();
            return machine_.backoff_over();
        case idle:
        case try_preferred:
        case change_over:
            break;
        }
        return machine_.stocked();
    }

    stream_machine machine_ = make_machine();
    backlog queued_{1 << 20};
    send_buffer buffer_{queued_, 8};
    int step_ = 0;
};

const std::vector<std::string> traffic{"<a>", "<bcdefgh>", "<i>", "<jklmnopqrstuv>", "<w>"};

// Every frame is whole on one of the connections, in order; only the last one of a connection may be cut.
void expect_whole(const simulated_stream &stream) {
    std::vector<std::string> whole;
    for (std::string bytes : stream.received) {
        while (!bytes.empty()) {
            ASSERT_EQ(bytes.front(), '<') << "a connection starts inside a frame: " << bytes;
            const std::size_t end = bytes.find('>');
            if (end == std::string::npos) break; // cut by the loss of the connection
            whole.push_back(bytes.substr(0, end + 1));
            bytes.erase(0, end + 1);
        }
    }
    EXPECT_EQ(whole, traffic);
}

TEST(StreamFaults, OneFaultAtEveryStepLosesNoFrame) {
    for (const int error : {EAGAIN, EPIPE, ECONNRESET, ETIMEDOUT})
        for (int step = 0; step < 20; ++step) { // 0: none
            SCOPED_TRACE("errno " + std::to_string(error) + " at step " + std::to_string(step));
            simulated_stream stream;
            stream.faults = {{step, error}};
            stream.run(traffic);
            expect_whole(stream);
        }
}

TEST(StreamFaults, TwoFaultsAtEveryPairOfStepsLoseNoFrame) {
    for (int one = 1; one < 20; ++one)
        for (int other = one + 1; other < 25; ++other) {
            SCOPED_TRACE(std::to_string(one) + " and " + std::to_string(other));
            simulated_stream stream;
            stream.faults = {{one, ECONNRESET}, {other, EPIPE}};
            stream.run(traffic);
            expect_whole(stream);
        }
}

TEST(StreamFaults, APeerThatClosesAtEveryStepLosesNoFrame) {
    for (int step = 2; step < 20; ++step) {
        SCOPED_TRACE(step);
        simulated_stream stream;
        stream.end_before_step = step;
        stream.run(traffic);
        expect_whole(stream);
    }
}

} // namespace
} // namespace nixie::impl
