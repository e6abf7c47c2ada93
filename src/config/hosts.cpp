#include "config/hosts.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <charconv>
#include <optional>
#include <utility>

namespace nixie::impl {
namespace {

constexpr std::size_t most_hosts = 16;
constexpr std::size_t longest_host = 253; // of a name in DNS, RFC 1035 section 2.3.4 as text

bool is_name_char(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
           c == '_';
}

// What stands in brackets: an address, perhaps with an IPv4 tail, and perhaps a zone as in fe80::1%eth0. Whether this
// host has such a zone shows when the target connects.
bool is_ipv6(const std::string &text) {
    const std::size_t percent = std::min(text.find('%'), text.size());
    const std::string_view zone = std::string_view{text}.substr(std::min(percent + 1, text.size()));
    if (!std::ranges::all_of(zone, is_name_char) || (percent < text.size() && zone.empty())) return false;
    in6_addr ignored;
    const std::string address = text.substr(0, percent);
    return address.find('\0') == std::string::npos && ::inet_pton(AF_INET6, address.c_str(), &ignored) == 1;
}

std::optional<std::uint16_t> parse_port(std::string_view text) {
    std::uint16_t port = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    if (error != std::errc{} || end != text.data() + text.size() || port == 0) return std::nullopt;
    return port;
}

std::string quoted(std::string_view text) {
    return '"' + std::string{text} + '"';
}

std::variant<host_port, std::string> parse_host(std::string_view text, std::uint16_t default_port) {
    host_port result{.host = {}, .port = default_port};
    std::string_view rest;
    if (text.starts_with('[')) {
        const std::size_t end = text.find(']');
        if (end == std::string_view::npos) return quoted(text) + " has no ] after its IPv6 address";
        result.host = text.substr(1, end - 1);
        rest = text.substr(end + 1);
        if (!is_ipv6(result.host))
            return quoted(result.host) + " is no IPv6 address; write names and IPv4 addresses without brackets";
    } else {
        if (std::ranges::count(text, ':') > 1)
            return quoted(text) + " has several colons; write an IPv6 address in brackets, as in [2001:db8::1]:601";
        const std::size_t colon = std::min(text.find(':'), text.size());
        result.host = text.substr(0, colon);
        rest = text.substr(colon);
        if (!std::ranges::all_of(result.host, is_name_char))
            return quoted(result.host) + " is no host; legal: a name, an IPv4 address, an IPv6 address in brackets";
    }
    if (result.host.empty()) return "a host is missing; write a name or an address, as in logs.example.net:601";
    if (result.host.size() > longest_host) return "a host is longer than 253 bytes";
    if (rest.empty()) return result;
    const auto port = rest.front() == ':' ? parse_port(rest.substr(1)) : std::nullopt;
    if (!port) return quoted(rest) + " behind the host is no port; legal: a colon and a number from 1 to 65535";
    result.port = *port;
    return result;
}

} // namespace

std::variant<std::vector<host_port>, std::string> parse_hosts(std::string_view text, std::uint16_t default_port) {
    std::vector<host_port> hosts;
    for (;;) {
        if (hosts.size() == most_hosts) return "more than 16 hosts; leave some out";
        const std::size_t comma = std::min(text.find(','), text.size());
        auto host = parse_host(text.substr(0, comma), default_port);
        if (auto *wrong = std::get_if<std::string>(&host)) return std::move(*wrong);
        hosts.push_back(std::get<host_port>(std::move(host)));
        if (comma == text.size()) return hosts;
        text.remove_prefix(comma + 1);
    }
}

} // namespace nixie::impl
