// Names to addresses, as the system knows them. Any thread; nothing here is kept.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "transport/socket_address.hpp"

namespace nixie::impl {

struct peer_host {
    std::string host; // a name, or an IP literal without brackets
    std::uint16_t port = 0;
};

struct lookup_result {
    std::vector<socket_address> addresses; // in the order in which they should be tried (RFC 6724)
    int error = 0;                         // errno; ENOENT: the name has no address
    std::string trouble;                   // the same in words
};

// getaddrinfo(3), which may take as long as the system's resolver likes. socket_type: SOCK_STREAM or SOCK_DGRAM.
lookup_result look_up_in_system(const peer_host &of, int socket_type);

// The address of an IP literal, at once; nullopt where it is a name, or wrong.
std::optional<socket_address> literal_address(const peer_host &of);

} // namespace nixie::impl
