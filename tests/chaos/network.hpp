// The way from the load to one collector: a veth pair into the collector's network namespace, and what can befall it.
#pragma once

#include <string>

#include "chaos/addresses.hpp"

namespace nixie::tests {

// Runs a command line; throws, with what it said, when it fails.
void run_or_throw(const std::string &command);

class network {
public:
    explicit network(const collector_addresses &of); // makes it; it ends with the private host

    void take_down(bool collectors_end);
    void bring_up(bool collectors_end);
    // 0: both ways, 1: to the collector, 2: from it
    void drop_packets(unsigned which);
    // Packets to the collector are answered by RST.
    void reject();
    void let_pass(); // ends drop_packets and reject
    // All connections end by RST, seen from the load's or the collector's end first.
    void abort_connections(bool collectors_end);
    // Whether bytes are on their way: unsent or not acknowledged at the load's end, unread at the collector's.
    bool carries_something() const;

private:
    std::string inside(const std::string &command) const;
    void filter(const std::string &rules);

    const collector_addresses &of_;
    std::string table_, near_link_, far_link_;
};

} // namespace nixie::tests
