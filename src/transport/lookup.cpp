#include "transport/lookup.hpp"

#include <cerrno>
#include <cstring>
#include <memory>
#include <netdb.h>
#include <netinet/in.h>
#include <system_error>

namespace nixie::impl {
namespace {

int errno_of(int code) {
    switch (code) {
    case EAI_SYSTEM:
        return errno;
    case EAI_NONAME:
        return ENOENT;
    case EAI_MEMORY:
        return ENOMEM;
    case EAI_AGAIN:
        return EHOSTUNREACH; // no name server answered
    default:
        return EIO;
    }
}

// An IPv4 address in the clothes of IPv6 (::ffff:192.0.2.1) as what it is: the kernel talks IPv4 to it, and reports its
// errors as IPv4 errors.
socket_address unmapped(const socket_address &address) {
    sockaddr_in6 from{};
    std::memcpy(&from, &address.storage, sizeof from);
    if (address.family() != AF_INET6 || !IN6_IS_ADDR_V4MAPPED(&from.sin6_addr)) return address;
    sockaddr_in to{};
    to.sin_family = AF_INET;
    std::memcpy(&to.sin_addr, &from.sin6_addr.s6_addr[12], sizeof to.sin_addr);
    return copy_of(reinterpret_cast<const sockaddr *>(&to), sizeof to);
}

} // namespace

lookup_result look_up_in_system(const peer_host &of, int socket_type) {
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = socket_type;
    hints.ai_flags = AI_NUMERICSERV;
    addrinfo *list = nullptr;
    const int code = ::getaddrinfo(of.host.c_str(), std::to_string(of.port).c_str(), &hints, &list);
    lookup_result result;
    if (code != 0) {
        result.error = errno_of(code);
        result.trouble = code == EAI_SYSTEM ? std::generic_category().message(result.error) : ::gai_strerror(code);
        return result;
    }
    const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owner{list, ::freeaddrinfo};
    for (const addrinfo *each = list; each; each = each->ai_next)
        result.addresses.push_back(copy_of(each->ai_addr, each->ai_addrlen));
    if (!result.addresses.empty()) return result;
    result.error = ENOENT;
    result.trouble = "no address";
    return result;
}

std::optional<socket_address> literal_address(const peer_host &of) {
    const auto parsed = parse_ip(of.host);
    if (!parsed) return std::nullopt;
    socket_address address = unmapped(*parsed);
    address.set_port(of.port);
    return address;
}

} // namespace nixie::impl
