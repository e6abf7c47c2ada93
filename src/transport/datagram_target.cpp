#include "transport/datagram_target.hpp"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <cerrno>
#include <unistd.h>

#include "transport/descriptor_of.hpp"

namespace nixie::impl {
namespace {

constexpr std::size_t records_a_step = 64; // then the other targets have their turn

} // namespace

datagram_target::datagram_target(const target_context &context, const target_settings &settings,
                                 const datagram_machine &machine)
    : target(context, settings), io_(context.io), socket_(context.io), timer_(context.io), machine_(machine) {}

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
    return {descriptor_of(socket_)};
}

send_result datagram_target::pass_front_in_memfd() {
    return {.error = EMSGSIZE};
}

void datagram_target::perform(datagram_action action) {
    std::size_t budget = records_a_step;
    for (;;) {
        switch (action) {
        case datagram_action::idle:
            return;
        case datagram_action::connect: {
            boost::system::error_code ignored; // the old connection, if any: its fate no longer matters
            socket_.close(ignored);
            return connect();
        }
        case datagram_action::send:
        case datagram_action::pass_memfd:
            if (queued().empty()) return made_progress();
            if (budget == 0) return resume_later();
            action = send(action, budget);
            break;
        case datagram_action::measure:
            action = machine_.measured(measure());
            break;
        case datagram_action::drop_front:
            account().drop_front(loss_reason::too_large);
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

void datagram_target::connected(int fd, int error, const std::string &trouble) {
    if (shut_) {
        if (fd >= 0) ::close(fd);
        return;
    }
    if (error == 0) {
        boost::system::error_code failed;
        socket_.assign(fd, failed);
        if (failed) ::close(fd);
        error = failed.value();
    }
    if (error == 0) {
        ++count().connects;
        opened();
    } else {
        note_trouble(trouble);
    }
    perform(machine_.connected(error, random_()));
}

datagram_action datagram_target::send(datagram_action how, std::size_t &budget) {
    const bool memfd = how == datagram_action::pass_memfd;
    const send_result result = memfd ? pass_front_in_memfd() : send_front(machine_.most());
    budget -= std::min(budget, result.tried);
    for (std::size_t i = 0; i < result.taken; ++i) sent(account().sent_front());
    if (result.taken == 0) note_trouble(memfd ? "memfd" : "send", result.error);
    const bool is_reported = result.taken < result.tried && take_reports();
    if (is_reported && is_due_for_lookup()) return machine_.start();
    if (is_reported && result.taken == 0) return machine_.reported();
    return machine_.sent(result, random_());
}

void datagram_target::await_room() {
    socket_.async_wait(boost::asio::posix::stream_descriptor::wait_write, [this](boost::system::error_code error) {
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
    boost::asio::post(io_, [this] {
        resuming_ = false;
        pump();
    });
    resuming_ = true; // behind what may throw
    made_progress();
}

} // namespace nixie::impl
