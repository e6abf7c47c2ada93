// Where `nixie probe` sends its test messages. Pure.
#pragma once

#include <string>
#include <string_view>

namespace nixie::impl {

enum class probe_transport { udp, tcp, unix_datagram };

struct probe_target {
    probe_transport transport;
    std::string host, port; // of udp and tcp; the host without brackets
    std::string path;       // of unix
    std::string uri;        // as given, or with the port that was left out
};

// udp://host[:514], tcp://host[:601], unix:PATH; IPv6 literals in brackets. Throws failure with a hint.
probe_target parse_probe_target(std::string_view uri);

} // namespace nixie::impl
