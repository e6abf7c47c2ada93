// chaos_load as a child process, and the limits that it may get meanwhile.
#pragma once

#include <sys/resource.h>
#include <sys/types.h>

#include <chrono>
#include <string>
#include <vector>

#include "chaos/schedule.hpp"

namespace nixie::tests {

class load_process {
public:
    // Starts it. Its standard error becomes that file.
    load_process(const std::string &account, const std::string &errors, const schedule &of);
    ~load_process(); // SIGKILL, if it still runs
    load_process(const load_process &) = delete;
    load_process &operator=(const load_process &) = delete;

    void allow_descriptors(unsigned more);
    void allow_memory(unsigned more_kib);
    void lift_limits();
    // "": it ended as it should; else what was wrong with its end, or that there was none.
    std::string wait(std::chrono::milliseconds deadline);

private:
    pid_t pid_ = -1;
};

} // namespace nixie::tests
