// The hosts of a target's URI: what stands between udp:// or tcp:// and the query. Pure; no name is looked up here.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace nixie::impl {

struct host_port {
    std::string host; // a name, or an IP literal without its brackets
    std::uint16_t port = 0;
    bool operator==(const host_port &) const = default;
};

// 1 to 16 of HOST, HOST:PORT, [IPV6] and [IPV6]:PORT, separated by commas. A host without a port gets the default
// one. Otherwise the reason and a hint, for people.
std::variant<std::vector<host_port>, std::string> parse_hosts(std::string_view text, std::uint16_t default_port);

} // namespace nixie::impl
