// An address of a socket. Values only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <sys/socket.h>

namespace nixie::impl {

struct socket_address {
    sockaddr_storage storage{};
    socklen_t size = sizeof(sockaddr_storage);

    sockaddr *get() { return reinterpret_cast<sockaddr *>(&storage); }
    const sockaddr *get() const { return reinterpret_cast<const sockaddr *>(&storage); }
    int family() const { return storage.ss_family; }
    // Of an IP address; others have none, and get none.
    std::uint16_t port() const;
    void set_port(std::uint16_t port);
};

// A copy of what the system gave.
socket_address copy_of(const sockaddr *address, socklen_t size);

// An IP address without brackets, with a zone where it needs one (fe80::1%eth0); no DNS is asked. nullopt: none.
std::optional<socket_address> parse_ip(const std::string &text);

} // namespace nixie::impl
