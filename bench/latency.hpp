// What a call costs the thread that makes it: bursts of 32 calls, then a pause, as a mail server reports. A loop
// without a pause would measure the reader behind the queue.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>

#include "rounds.hpp"
#include "settings.hpp"

namespace nixie::bench {

// One thread's way to report: what is made ready first, not timed, and the call itself.
struct reporter {
    std::function<void(std::uint64_t)> prepare;
    std::function<void()> call;
};

// Calls before those that are timed: more than nixie's queue holds at once, so that all its memory has been touched, as
// in a server that has run for a minute. The peers get them, too.
inline constexpr std::uint64_t warming_calls = 15'000;

struct burst_plan {
    int threads = 1;
    std::uint64_t bursts = 300; // each thread's
    int calls = 32;             // of a burst
    std::chrono::microseconds pause{1000};
    std::uint64_t total() const { return static_cast<std::uint64_t>(threads) * bursts * static_cast<unsigned>(calls); }
};

// Runs the plan, with a reporter of its own for each thread. p50, p90, p99 and p999 in nanoseconds a call, the two
// readings of the clock included (about 25 ns).
figures measure_bursts(const burst_plan &plan, const std::function<reporter(int)> &make);

} // namespace nixie::bench
