// The real time, for stamps alone: it may step, so every deadline, timer and span goes by the steady clock.
#pragma once

#include <cstdint>
#include <ctime>

namespace nixie::impl {

// Microseconds since 1970. Not std::chrono::system_clock, whose nanoseconds end in the year 2262.
inline std::int64_t wall_clock_now() noexcept {
    timespec now{};
    clock_gettime(CLOCK_REALTIME, &now);
    return std::int64_t{now.tv_sec} * 1'000'000 + now.tv_nsec / 1000;
}

} // namespace nixie::impl
