// Who waits for records to leave: flush(), and what is left of a deadline.
#include <algorithm>
#include <atomic>
#include <future>

#include "transport/engine.hpp"

namespace nixie::impl {
namespace {

bool is_alive(target_state state) {
    return state == target_state::up || state == target_state::full;
}

} // namespace

// Somebody waits until the records before a mark have left the queue, and then the backlogs.
struct engine::flush_request {
    wait_for which;
    std::uint64_t queue_mark = 0;            // record_queue::mark() at the call
    std::vector<std::uint64_t> target_marks; // target::mark() of each; empty until the queue's mark is passed
    std::promise<void> looked;               // the I/O thread knows of it, and has looked once
    std::promise<void> done;
    std::atomic<bool> given_up = false; // by the caller, whose deadline passed
};

bool engine::is_done(flush_request &request) {
    if (request.which == wait_for::proof)
        return std::ranges::all_of(targets_, [](const auto &each) { return each->is_finished(); });
    if (request.target_marks.empty()) {
        if (queue_.gone() < request.queue_mark) return false;
        if (request.which == wait_for::end) {
            tell_last_losses();
            write_stats();
            post_step();
        }
        for (const auto &each : targets_) request.target_marks.push_back(each->mark());
    }
    for (std::size_t i = 0; i < targets_.size(); ++i) {
        if (request.which == wait_for::alive && !is_alive(targets_[i]->state())) continue;
        if (targets_[i]->gone() < request.target_marks[i]) return false;
    }
    return true;
}

void engine::check_flushes() {
    std::erase_if(flushes_, [this](const auto &request) {
        if (request->given_up) return true;
        if (!is_done(*request)) return false;
        request->done.set_value();
        return true;
    });
}

bool engine::flush(milliseconds deadline, wait_for which) {
    const auto request = std::make_shared<flush_request>();
    request->which = which;
    request->target_marks.reserve(settings_.targets.size()); // here, where it may throw
    std::future<void> done = request->done.get_future();
    perform([this, request] {
        request->queue_mark = queue_.mark();
        try {
            flushes_.push_back(request);
            if (on_io_thread()) // else that thread has ended, and this is the caller
                step();         // at once: it may be napping
            else
                check_flushes();
        } catch (const std::exception &) {
            // Out of memory: nobody fulfils it, and its deadline passes.
        }
        request->looked.set_value();
    });
    request->looked.get_future().wait(); // a step is short; so a deadline of 0 asks whether all is sent already
    const bool in_time = done.wait_for(deadline) == std::future_status::ready;
    request->given_up = true;
    return in_time;
}

} // namespace nixie::impl
