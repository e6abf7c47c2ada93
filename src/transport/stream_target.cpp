#include "transport/stream_target.hpp"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

#include "transport/descriptor_of.hpp"
#include "transport/stream_socket.hpp"

namespace nixie::impl {
namespace {

constexpr std::chrono::milliseconds least_backoff{100};
constexpr std::chrono::milliseconds most_backoff{30'000};

constexpr std::size_t frames_a_write = 256;
constexpr int writes_a_step = 16; // then the other targets have their turn

constexpr std::chrono::seconds between_looks{1};

} // namespace

stream_target::stream_target(const target_context &context, const target_settings &settings)
    : target(context, settings), io_(context.io), socket_(context.io), backoff_timer_(context.io),
      return_timer_(context.io), watch_timer_(context.io), patience_timer_(context.io),
      connector_(context.io, settings.hosts, SOCK_STREAM), buffer_(account(), frames_a_write, settings.replay),
      machine_(backoff{least_backoff, most_backoff}) {}

void stream_target::open() {
    perform(machine_.start());
}

void stream_target::pump() {
    if (!queued().empty() && !writing_later_ && !shut_) perform(machine_.stocked());
}

void stream_target::finish() {
    perform(machine_.finish(queued().empty()));
}

void stream_target::shut() {
    shut_ = true;
    look();
    buffer_.give_up();
    backoff_timer_.cancel();
    if (socket_.is_open()) {
        // Input that nobody has read would make close(2) reset the connection, and take back what is on its way.
        ::shutdown(socket_.native_handle(), SHUT_WR);
        discard_input(socket_.native_handle());
    }
    end_attempts();
}

void stream_target::drop_records(loss_reason reason) {
    const bool is_cut = buffer_.is_inside_frame();
    target::drop_records(reason);
    if (!is_cut) return;
    buffer_.cut(); // nothing more can be written behind a part of a frame
    perform(machine_.finish(true));
}

std::vector<int> stream_target::descriptors() const {
    std::vector<int> all = connector_.descriptors();
    if (socket_.is_open()) all.push_back(descriptor_of(socket_));
    if (preferred_fd_ >= 0) all.push_back(preferred_fd_);
    return all;
}

void stream_target::perform(stream_action action) {
    for (int budget = writes_a_step;;) {
        switch (action) {
        case stream_action::idle:
            return;
        case stream_action::connect:
            return connect();
        case stream_action::write:
            if (buffer_.empty()) {
                action = machine_.drained();
                if (action == stream_action::idle) return made_progress();
                break;
            }
            if (budget-- == 0) return resume_later();
            if (!read_input()) return; // what it read has been acted upon
            action = write();
            break;
        case stream_action::await_writable:
            ++count().waits;
            return await_writable();
        case stream_action::await_backoff:
            return await_backoff();
        case stream_action::try_preferred:
            return try_preferred();
        case stream_action::half_close:
            return half_close();
        case stream_action::change_over:
            change_over();
            action = machine_.changed_over(clock::now());
            break;
        case stream_action::finished:
            backoff_timer_.cancel();
            end_attempts();
            return made_progress();
        }
    }
}

void stream_target::connect() {
    connector_.start(connector_.hosts(), [this](const connector::outcome &result) {
        if (result.error != 0) note_trouble(result.trouble);
        const int error = result.error ? result.error : take_over(result.fd);
        perform(machine_.connected(error, result.host, clock::now(), random_()));
    });
}

// Returns 0, or errno where the system has no room to watch the socket.
int stream_target::take_over(int fd) {
    boost::system::error_code failed;
    socket_.assign(fd, failed);
    if (failed) {
        ::close(fd);
        note_trouble("connect", failed.value());
        return failed.value();
    }
    prepare_stream_socket(fd);
    ++count().connects;
    fin_ = 0;
    watch_timer_.cancel(); // that of the connection before
    watching_ = false;
    await_input();
    schedule_return();
    return 0;
}

// An error leaves the connection to end_connection().
stream_action stream_target::write() {
    const auto [written, error] = write_pieces(socket_.native_handle(), buffer_.gather());
    buffer_.took(written);
    look();
    watch_later();
    if (error != 0) note_trouble("write", error);
    if (error != 0 && error != EAGAIN && error != EWOULDBLOCK) {
        end_connection(error);
        return stream_action::idle;
    }
    return machine_.wrote(error, buffer_.is_inside_frame(), clock::now(), random_());
}

void stream_target::await_writable() {
    socket_.async_wait(boost::asio::posix::stream_descriptor::wait_write,
                       [this, connection = count().connects](boost::system::error_code error) {
                           if (!error && !shut_ && connection == count().connects) perform(machine_.writable());
                       });
    made_progress();
}

void stream_target::await_backoff() {
    end_attempts();
    backoff_timer_.expires_after(machine_.wait_time());
    backoff_timer_.async_wait([this](boost::system::error_code cancelled) {
        if (cancelled || shut_) return;
        perform(queued().empty() ? machine_.rest() : machine_.backoff_over());
    });
    made_progress();
}

void stream_target::resume_later() {
    boost::asio::post(io_, [this] {
        writing_later_ = false;
        pump();
    });
    writing_later_ = true; // behind what may throw
    made_progress();
}

void stream_target::await_input() {
    socket_.async_wait(boost::asio::posix::stream_descriptor::wait_read,
                       [this, connection = count().connects](boost::system::error_code error) {
                           if (error || shut_ || connection != count().connects) return;
                           if (read_input()) await_input();
                       });
}

// False: the connection has ended, and what follows from that is under way.
bool stream_target::read_input() {
    const auto [what, error] = discard_input(socket_.native_handle());
    if (what == input::none) return true;
    if (what == input::end)
        note_trouble("the collector closed the connection");
    else
        note_trouble("read", error);
    end_connection(error);
    return false;
}

void stream_target::look() {
    if (!machine_.is_connected() || !socket_.is_open()) return;
    const std::uint64_t bytes = unacknowledged_bytes(socket_.native_handle());
    buffer_.acknowledge(bytes - std::min(bytes, fin_));
}

void stream_target::watch_later() {
    if (watching_ || buffer_.is_all_acknowledged()) return;
    watching_ = true;
    watch_timer_.expires_after(between_looks);
    watch_timer_.async_wait([this, connection = count().connects](boost::system::error_code cancelled) {
        if (cancelled || shut_ || connection != count().connects) return;
        watching_ = false;
        watch();
    });
}

void stream_target::watch() {
    look();
    if (machine_.is_dead(watch_stream(socket_.native_handle()), clock::now())) {
        note_trouble("the collector answers nothing", ETIMEDOUT);
        return end_connection(ETIMEDOUT);
    }
    watch_later();
}

void stream_target::half_close() {
    // Where it fails, the connection is gone already, and reading says so.
    fin_ = ::shutdown(socket_.native_handle(), SHUT_WR) == 0 ? 1 : 0;
    made_progress();
    // At the end there is nobody to go on with: a peer that does not close would only get everything again.
    if (machine_.is_finishing()) return;
    patience_timer_.expires_after(stream_machine::half_close_patience);
    patience_timer_.async_wait([this, connection = count().connects](boost::system::error_code cancelled) {
        if (cancelled || shut_ || connection != count().connects) return;
        note_trouble("the collector does not close the connection", ETIMEDOUT);
        end_connection(ETIMEDOUT);
    });
}

// error: 0 where the peer closed its side.
void stream_target::end_connection(int error) {
    look(); // before the descriptor is closed: what it knows goes with it
    if (error == 0 && buffer_.is_all_acknowledged())
        buffer_.end_proven();
    else
        buffer_.end_unproven();
    perform(machine_.ended(error, buffer_.empty(), clock::now(), random_()));
}

void stream_target::schedule_return() {
    if (connector_.hosts() < 2) return;
    return_timer_.expires_after(settings().return_interval);
    return_timer_.async_wait([this](boost::system::error_code cancelled) {
        if (!cancelled && !shut_) perform(machine_.return_due());
    });
}

void stream_target::try_preferred() {
    connector_.start(machine_.host(), [this](const connector::outcome &result) {
        if (result.error == 0)
            preferred_fd_ = result.fd;
        else
            schedule_return();
        perform(machine_.preferred_answered(result.error, result.host, buffer_.is_inside_frame()));
    });
}

void stream_target::change_over() {
    boost::system::error_code ignored; // what was on its way is accounted for
    socket_.close(ignored);
    patience_timer_.cancel();
    take_over(std::exchange(preferred_fd_, -1)); // where it fails, the first write on no socket fails, too
}

// Whatever is connected or about to be is given up.
void stream_target::end_attempts() {
    connector_.cancel();
    return_timer_.cancel();
    patience_timer_.cancel();
    watch_timer_.cancel();
    watching_ = false;
    boost::system::error_code ignored; // what was on its way is accounted for
    socket_.close(ignored);
    if (preferred_fd_ >= 0) ::close(std::exchange(preferred_fd_, -1));
}

} // namespace nixie::impl
