// System calls on a connected TCP socket, none of which blocks or raises SIGPIPE.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "queueing/stream_machine.hpp"

namespace nixie::impl {

// Small frames leave at once, and a peer that is gone shows within 30 s also while nothing is sent (keepalive) and
// while its window is closed (Linux 6.15 and later: probes at least every 5 s; before it, they may be 2 min apart).
// What cannot be set is left as it is: the stream works without.
void prepare_stream_socket(int fd);

struct write_result {
    std::size_t written; // may be less than all
    int error;           // 0, or errno; then nothing was written
};
// At most the first 256 pieces.
write_result write_pieces(int fd, std::span<const std::string_view> pieces);

// Bytes that were written and that the peer's kernel has not acknowledged (tcp(7), SIOCOUTQ). The FIN of a half-closed
// socket counts as one. An error of the connection does not change it, until the descriptor is closed.
std::uint64_t unacknowledged_bytes(int fd);

stream_watch watch_stream(int fd);

enum class input { none, end, failed };
struct read_result {
    input what;
    int error; // errno where it failed
};
// Reads off and forgets what the peer sent; syslog has no answers. In bounded steps: a peer may send without end.
read_result discard_input(int fd);

} // namespace nixie::impl
