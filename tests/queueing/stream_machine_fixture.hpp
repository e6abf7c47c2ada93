// A machine at the start of time, and its events with fewer words.
#pragma once

#include <cerrno>

#include <gtest/gtest.h>

#include "queueing/stream_machine.hpp"

namespace nixie::impl {

using enum stream_action;
using std::chrono::milliseconds;
using clock = stream_machine::clock;

inline constexpr clock::time_point start_of_time{};
inline constexpr double half = 0.5;

inline stream_machine make_machine() {
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

} // namespace nixie::impl
