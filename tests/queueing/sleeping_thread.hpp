// Whether a thread of this process sleeps in the kernel: so a test knows that its thread waits, without a guess at how
// long it takes to get there.
#pragma once

#include <atomic>
#include <fstream>
#include <string>
#include <unistd.h>

#include <sys/syscall.h>

#include "api/eventually.hpp"

namespace nixie::impl::test {

class sleeping_thread {
public:
    // The thread, about itself, right before it waits.
    void here_it_is() { id_ = ::syscall(SYS_gettid); }

    // False when it never sleeps.
    bool await() const {
        return tests::eventually([this] { return id_ != 0 && state() == 'S'; });
    }

private:
    // The field after the name in parentheses (proc(5)).
    char state() const {
        std::ifstream stat{"/proc/self/task/" + std::to_string(id_) + "/stat"};
        std::string line;
        std::getline(stat, line);
        const std::size_t name_end = line.rfind(')');
        return name_end + 2 < line.size() ? line[name_end + 2] : '?';
    }

    std::atomic<long> id_ = 0;
};

} // namespace nixie::impl::test
