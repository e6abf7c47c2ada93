// A program whose threads all stop at each of their system calls, by ptrace(2): what the kernel saw, whoever made it.
#pragma once

#include <sys/types.h>

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "promises/marker.hpp"

namespace nixie::tests {

struct system_call {
    long number = -1;
    std::array<std::uint64_t, 6> arguments{};
};

// What one thread did between marker::begin and marker::end.
struct burst {
    long round = 0;
    std::vector<system_call> wakes;  // writes to an eventfd
    std::vector<system_call> locks;  // futex(2) of a mutex that two threads wanted at once
    std::vector<system_call> others; // there should be none
};

std::string describe(const std::vector<system_call> &calls);

// Threads that have used a marker are the callers; all others are the library's.
class traced_program {
public:
    explicit traced_program(const std::vector<std::string> &command);
    ~traced_program();
    traced_program(const traced_program &) = delete;
    traced_program &operator=(const traced_program &) = delete;

    // To its end. Its exit status, or minus the signal that ended it: SIGKILL where it does not end by itself.
    int run();
    const std::vector<burst> &bursts() const { return bursts_; }

private:
    std::optional<int> next_stop();
    void at_system_call(pid_t thread);
    void at_marker(pid_t thread, marker what, long detail);
    void note(burst &in, const system_call &call) const;
    bool is_held_at(const system_call &call);
    void stand_still(pid_t thread);
    void go_on(pid_t thread, int signal = 0) const;

    pid_t program_ = -1;
    std::set<pid_t> callers_;
    std::map<pid_t, burst> bursts_open_;
    std::vector<burst> bursts_;
    std::optional<point> hold_;
    bool has_sent_ = false;             // the library, since marker::hold
    std::vector<pid_t> held_, waiting_; // for marker::let_go, for somebody to be held
};

} // namespace nixie::tests
