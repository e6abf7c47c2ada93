// Settings of a network target, and a UDP socket of the test's own.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdexcept>

#include "transport/logged.hpp"

namespace nixie::impl::test {

inline target_settings network_target(target_kind kind, std::vector<peer_host> hosts) {
    target_settings settings = syslog_target("network");
    settings.kind = kind;
    settings.hosts = std::move(hosts);
    settings.format.form = kind == target_kind::udp ? record_form::packed : record_form::rfc5424;
    if (kind == target_kind::tcp) settings.framing = framing::octet_counting;
    return settings;
}

// A UDP socket on a free port of the loopback.
class udp_receiver {
public:
    explicit udp_receiver(int family) : socket_{::socket(family, SOCK_DGRAM | SOCK_CLOEXEC, 0)} {
        socket_address address;
        address.storage.ss_family = static_cast<sa_family_t>(family);
        if (family == AF_INET6)
            reinterpret_cast<sockaddr_in6 *>(&address.storage)->sin6_addr = in6addr_loopback;
        else
            reinterpret_cast<sockaddr_in *>(&address.storage)->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        address.size = family == AF_INET6 ? sizeof(sockaddr_in6) : sizeof(sockaddr_in);
        if (::bind(socket_.get(), address.get(), address.size) != 0) throw std::runtime_error("bind");
        ::getsockname(socket_.get(), address.get(), &address.size);
        host_ = {family == AF_INET6 ? "::1" : "127.0.0.1",
                 ntohs(reinterpret_cast<const sockaddr_in *>(&address.storage)->sin_port)};
    }
    const peer_host &host() const { return host_; }
    void close() { socket_.close(); }
    std::string next() {
        pollfd readable{socket_.get(), POLLIN, 0};
        if (::poll(&readable, 1, 60'000) != 1) return "";
        std::string bytes(1 << 17, '\0');
        sender_.size = sizeof sender_.storage;
        const ssize_t size = ::recvfrom(socket_.get(), bytes.data(), bytes.size(), 0, sender_.get(), &sender_.size);
        bytes.resize(size < 0 ? 0 : static_cast<std::size_t>(size));
        return bytes;
    }
    // To whom the last datagram came from.
    void answer(std::string_view bytes) {
        EXPECT_EQ(::sendto(socket_.get(), bytes.data(), bytes.size(), 0, sender_.get(), sender_.size),
                  static_cast<ssize_t>(bytes.size()));
    }

private:
    descriptor socket_;
    socket_address sender_;
    peer_host host_;
};

} // namespace nixie::impl::test
