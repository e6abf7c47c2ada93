// A stream with a fault at its first, second, third … step, or a first host that answers again there: every frame
// arrives whole, in order, and once.
#include <algorithm>
#include <cerrno>
#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "queueing/replay_buffer.hpp"
#include "queueing/stream_machine.hpp"

namespace nixie::impl {
namespace {

using enum stream_action;
using std::chrono::milliseconds;

constexpr stream_machine::clock::time_point start_of_time{};
constexpr double half = 0.5;

// A driver and a peer without a socket. Each write takes a few bytes; what each connection received is kept.
class simulated_stream {
public:
    std::map<int, int> faults;         // step → errno; steps are connects and writes, from 1
    int end_before_step = 0;           // the peer closes there
    std::size_t serves = 0;            // the host that answers
    int return_before_step = 0;        // the first host answers again there
    std::vector<std::string> received; // by connection
    int changes = 0;                   // to the first host

    void run(const std::vector<std::string> &frames) {
        for (const std::string &frame : frames) account_.take(frame, 1);
        stream_action action = machine_.start();
        for (int actions = 0; !account_.frames().empty(); ++actions) {
            ASSERT_LT(actions, 1000) << "it never ends";
            action = carry_out(action);
        }
    }

private:
    int outcome() {
        const auto fault = faults.find(++step_);
        return fault == faults.end() ? 0 : fault->second;
    }

    // While there is a connection to another one.
    stream_action first_host_answers() {
        if (machine_.return_due() != try_preferred) return idle;
        return_before_step = 0;
        return machine_.preferred_answered(0, 0, buffer_.is_inside_frame());
    }

    stream_action write_some() {
        if (step_ + 1 == end_before_step) {
            ++step_;
            return end(0);
        }
        if (step_ + 1 >= return_before_step && return_before_step > 0) {
            const stream_action action = first_host_answers();
            if (action != idle) return action;
        }
        const int error = outcome();
        std::size_t taken = 0;
        if (error == 0) {
            std::string all;
            for (const std::string_view piece : buffer_.gather()) all += piece;
            taken = std::min<std::size_t>(all.size(), 3);
            received.back() += all.substr(0, taken);
        }
        buffer_.took(taken);
        buffer_.acknowledge(0);
        if (error != 0 && error != EAGAIN) return end(error);
        return machine_.wrote(error, buffer_.is_inside_frame(), start_of_time, half);
    }

    stream_action end(int error) {
        if (error == 0)
            buffer_.end_proven();
        else
            buffer_.end_unproven();
        return machine_.ended(error, buffer_.empty(), start_of_time, half);
    }

    stream_action carry_out(stream_action action) {
        switch (action) {
        case connect: {
            const int error = outcome();
            if (error == 0) received.emplace_back();
            return machine_.connected(error, serves, start_of_time, half);
        }
        case write:
            return write_some();
        case await_writable:
            return machine_.writable();
        case await_backoff:
            return machine_.backoff_over();
        case half_close:
            return end(0);
        case change_over:
            received.emplace_back();
            ++changes;
            return machine_.changed_over(start_of_time);
        case idle:
        case try_preferred:
        case finished:
            break;
        }
        return machine_.stocked();
    }

    stream_machine machine_{backoff{milliseconds{100}, milliseconds{30'000}}};
    target_account account_{1 << 20, backlog::when_full::drop_oldest};
    replay_buffer buffer_{account_, 8, 0}; // the peer's kernel acknowledges each write; model_test has the others
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

constexpr int last_write = 12; // 33 bytes, three a write; the connect before them is step 1

TEST(StreamFaults, TheReturnToTheFirstHostAtEveryStepLosesAndDoublesNoFrame) {
    for (int step = 2; step < last_write; ++step) {
        SCOPED_TRACE(step);
        simulated_stream stream;
        stream.serves = 1;
        stream.return_before_step = step;
        stream.run(traffic);
        expect_whole(stream);
        ASSERT_EQ(stream.received.size(), 2U);
        EXPECT_EQ(stream.changes, 1);
        EXPECT_TRUE(stream.received[0].empty() || stream.received[0].ends_with('>'))
            << "the frame that was begun is cut";
    }
}

TEST(StreamFaults, AFaultAtEveryStepAroundTheReturnLosesNoFrame) {
    for (const int error : {EAGAIN, EPIPE, ECONNRESET})
        for (int step = 2; step < 15; ++step)
            for (int fault = 1; fault < 18; ++fault) {
                SCOPED_TRACE("return at " + std::to_string(step) + ", errno " + std::to_string(error) + " at " +
                             std::to_string(fault));
                simulated_stream stream;
                stream.serves = 1;
                stream.return_before_step = step;
                stream.faults = {{fault, error}};
                stream.run(traffic);
                expect_whole(stream);
                EXPECT_LE(stream.changes, 1);
            }
}

} // namespace
} // namespace nixie::impl
