#include "transport/connector.hpp"

#include <cerrno>
#include <cstring>
#include <system_error>
#include <unistd.h>
#include <utility>

#include "transport/descriptor_of.hpp"
#include "transport/socket_option.hpp"

namespace nixie::impl {
namespace {

// For a lookup, and again for each address.
constexpr std::chrono::seconds deadline_of_a_step{10};

std::string in_words(int error) {
    return std::generic_category().message(error);
}

// Linux may connect a TCP socket to itself where nobody listens: a port of the range that it takes local ports from.
bool is_connected_to_itself(int fd) {
    socket_address local, remote;
    return ::getsockname(fd, local.get(), &local.size) == 0 && ::getpeername(fd, remote.get(), &remote.size) == 0 &&
           local.size == remote.size && std::memcmp(local.get(), remote.get(), local.size) == 0;
}

} // namespace

connector::connector(boost::asio::io_context &io, std::vector<peer_host> hosts, int socket_type)
    : hosts_(std::move(hosts)), socket_type_(socket_type), resolver_(io), deadline_(io), socket_(io) {}

void connector::start(std::size_t hosts, callback then) {
    cancel();
    then_ = std::move(then);
    perform(machine_.start(hosts));
}

void connector::cancel() {
    ++attempt_;
    then_ = nullptr;
    deadline_.cancel();
    resolver_.cancel();
    boost::system::error_code ignored; // a socket that nobody has
    socket_.close(ignored);
}

std::vector<int> connector::descriptors() const {
    if (!socket_.is_open()) return {};
    return {descriptor_of(socket_)};
}

std::string connector::place() const {
    const peer_host &host = hosts_[machine_.host()];
    return host.host + " port " + std::to_string(host.port);
}

void connector::perform(connect_action action) {
    switch (action) {
    case connect_action::look_up:
        return look_up();
    case connect_action::connect:
        return connect();
    case connect_action::done:
        return finish(0);
    case connect_action::failed:
        return finish(machine_.error());
    }
}

void connector::look_up() {
    const peer_host &host = hosts_[machine_.host()];
    if (const auto literal = literal_address(host)) {
        lookup_result result;
        result.addresses.push_back(*literal);
        return looked_up(std::move(result));
    }
    const int refused = resolver_.look_up(host, socket_type_, [this](lookup_result result) {
        deadline_.cancel();
        looked_up(std::move(result));
    });
    if (refused) {
        trouble_ = "look up " + host.host + ": " + in_words(refused);
        return perform(machine_.looked_up(0, refused));
    }
    expire_after_deadline(&connector::lookup_expired);
}

void connector::lookup_expired() {
    resolver_.cancel();
    lookup_result late;
    late.error = ETIMEDOUT;
    late.trouble = "no answer within 10 s";
    looked_up(std::move(late));
}

void connector::looked_up(lookup_result result) {
    ++attempt_; // the deadline, if its handler is on its way already
    addresses_ = std::move(result.addresses);
    // A name is looked up once for all the ports that it is wanted with.
    for (socket_address &each : addresses_) each.set_port(hosts_[machine_.host()].port);
    if (addresses_.empty()) trouble_ = "look up " + hosts_[machine_.host()].host + ": " + result.trouble;
    perform(machine_.looked_up(addresses_.size(), result.error));
}

void connector::connect() {
    const socket_address &to = addresses_[machine_.address()];
    const int fd = ::socket(to.family(), socket_type_ | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0) return connected(errno);
    boost::system::error_code failed;
    socket_.assign(fd, failed);
    if (failed) {
        ::close(fd);
        return connected(failed.value());
    }
    const bool is_done = ::connect(fd, to.get(), to.size) == 0;
    if (is_done || errno != EINPROGRESS) return connected(is_done ? 0 : errno);
    socket_.async_wait(boost::asio::posix::stream_descriptor::wait_write,
                       [this, fd, attempt = attempt_](boost::system::error_code error) {
                           if (!error && attempt == attempt_) connected(take_pending_error(fd));
                       });
    expire_after_deadline(&connector::connect_expired);
}

void connector::connected(int error) {
    ++attempt_;
    deadline_.cancel();
    if (error == 0 && socket_type_ == SOCK_STREAM && is_connected_to_itself(socket_.native_handle()))
        error = ECONNREFUSED;
    if (error != 0) {
        trouble_ = "connect to " + place() + ": " + in_words(error);
        boost::system::error_code ignored; // nothing was sent on it
        socket_.close(ignored);
    }
    perform(machine_.connected(error));
}

void connector::expire_after_deadline(void (connector::*expired)()) {
    deadline_.expires_after(deadline_of_a_step);
    deadline_.async_wait([this, expired, attempt = attempt_](boost::system::error_code cancelled) {
        if (!cancelled && attempt == attempt_) (this->*expired)();
    });
}

void connector::finish(int error) {
    outcome done{.error = error, .trouble = {}, .host = machine_.host(), .fd = -1};
    if (error == 0)
        done.fd = socket_.release();
    else
        done.trouble = trouble_;
    std::exchange(then_, nullptr)(done);
}

} // namespace nixie::impl
