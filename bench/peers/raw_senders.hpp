// The limit of the kernel: ready messages, written by a loop that does nothing else.
#pragma once

#include <cstdint>

namespace nixie::bench {

// A socket connected to that TCP port of 127.0.0.1.
int connected_stream(std::uint16_t port);

// `count` octet-counted frames to a TCP port of 127.0.0.1, in writes of 64 KiB; closes and returns when all are
// written.
void write_raw_frames(std::uint16_t port, std::uint64_t count);

// `count` datagrams to a UDP port, connected, 64 a sendmmsg(2).
void send_raw_datagrams(std::uint16_t port, std::uint64_t count);

} // namespace nixie::bench
