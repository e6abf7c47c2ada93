#include "tool/collector.hpp"

#include <cerrno>
#include <sys/socket.h>
#include <system_error>

#include "tool/failure.hpp"
#include "tool/interrupt.hpp"
#include "tool/socket_address.hpp"

namespace nixie::impl {
namespace {

constexpr int at_a_time = 64;     // datagrams or new connections of one socket, before the others have their turn
constexpr int retry_after = 1000; // milliseconds, when descriptors ran out

} // namespace

collector::collector(const listen_sockets &sockets, listen_account &account)
    : sockets_(sockets), account_(account), datagram_(longest_message, '\0') {}

void collector::run() {
    while (!account_.is_done()) {
        std::vector<pollfd> polled = what_to_poll();
        const int ready = poll_unless_interrupted(polled, is_short_of_descriptors_ ? retry_after : -1);
        if (interrupted()) return;
        if (ready < 0 && errno != EINTR)
            throw failure(exit_code::io, "poll: " + std::generic_category().message(errno), "");
        is_short_of_descriptors_ = false;
        if (ready > 0) step(polled);
        account_.flush();
    }
}

// The listening sockets, then the connections, each in its order.
std::vector<pollfd> collector::what_to_poll() const {
    std::vector<pollfd> polled;
    for (const listening_socket &socket : sockets_.sockets) {
        const bool waits = is_short_of_descriptors_ && socket.kind == socket_kind::tcp;
        polled.push_back({waits ? -1 : socket.fd.get(), POLLIN, 0});
    }
    for (const listen_connection &connection : connections_)
        polled.push_back({connection.fd(), connection.wanted_events(), 0});
    return polled;
}

void collector::step(const std::vector<pollfd> &ready) {
    std::size_t at = sockets_.sockets.size();
    for (listen_connection &connection : connections_) {
        if (account_.is_done()) return;
        if (const short events = ready[at++].revents; events != 0) connection.step(events, account_);
    }
    remove_connections_that_are_over();
    for (std::size_t i = 0; i < sockets_.sockets.size() && !account_.is_done(); ++i) {
        if (ready[i].revents == 0) continue;
        const listening_socket &socket = sockets_.sockets[i];
        socket.kind == socket_kind::tcp ? accept_connections(socket) : receive(socket);
    }
}

void collector::receive(const listening_socket &socket) {
    for (int left = at_a_time; left > 0 && !account_.is_done(); --left) {
        socket_address peer;
        const ssize_t size =
            recvfrom(socket.fd.get(), datagram_.data(), datagram_.size(), MSG_TRUNC, peer.get(), &peer.size);
        if (size < 0) return; // EAGAIN, or an error of the network that this call has cleared
        take_datagram(socket, static_cast<std::size_t>(size), peer);
    }
}

void collector::take_datagram(const listening_socket &socket, std::size_t size, const socket_address &peer) {
    const bool is_udp = socket.kind == socket_kind::udp;
    const std::string from = is_udp ? "udp " + address_text(peer) : socket.name; // senders there mostly have no name
    if (size > datagram_.size())
        return account_.take_broken(from + ": a datagram of " + std::to_string(size) + " bytes, more than " +
                                    std::to_string(longest_message));
    const std::string_view bytes = std::string_view(datagram_).substr(0, size);
    if (account_.take(bytes, from) && is_udp && echoed_.is_new(bytes))
        sendto(socket.fd.get(), bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL, peer.get(), peer.size);
}

void collector::accept_connections(const listening_socket &socket) {
    for (int left = at_a_time; left > 0; --left)
        if (!accept_one(socket)) return;
}

// False: there is none to accept, or no descriptor for it.
bool collector::accept_one(const listening_socket &socket) {
    socket_address peer;
    descriptor fd{accept4(socket.fd.get(), peer.get(), &peer.size, SOCK_NONBLOCK | SOCK_CLOEXEC)};
    if (!fd) {
        is_short_of_descriptors_ = errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM;
        if (is_short_of_descriptors_)
            say_once(socket.name + ": " + std::generic_category().message(errno) + "; new connections wait");
        return errno == ECONNABORTED || errno == EINTR;
    }
    const std::string from = "tcp " + address_text(peer);
    if (connections_.size() < most_connections)
        connections_.emplace_back(std::move(fd), from);
    else
        say_once(from + ": refused, there are " + std::to_string(most_connections) +
                 " connections already; others are refused until one ends");
    return true;
}

void collector::remove_connections_that_are_over() {
    const std::size_t removed =
        connections_.remove_if([](const listen_connection &connection) { return connection.is_over(); });
    has_said_ = has_said_ && removed == 0;
}

void collector::say_once(const std::string &line) {
    if (!has_said_) account_.remark(line);
    has_said_ = true;
}

} // namespace nixie::impl
