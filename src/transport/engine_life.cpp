// The end of an engine, and what fork(2) asks of it.
#include <algorithm>
#include <boost/asio/post.hpp>
#include <unistd.h>
#include <utility>

#include "record/packed_record.hpp"
#include "transport/engine.hpp"

namespace nixie::impl {
namespace {

// Of the deadline of close(), that the peers of streams have at least for reading the rest; a fifth, if that is
// shorter.
constexpr std::chrono::milliseconds longest_wait_for_proof{500};

constexpr std::chrono::milliseconds longest_copy{100};

} // namespace

// The front of the queue. A caller may be copying into a place that it claimed before the queue was closed; its thread
// is waited for, but not for ever: the system may have stopped it.
record_queue::place engine::next_of_closed_queue() {
    const auto until = std::chrono::steady_clock::now() + longest_copy;
    while (queue_.has_claims()) {
        if (const record_queue::place call = queue_.front(); call.bytes) return call;
        if (std::chrono::steady_clock::now() >= until) break;
        std::this_thread::yield();
    }
    return {};
}

// Moves what waits in the queue and in the backlogs to the counters of what was given up.
void engine::drop_rest(loss_reason reason) {
    for (auto call = next_of_closed_queue(); call.bytes; call = next_of_closed_queue()) {
        const packed_head head = read_head(call.bytes);
        for (std::uint32_t i = std::exchange(fanned_out_, 0); i < call.records; ++i, ++left_) {
            for (const auto &each : targets_) each->lose(head.event, reason, head.sequence + i);
            queue_.release_record();
        }
        call_open_ = false; // its recipients stood in what was released
    }
    left_ += queue_.has_claims();
    for (const auto &each : targets_) {
        left_ += each->unproven();
        each->drop_records(reason);
    }
}

// The deadline of sending has passed, or all is sent: what is left is dropped, all targets that are up are told what
// was lost, and the streams are ended.
void engine::finish_targets(loss_reason reason) {
    drop_rest(reason);
    tell_last_losses();
    pump();
    for (const auto &each : targets_) each->finish();
    check_flushes();
}

// The end: a stream that has not been read to its end by now makes what it kept uncertain. The others are told, as far
// as they take it at once.
void engine::shut_targets(loss_reason reason) {
    drop_rest(reason);
    for (const auto &each : targets_) {
        if (each->is_finished()) continue;
        const std::uint64_t before = each->counters().uncertain;
        each->shut();
        left_ += each->counters().uncertain - before;
    }
    tell_last_losses();
    for (const auto &each : targets_) {
        each->pump();
        each->shut();
        each->drop_all(reason);
    }
}

bool engine::is_running() {
    const std::lock_guard lock{control_};
    return running_;
}

void engine::drain(milliseconds deadline, loss_reason reason) {
    if (!is_running()) return; // a peer that proved nothing at the first close will not at the second
    using clock = std::chrono::steady_clock;
    const clock::time_point until = clock::now() + deadline;
    queue_.close();
    flush(deadline - std::min(deadline / 5, longest_wait_for_proof), wait_for::end);
    perform([this, reason] { finish_targets(reason); });
    flush(std::chrono::duration_cast<milliseconds>(std::max(until - clock::now(), clock::duration::zero())),
          wait_for::proof);
}

bool engine::close(milliseconds deadline, loss_reason reason) {
    if (!thread_.joinable()) return true;
    drain(deadline, reason);
    perform([this, reason] {
        try {
            shut_targets(reason);
            check_flushes();
        } catch (const std::exception &) {
            ++left_; // out of memory: what is not told of now is told of by no one, but this thread ends
        }
        boost::system::error_code ignored; // nobody waits on it any more
        wake_.cancel(ignored);
        io_.stop();
    });
    thread_.join();
    const std::lock_guard lock{control_}; // perform() runs its tasks under it from here on, on its caller's thread
    io_.restart();
    io_.poll(); // tasks that came while the thread ended
    running_ = false;
    return left_ == 0;
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
