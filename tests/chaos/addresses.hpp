// Where everything is on the private host: each collector in a network namespace of its own, at the end of a veth pair.
#pragma once

#include <cstdint>
#include <string>

#include "chaos/schedule.hpp"

namespace nixie::tests {

struct collector_addresses {
    const char *network;                         // namespace
    const char *name;                            // what the name server knows
    const char *near, *address, *other, *nobody; // the load's end; both of the collector; one that no host has
    std::uint16_t relay_port;                    // on 127.0.0.1
    std::uint16_t octets, lines;                 // ports of the two framings
};

inline constexpr collector_addresses rsyslog_addresses{
    "nixie-rs", "rsyslog.chaos.test", "192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.9", 6011, 601, 601};
inline constexpr collector_addresses syslog_ng_addresses{
    "nixie-ng", "syslog-ng.chaos.test", "198.51.100.1", "198.51.100.2", "198.51.100.3", "198.51.100.9", 6012, 601, 514};

inline const collector_addresses &addresses_of(place at) {
    return at == place::rsyslog ? rsyslog_addresses : syslog_ng_addresses;
}

// The hosts of a target's URI.
inline std::string hosts_of(const collector_addresses &of, route by, bool lines) {
    const std::string port = ":" + std::to_string(lines ? of.lines : of.octets);
    const std::string relay = "127.0.0.1:" + std::to_string(of.relay_port);
    switch (by) {
    case route::none:
        break;
    case route::address:
        return of.address + port;
    case route::name:
        return of.name + port;
    case route::relay:
        return relay;
    case route::relay_then_name:
        return relay + "," + of.name + port;
    }
    return "";
}

// Whether a URI leads to that collector.
inline bool leads_to(const std::string &uri, const collector_addresses &of) {
    const auto has = [&](const std::string &text) { return uri.find(text) != uri.npos; };
    return has(of.name) || has(of.address) || has(":" + std::to_string(of.relay_port));
}

} // namespace nixie::tests
