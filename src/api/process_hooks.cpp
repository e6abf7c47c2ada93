#include "api/process_hooks.hpp"

#include <chrono>
#include <mutex>
#include <new>
#include <pthread.h>

#include "api/cancellation.hpp"
#include "api/logger_handle.hpp"

namespace nixie::impl {
namespace {

using clock = std::chrono::steady_clock;

// Never destroyed: loggers are used in static destructors and by threads that outlive main().
struct registry {
    std::mutex mutex; // held from prepare_fork() until the handlers after it
    nixie_logger *first = nullptr;
};

registry &all_loggers() {
    static registry &only = *new registry;
    return only;
}

template <class Action>
void for_each_logger(Action action) {
    for (nixie_logger *logger = all_loggers().first; logger; logger = logger->next) action(*logger);
}

// The queue of a parent that ends in _exit(2), as in daemon(3), would be lost; so every logger drains a little first.
// All deadlines begin now, so that together they take no longer than the longest.
void prepare_fork() {
    const no_cancellation guard;
    all_loggers().mutex.lock();
    const clock::time_point now = clock::now();
    for_each_logger([now](nixie_logger &logger) { logger.drain_before_fork(now + logger.options().fork_drain); });
    for_each_logger([](nixie_logger &logger) { logger.stand_still_for_fork(); });
}

void after_fork_in_parent() {
    for_each_logger([](nixie_logger &logger) { logger.after_fork_in_parent(); });
    all_loggers().mutex.unlock();
}

void after_fork_in_child() {
    for_each_logger([](nixie_logger &logger) { logger.after_fork_in_child(); });
    all_loggers().mutex.unlock();
}

bool fork_handlers_installed = false;

// When the library is loaded, before the program installs handlers of its own: these then run first at a fork, and what
// they lock is not waited for with a queue in hand.
[[gnu::constructor]] void install_fork_handlers() {
    fork_handlers_installed = pthread_atfork(prepare_fork, after_fork_in_parent, after_fork_in_child) == 0;
}

// Runs when the library is finished: after atexit handlers and after the static destructors of the program and of every
// library that uses this one, so that what they log still leaves.
[[gnu::destructor]] void drain_at_exit() {
    const no_cancellation guard;
    const std::lock_guard lock{all_loggers().mutex};
    const clock::time_point now = clock::now();
    for_each_logger([now](nixie_logger &logger) { logger.drain_at_exit(now + logger.options().exit_drain); });
}

} // namespace

void register_logger(nixie_logger &logger) {
    if (!fork_handlers_installed) throw std::bad_alloc(); // all that pthread_atfork(3) can lack
    const std::lock_guard lock{all_loggers().mutex};
    logger.next = all_loggers().first;
    all_loggers().first = &logger;
}

void unregister_logger(nixie_logger &logger) {
    const std::lock_guard lock{all_loggers().mutex};
    for (nixie_logger **at = &all_loggers().first; *at; at = &(*at)->next) {
        if (*at != &logger) continue;
        *at = logger.next;
        return;
    }
}

} // namespace nixie::impl
