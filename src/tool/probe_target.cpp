#include "tool/probe_target.hpp"

#include <array>

#include "record/field_hint.hpp"
#include "record/nearest.hpp"
#include "tool/failure.hpp"

namespace nixie::impl {
namespace {

constexpr const char *legal = "write udp://HOST[:514], tcp://HOST[:601] or unix:PATH";

[[noreturn]] void refuse(std::string_view uri, const std::string &reason, std::string hint = legal) {
    throw failure(exit_code::config, "target " + std::string(uri) + ": " + reason, std::move(hint));
}

bool is_port(std::string_view text) {
    return !text.empty() && text.size() <= 5 && text.find_first_not_of("0123456789") == std::string_view::npos &&
           std::stoi(std::string(text)) >= 1 && std::stoi(std::string(text)) <= 65'535;
}

// HOST, HOST:PORT, [ADDRESS], [ADDRESS]:PORT
void read_host(std::string_view uri, std::string_view rest, probe_target &into) {
    const bool has_brackets = rest.starts_with('[');
    const std::size_t end = has_brackets ? rest.find(']') : rest.find(':');
    if (has_brackets && end == std::string_view::npos) refuse(uri, "the bracket does not end");
    into.host = rest.substr(has_brackets ? 1 : 0, has_brackets ? end - 1 : end);
    std::string_view port = end == std::string_view::npos ? "" : rest.substr(has_brackets ? end + 1 : end);
    if (into.host.empty()) refuse(uri, "the host is missing");
    if (into.host.find_first_of("/ \t@") != std::string::npos) refuse(uri, "no host: \"" + into.host + "\"");
    if (!has_brackets && port.find(':', 1) != std::string_view::npos)
        refuse(uri, "an IPv6 address stands in brackets", "write udp://[::1]:514");
    if (port.empty()) {
        into.uri += ":" + into.port;
        return;
    }
    if (!port.starts_with(':') || !is_port(port.substr(1)))
        refuse(uri, "no port: \"" + std::string(port) + "\"", "a port is a colon and a number from 1 to 65535");
    into.port = port.substr(1);
}

probe_target read_unix(std::string_view uri, std::string_view path) {
    constexpr std::size_t longest = 107; // sun_path of unix(7), without its NUL
    if (path.empty() || path.size() > longest) refuse(uri, "no path of 1 to 107 bytes");
    return {probe_transport::unix_datagram, "", "", std::string(path), std::string(uri)};
}

} // namespace

probe_target parse_probe_target(std::string_view uri) {
    constexpr std::array<std::string_view, 3> schemes{"udp", "tcp", "unix"};
    if (uri.find('?') != std::string_view::npos)
        refuse(uri, "options are not taken here", "leave out what follows the ?; probe says which options to set");
    const std::size_t colon = uri.find(':');
    const std::string_view scheme = uri.substr(0, colon);
    if (colon == std::string_view::npos) refuse(uri, "no URI");
    const std::string_view rest = uri.substr(colon + 1);
    if (scheme == "unix") return read_unix(uri, rest);
    if (scheme != "udp" && scheme != "tcp")
        refuse(uri, "probe has no \"" + std::string(scheme) + "\"", did_you_mean(nearest(scheme, schemes), legal));
    if (!rest.starts_with("//")) refuse(uri, "the two slashes are missing");
    const bool is_udp = scheme == "udp";
    probe_target target{is_udp ? probe_transport::udp : probe_transport::tcp, "", is_udp ? "514" : "601", "",
                        std::string(uri)};
    read_host(uri, rest.substr(2), target);
    return target;
}

} // namespace nixie::impl
