#include "api/stepped_clock.hpp"

#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

#include <ctime>

namespace {

constexpr std::int64_t second = 1'000'000;

std::atomic<bool> stands = false;
std::atomic<std::int64_t> stands_at = 0;
std::atomic<std::uint64_t> times_read = 0;
thread_local std::atomic<bool> *read_by_this_thread = nullptr;

// The microseconds come to lie from 0 to 999999, also before 1970.
timespec standing_time() {
    ++times_read;
    const std::int64_t now = stands_at;
    const std::int64_t rest = (now % second + second) % second;
    timespec result{};
    result.tv_sec = static_cast<time_t>((now - rest) / second);
    result.tv_nsec = static_cast<long>(rest) * 1000;
    return result;
}

timespec real_time() {
    timespec now{};
    clock_gettime(CLOCK_REALTIME, &now);
    return now;
}

} // namespace

// In the C library's place: the linker finds those of the program first, for every library of the process.
extern "C" {
[[gnu::visibility("default")]] int clock_gettime(clockid_t clock, timespec *now) noexcept {
    if (read_by_this_thread) *read_by_this_thread = true;
    const bool is_real = clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE;
    if (!stands || !is_real) return static_cast<int>(syscall(SYS_clock_gettime, clock, now));
    *now = standing_time();
    return 0;
}

[[gnu::visibility("default")]] int gettimeofday(timeval *__restrict now, void *__restrict) noexcept {
    const timespec read = real_time();
    now->tv_sec = read.tv_sec;
    now->tv_usec = read.tv_nsec / 1000;
    return 0;
}

[[gnu::visibility("default")]] time_t time(time_t *now) noexcept {
    const time_t seconds = real_time().tv_sec;
    if (now) *now = seconds;
    return seconds;
}
}

namespace nixie::tests {

stepped_clock::~stepped_clock() {
    stands = false;
}

void stepped_clock::stand_at(std::int64_t microseconds) {
    stands_at = microseconds;
    stands = true;
}

std::uint64_t stepped_clock::readings() const {
    return times_read;
}

void stepped_clock::tell_of_readings(std::atomic<bool> &here) const {
    read_by_this_thread = &here;
}

} // namespace nixie::tests
