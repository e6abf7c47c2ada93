// System calls on a connected TCP socket, none of which blocks or raises SIGPIPE.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace nixie::impl {

// Small frames leave at once, and a peer that is gone shows within 30 s also while nothing is sent (keepalive). What
// cannot be set is left as it is: the stream works without.
void prepare_stream_socket(int fd);

struct write_result {
    std::size_t written; // may be less than all
    int error;           // 0, or errno; then nothing was written
};
// At most the first 256 pieces.
write_result write_pieces(int fd, std::span<const std::string_view> pieces);

enum class input { none, end, failed };
struct read_result {
    input what;
    int error; // errno where it failed
};
// Reads off and forgets what the peer sent; syslog has no answers. In bounded steps: a peer may send without end.
read_result discard_input(int fd);

} // namespace nixie::impl
