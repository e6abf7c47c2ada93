// An address of a socket, and how people write it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <sys/socket.h>

namespace nixie::impl {

struct socket_address {
    sockaddr_storage bytes{};
    socklen_t size = sizeof(sockaddr_storage);

    sockaddr *get() { return reinterpret_cast<sockaddr *>(&bytes); }
    const sockaddr *get() const { return reinterpret_cast<const sockaddr *>(&bytes); }
    int family() const { return bytes.ss_family; }
    std::uint16_t port() const; // of an IP address
    void set_port(std::uint16_t port);
};

// An IP address without brackets, with a zone where it needs one (fe80::1%eth0); no DNS is asked. nullopt: none.
std::optional<socket_address> parse_ip(std::string_view text);

// The address of a UNIX socket; nullopt: the path is empty, longer than the kernel takes, or holds a NUL.
std::optional<socket_address> unix_address(std::string_view path);

// 127.0.0.1:514, [::1]:514; for a UNIX socket its path, or "" where it has none.
std::string address_text(const socket_address &address);

// The address that a socket is bound to.
socket_address address_of_socket(int fd);

} // namespace nixie::impl
