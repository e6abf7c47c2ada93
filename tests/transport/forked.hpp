// Code that runs in a child process of its own, with standard output replaced.
#pragma once

#include <cstdio>
#include <new>
#include <optional>
#include <stdexcept>
#include <unistd.h>

#include <sys/mman.h>
#include <sys/wait.h>

#include "transport/engine.hpp"

namespace nixie::impl::test {

// Values that a child hands to its parent.
template <class Value>
class shared_with_child {
public:
    shared_with_child()
        : value_(static_cast<Value *>(
              ::mmap(nullptr, sizeof(Value), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0))) {
        if (value_ == MAP_FAILED) throw std::bad_alloc();
        new (value_) Value{};
    }
    ~shared_with_child() { ::munmap(value_, sizeof(Value)); }
    shared_with_child(const shared_with_child &) = delete;
    shared_with_child &operator=(const shared_with_child &) = delete;

    Value &operator*() const { return *value_; }
    Value *operator->() const { return value_; }

private:
    Value *value_;
};

class forked {
public:
    // standard_output: what becomes descriptor 1 of the child; -1: none. The child ends with body's exit code.
    template <class Body>
    forked(int standard_output, Body body) {
        std::fflush(stdout); // else ThreadSanitizer's _exit() flushes this process's copy into the child's output
        child_ = ::fork();
        if (child_ < 0) throw std::runtime_error("fork failed");
        if (child_ > 0) return;
        if (standard_output < 0)
            ::close(STDOUT_FILENO);
        else
            ::dup2(standard_output, STDOUT_FILENO);
        int code = 99;
        try {
            code = body();
        } catch (...) {
            code = 98;
        }
        ::_exit(code);
    }
    ~forked() { exit_code(); }
    forked(const forked &) = delete;
    forked &operator=(const forked &) = delete;

    // Waits for its end. Minus the number of the signal that ended it.
    int exit_code() {
        if (!ended_) {
            int status = 0;
            ::waitpid(child_, &status, 0);
            ended_ = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
        }
        return *ended_;
    }

private:
    pid_t child_ = -1;
    std::optional<int> ended_;
};

} // namespace nixie::impl::test
