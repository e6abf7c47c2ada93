// What stands behind a nixie_logger: its options, and the engine that runs now. A forked child gets a new engine at its
// first call; the one that it inherited is never touched again.
#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <string>

#include "config/options.hpp"
#include "transport/engine.hpp"

struct nixie_logger {
public:
    using milliseconds = std::chrono::milliseconds;

    // Opens the targets. Throws std::system_error, std::bad_alloc.
    explicit nixie_logger(const nixie::impl::logger_options &options);
    ~nixie_logger();
    nixie_logger(const nixie_logger &) = delete;
    nixie_logger &operator=(const nixie_logger &) = delete;

    const nixie::impl::logger_options &options() const { return options_; }

    // The engine of this process, made where there is none yet; any thread. nullptr: the system refused a thread or a
    // descriptor. It lives as long as the handle, or until fork() in the child.
    nixie::impl::engine *engine() noexcept {
        nixie::impl::engine *now = engine_.load(std::memory_order_acquire);
        return now ? now : revive();
    }

    // True when nothing was left.
    bool close(milliseconds deadline, nixie::impl::loss_reason reason);

    // For the fork and exit handlers (process_hooks.cpp).
    void drain_before_fork(std::chrono::steady_clock::time_point until);
    void stand_still_for_fork();
    void after_fork_in_parent();
    void after_fork_in_child() noexcept;
    void drain_at_exit(std::chrono::steady_clock::time_point until);
    nixie_logger *next = nullptr; // in the registry, guarded by it

private:
    nixie::impl::engine *revive() noexcept;

    const nixie::impl::logger_options options_;
    std::mutex life_; // guards making and closing the engine; never held while anything drains
    bool closed_ = false;
    // Written under life_, and in the forked child while it has one thread. Acquire and release: a thread that sees the
    // pointer sees the engine.
    std::atomic<nixie::impl::engine *> engine_ = nullptr;
};
