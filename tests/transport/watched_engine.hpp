// An engine of which another thread takes one snapshot after the other, as long as it lives: the equations of nixie.h
// ("Statistics") hold in every one of them.
#pragma once

#include <atomic>
#include <thread>

#include <gtest/gtest.h>

#include "api/eventually.hpp"
#include "transport/engine.hpp"

namespace nixie::impl::test {

inline void expect_equations(const engine_report &of) {
    const queue_counters &queue = of.queue;
    EXPECT_EQ(queue.calls, queue.accepted + queue.refused_queue_full + queue.refused_too_large + queue.refused_invalid +
                               queue.refused_closed);
    for (const target_report &target : of.targets) {
        const target_counters &is = target.counters;
        EXPECT_EQ(is.accepted, is.sent + is.dropped_backlog_full + is.dropped_too_large + is.dropped_deadline +
                                   is.dropped_shutdown + is.queued)
            << target.uri;
        EXPECT_EQ(queue.accepted, is.accepted + is.filtered + queue.queued) << target.uri;
    }
}

class watched_engine {
public:
    explicit watched_engine(const engine_settings &settings) : engine_(settings), watcher_([this] { watch(); }) {}
    ~watched_engine() {
        stop_ = true;
        watcher_.join();
    }

    engine &operator*() { return engine_; }
    engine *operator->() { return &engine_; }

    target_report target(std::size_t index = 0) { return engine_.report().targets[index]; }
    target_counters counters(std::size_t index = 0) { return target(index).counters; }

    bool reaches(target_state state, std::size_t index = 0) {
        return tests::eventually([&] { return target(index).state == state; });
    }
    // All calls so far have been given to the targets.
    bool empties_the_queue() {
        return tests::eventually([&] { return engine_.report().queue.queued == 0; });
    }

private:
    void watch() {
        do {
            expect_equations(engine_.report());
            std::this_thread::yield();
        } while (!stop_);
    }

    engine engine_;
    std::atomic<bool> stop_ = false;
    std::thread watcher_;
};

} // namespace nixie::impl::test
