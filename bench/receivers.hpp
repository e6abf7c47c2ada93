// The other end of a measurement: a process of its own that reads and counts, since a figure for what was only sent is
// worth nothing.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>

namespace nixie::bench {

enum class incoming {
    octet_frames, // TCP, RFC 6587 octet counting
    lines,        // TCP, a line feed behind each message
    udp,          // datagrams
};

struct received {
    std::uint64_t count = 0;
    std::uint64_t bytes = 0;
    double seconds = 0; // from the first read to the last one
    double rate() const { return seconds > 0 ? static_cast<double>(count) / seconds : 0; }
};

class receiver {
public:
    // Has its port when this returns. It counts until the peer closes, until `expected` messages have come, or until
    // nothing has come for a while: for a second over UDP, for twenty over TCP.
    receiver(incoming kind, std::uint64_t expected);
    ~receiver(); // ends the process
    receiver(const receiver &) = delete;
    receiver &operator=(const receiver &) = delete;

    std::uint16_t port() const { return port_; }
    // Only from here on it reads.
    void go();
    // What it has seen, once it has come to an end. Throws std::runtime_error.
    received result();
    // The same, and throws when too few have arrived.
    received all_of(std::uint64_t wanted);

private:
    pid_t pid_ = -1;
    int link_ = -1; // a socket pair: a byte to begin with, and the result
    std::uint16_t port_ = 0;
};

} // namespace nixie::bench
