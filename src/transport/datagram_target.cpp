#include "transport/datagram_target.hpp"

#include <boost/asio/post.hpp>
#include <unistd.h>

#include "transport/local_socket.hpp"

namespace nixie::impl {
namespace {

// A local socket costs microseconds to try, and its server is back within a second or is down: no need for the 30 s
// that spare a collector on the network.
constexpr std::chrono::milliseconds least_backoff{100};
constexpr std::chrono::milliseconds most_backoff{1000};

constexpr int sends_a_step = 64; // then the other targets have their turn

} // namespace

datagram_target::datagram_target(boost::asio::io_context &io, const target_settings &settings,
                                 std::function<void()> progress)
    : target(settings, std::move(progress)), io_(io), socket_(io), timer_(io),
      machine_(backoff{least_backoff, most_backoff}, settings.kind == target_kind::journald),
      random_(std::random_device{}()) {}

double datagram_target::random() {
    return std::uniform_real_distribution<double>{0.0, 1.0}(random_);
}

void datagram_target::open() {
    perform(machine_.start());
}

void datagram_target::pump() {
    if (!queued().empty() && !resuming_ && !shut_) perform(machine_.stocked());
}

void datagram_target::shut() {
    shut_ = true;
    boost::system::error_code ignored; // nothing more is sent, so nothing depends on how it closes
    socket_.close(ignored);
    timer_.cancel();
}

std::vector<int> datagram_target::descriptors() const {
    if (!socket_.is_open()) return {};
    return {const_cast<boost::asio::local::datagram_protocol::socket &>(socket_).native_handle()};
}

void datagram_target::perform(datagram_action action) {
    int budget = sends_a_step;
    for (;;) {
        switch (action) {
        case datagram_action::idle:
            return;
        case datagram_action::connect:
            action = connected(connect());
            break;
        case datagram_action::send:
        case datagram_action::pass_memfd: {
            if (queued().empty()) return made_progress();
            if (budget-- == 0) return resume_later();
            const bool memfd = action == datagram_action::pass_memfd;
            const int error = (memfd ? send_memfd : send_datagram)(socket_.native_handle(), queued().front());
            action = settle(error, memfd ? "memfd" : "send");
            break;
        }
        case datagram_action::drop_front:
            drop_front(&target_counters::dropped_too_large);
            action = machine_.dropped();
            break;
        case datagram_action::await_room:
            ++count().waits;
            return await_room();
        case datagram_action::await_backoff:
            return await_backoff();
        }
    }
}

int datagram_target::connect() {
    boost::system::error_code failed;
    socket_.close(failed); // the old connection, if any: its fate no longer matters
    int fd = -1;
    if (const int error = connect_local(settings().socket_path, fd)) return error;
    socket_.assign(boost::asio::local::datagram_protocol{}, fd, failed);
    if (!failed) return 0;
    ::close(fd);
    return failed.value();
}

datagram_action datagram_target::connected(int error) {
    if (error == 0)
        ++count().connects;
    else
        note_trouble("connect", error);
    return machine_.connected(error, random());
}

datagram_action datagram_target::settle(int error, const char *what) {
    if (error == 0)
        sent_front();
    else
        note_trouble(what, error);
    return machine_.sent(error, random());
}

void datagram_target::await_room() {
    socket_.async_wait(boost::asio::socket_base::wait_write, [this](boost::system::error_code error) {
        if (!error && !shut_) perform(machine_.writable());
    });
    made_progress();
}

void datagram_target::await_backoff() {
    timer_.expires_after(machine_.wait_time());
    timer_.async_wait([this](boost::system::error_code error) {
        if (error || shut_) return;
        if (queued().empty())
            machine_.rest();
        else
            perform(machine_.backoff_over());
    });
    made_progress();
}

void datagram_target::resume_later() {
    resuming_ = true;
    boost::asio::post(io_, [this] {
        resuming_ = false;
        pump();
    });
    made_progress();
}

} // namespace nixie::impl
