#include "api/logger_handle.hpp"

#include <algorithm>

#include "api/cancellation.hpp"
#include "api/engine_settings.hpp"
#include "api/process_hooks.hpp"

namespace impl = nixie::impl;

namespace {

std::chrono::milliseconds time_left(std::chrono::steady_clock::time_point until) {
    const auto left = until - std::chrono::steady_clock::now();
    return std::max(std::chrono::ceil<std::chrono::milliseconds>(left), std::chrono::milliseconds{0});
}

} // namespace

nixie_logger::nixie_logger(const impl::logger_options &options)
    : options_(options), engine_(new impl::engine{impl::make_engine_settings(options)}) {
    impl::register_logger(*this);
}

nixie_logger::~nixie_logger() {
    impl::unregister_logger(*this);
    delete engine_.load();
}

impl::engine *nixie_logger::revive() noexcept {
    const impl::no_cancellation guard; // opening a target is a cancellation point
    const std::lock_guard lock{life_};
    impl::engine *made = engine_.load(std::memory_order_relaxed);
    if (made) return made; // another thread was faster
    try {
        made = new impl::engine{impl::make_engine_settings(options_)};
    } catch (const std::exception &) {
        return nullptr; // tried again at the next call
    }
    if (closed_) made->close(milliseconds{0}, impl::loss_reason::shutdown);
    engine_.store(made, std::memory_order_release);
    return made;
}

bool nixie_logger::close(milliseconds deadline, impl::loss_reason reason) {
    // First without the lock: a fork or an exit in another thread must not wait for this deadline.
    if (impl::engine *now = engine_.load(std::memory_order_acquire)) now->drain(deadline, reason);
    const std::lock_guard lock{life_};
    closed_ = true;
    impl::engine *now = engine_.load(std::memory_order_relaxed);
    return !now || now->close(milliseconds{0}, reason);
}

void nixie_logger::drain_before_fork(std::chrono::steady_clock::time_point until) {
    if (impl::engine *now = engine_.load(std::memory_order_acquire))
        now->flush(time_left(until), impl::engine::wait_for::alive);
}

void nixie_logger::stand_still_for_fork() {
    life_.lock();
    if (impl::engine *now = engine_.load(std::memory_order_relaxed)) now->park();
}

void nixie_logger::after_fork_in_parent() {
    if (impl::engine *now = engine_.load(std::memory_order_relaxed)) now->unpark();
    life_.unlock();
}

void nixie_logger::after_fork_in_child() noexcept {
    // The engine's memory stays, unreachable but for this: its threads are gone, its locks may be held for ever.
    if (impl::engine *inherited = engine_.exchange(nullptr)) inherited->abandon();
    life_.unlock();
}

void nixie_logger::drain_at_exit(std::chrono::steady_clock::time_point until) {
    close(time_left(until), impl::loss_reason::shutdown);
}
