#include "transport/socket_address.hpp"

#include <cstring>
#include <memory>
#include <netdb.h>
#include <netinet/in.h>

namespace nixie::impl {

std::uint16_t socket_address::port() const {
    if (family() == AF_INET6) return ntohs(reinterpret_cast<const sockaddr_in6 *>(&storage)->sin6_port);
    return family() == AF_INET ? ntohs(reinterpret_cast<const sockaddr_in *>(&storage)->sin_port) : std::uint16_t{0};
}

void socket_address::set_port(std::uint16_t port) {
    if (family() == AF_INET6) reinterpret_cast<sockaddr_in6 *>(&storage)->sin6_port = htons(port);
    if (family() == AF_INET) reinterpret_cast<sockaddr_in *>(&storage)->sin_port = htons(port);
}

socket_address copy_of(const sockaddr *address, socklen_t size) {
    socket_address copy;
    std::memcpy(&copy.storage, address, size);
    copy.size = size;
    return copy;
}

std::optional<socket_address> parse_ip(const std::string &text) {
    addrinfo hints{};
    hints.ai_flags = AI_NUMERICHOST;
    hints.ai_socktype = SOCK_DGRAM; // else each address comes once a type
    addrinfo *found = nullptr;
    if (text.empty() || ::getaddrinfo(text.c_str(), nullptr, &hints, &found) != 0) return std::nullopt;
    const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owner{found, ::freeaddrinfo};
    return copy_of(found->ai_addr, found->ai_addrlen);
}

} // namespace nixie::impl
