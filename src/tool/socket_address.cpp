#include "tool/socket_address.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/un.h>

namespace nixie::impl {

std::uint16_t socket_address::port() const {
    if (family() == AF_INET6) return ntohs(reinterpret_cast<const sockaddr_in6 *>(&bytes)->sin6_port);
    return family() == AF_INET ? ntohs(reinterpret_cast<const sockaddr_in *>(&bytes)->sin_port) : std::uint16_t{0};
}

void socket_address::set_port(std::uint16_t port) {
    if (family() == AF_INET6) reinterpret_cast<sockaddr_in6 *>(&bytes)->sin6_port = htons(port);
    if (family() == AF_INET) reinterpret_cast<sockaddr_in *>(&bytes)->sin_port = htons(port);
}

std::optional<socket_address> parse_ip(std::string_view text) {
    addrinfo hints{};
    hints.ai_flags = AI_NUMERICHOST;
    hints.ai_socktype = SOCK_DGRAM; // else each address comes once a type
    addrinfo *found = nullptr;
    if (text.empty() || getaddrinfo(std::string(text).c_str(), nullptr, &hints, &found) != 0) return std::nullopt;
    const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> owner(found, freeaddrinfo);
    socket_address address;
    address.size = found->ai_addrlen;
    std::copy_n(reinterpret_cast<const char *>(found->ai_addr), found->ai_addrlen,
                reinterpret_cast<char *>(&address.bytes));
    return address;
}

std::optional<socket_address> unix_address(std::string_view path) {
    socket_address address;
    auto &as_unix = reinterpret_cast<sockaddr_un &>(address.bytes);
    if (path.empty() || path.size() >= sizeof as_unix.sun_path || path.find('\0') != std::string_view::npos)
        return std::nullopt;
    as_unix.sun_family = AF_UNIX;
    path.copy(as_unix.sun_path, path.size());
    address.size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + path.size() + 1);
    return address;
}

std::string address_text(const socket_address &address) {
    if (address.family() == AF_UNIX) {
        const char *path = reinterpret_cast<const sockaddr_un *>(&address.bytes)->sun_path;
        const std::size_t size = address.size - std::min<std::size_t>(address.size, offsetof(sockaddr_un, sun_path));
        return {path, std::find(path, path + size, '\0')};
    }
    std::array<char, NI_MAXHOST> host{};
    if (getnameinfo(address.get(), address.size, host.data(), host.size(), nullptr, 0, NI_NUMERICHOST) != 0) return "?";
    const std::string text = host.data();
    return (address.family() == AF_INET6 ? "[" + text + "]" : text) + ":" + std::to_string(address.port());
}

socket_address address_of_socket(int fd) {
    socket_address address;
    if (getsockname(fd, address.get(), &address.size) != 0) return {};
    return address;
}

} // namespace nixie::impl
