// The end of an engine, and what fork(2) asks of it.
#include <boost/asio/post.hpp>
#include <unistd.h>
#include <utility>

#include "record/packed_record.hpp"
#include "transport/engine.hpp"

namespace nixie::impl {

// Moves what waits in the queue and in the backlogs to the counters of what was given up. Returns how many that were.
std::uint64_t engine::drop_rest(drop_reason reason) {
    std::uint64_t dropped = queue_.counters().queued;
    const auto counter =
        reason == drop_reason::deadline ? &target_counters::dropped_deadline : &target_counters::dropped_shutdown;
    for (auto run = queue_.front_run(); !run.empty(); run = queue_.front_run()) {
        const packed_head head = read_head(run.data());
        const std::uint32_t left = head.records - std::exchange(fanned_out_, 0);
        for (std::uint32_t i = 0; i < left; ++i)
            for (const auto &each : targets_) each->lose(head.event, counter);
        queue_.release(head.size, left);
    }
    for (const auto &each : targets_) {
        each->shut();
        dropped += each->counters().queued;
        each->drop_all(reason);
    }
    return dropped;
}

void engine::drain(milliseconds deadline) {
    queue_.close();
    flush(deadline, wait_for::end);
}

bool engine::close(milliseconds deadline, drop_reason reason) {
    if (!thread_.joinable()) return true;
    drain(deadline);
    bool drained = true;
    perform([this, reason, &drained] {
        drained = drop_rest(reason) == 0;
        check_flushes();
        boost::system::error_code ignored; // nobody waits on it any more
        wake_.cancel(ignored);
        io_.stop();
    });
    thread_.join();
    const std::lock_guard lock{control_}; // perform() runs its tasks under it from here on, on its caller's thread
    io_.restart();
    io_.poll(); // tasks that came while the thread ended
    running_ = false;
    return drained;
}

void engine::park() {
    std::unique_lock lock{control_};
    if (!running_) return;
    // Numbered, since the I/O thread may wake from one park only when the next one has begun.
    boost::asio::post(io_, [this, number = ++parks_] {
        std::unique_lock inside{control_};
        parked_ = number;
        control_changed_.notify_all();
        control_changed_.wait(inside, [this, number] { return unparked_ >= number; });
    });
    control_changed_.wait(lock, [this] { return parked_ == parks_; });
}

void engine::unpark() {
    const std::lock_guard lock{control_};
    unparked_ = parks_;
    control_changed_.notify_all();
}

void engine::abandon() noexcept {
    for (const auto &each : targets_)
        for (const int fd : each->descriptors()) ::close(fd);
    for (const int fd : asio_descriptors_) ::close(fd);
    ::close(wake_fd_);
}

} // namespace nixie::impl
