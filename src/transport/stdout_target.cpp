#include "transport/stdout_target.hpp"

#include <cerrno>
#include <system_error>

namespace nixie::impl {
namespace {

// A full pipe is looked at again soon. A timer serves every kind of standard output; epoll takes no regular file, and
// Asio would make a shared description non-blocking for everybody.
constexpr std::chrono::milliseconds full_pipe_wait{2};
constexpr std::chrono::milliseconds least_backoff{100};
constexpr std::chrono::milliseconds most_backoff{30'000};

constexpr int writes_a_step = 64; // then the other targets have their turn

} // namespace

stdout_target::stdout_target(const target_context &context, const target_settings &settings)
    : target(context, settings), timer_(context.io), retry_(least_backoff, most_backoff) {}

void stdout_target::open() {
    if (const int error = output_.open())
        throw std::system_error(error, std::generic_category(), "target " + settings().uri + ": standard output");
    state_ = target_state::up;
    ++count().connects;
}

void stdout_target::shut() {
    shut_ = true;
    timer_.cancel();
    output_.close();
}

std::vector<int> stdout_target::descriptors() const {
    if (output_.descriptor() < 0) return {};
    return {output_.descriptor()};
}

void stdout_target::pump() {
    if (broken_) {
        drop_all(loss_reason::shutdown);
        made_progress();
    } else if (!waiting_ && !shut_ && !queued().empty()) {
        send();
    }
}

void stdout_target::send() {
    for (int budget = writes_a_step; !queued().empty(); --budget) {
        if (budget == 0) return resume_after(std::chrono::milliseconds{0});
        const auto [written, error] = output_.write(buffer_.gather().front());
        if (error != 0) return wait_before_next(error);
        state_ = target_state::up;
        retry_.reset();
        buffer_.took(written, [this] { account().sent_front(); });
    }
    made_progress();
}

void stdout_target::wait_before_next(int error) {
    note_trouble("write", error);
    if (error == EPIPE) {
        broken_ = true;
        state_ = target_state::refused;
        drop_all(loss_reason::shutdown);
        return made_progress();
    }
    ++count().waits;
    state_ = target_state::full; // also where a disk is
    if (error == EAGAIN) return resume_after(full_pipe_wait);
    resume_after(retry_.next(random_()));
}

void stdout_target::resume_after(std::chrono::milliseconds wait) {
    timer_.expires_after(wait);
    timer_.async_wait([this](boost::system::error_code cancelled) {
        if (cancelled || shut_) return;
        waiting_ = false;
        pump();
    });
    waiting_ = true; // behind what may throw
    made_progress();
}

} // namespace nixie::impl
