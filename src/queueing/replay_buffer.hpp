// What a stream has to write and what it may have to write again: after the backlog's frames that go next, those that
// were written on this connection and not acknowledged, and the last ones that were. An ACK is no proof that the peer's
// process has read; a FIN after the last byte is. I/O thread only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <span>
#include <string_view>

#include "queueing/send_buffer.hpp"
#include "queueing/target_account.hpp"

namespace nixie::impl {

class replay_buffer {
public:
    // most_frames: how many a gather() gives at most. replay: bytes of acknowledged frames that are kept.
    replay_buffer(target_account &account, std::size_t most_frames, std::size_t replay)
        : account_(account), to_write_(account.frames(), most_frames), replay_(replay) {}

    // Nothing is to be written.
    bool empty() const { return to_write_.empty(); }
    bool is_inside_frame() const { return to_write_.is_inside_frame(); }
    std::span<const std::string_view> gather() { return to_write_.gather(); }
    // The socket took the first `bytes` of what gather() gave. A frame for which there is no
    // memory to keep it is uncertain at once.
    void took(std::size_t bytes);

    // The peer's kernel has all that was written on this connection but the last `unacknowledged` bytes.
    void acknowledge(std::uint64_t unacknowledged);
    bool is_all_acknowledged() const { return acknowledged_bytes_ == written_; }

    // The connection is over, and the peer's FIN came after the last byte: it has read everything.
    void end_proven();
    // The connection is over otherwise: what was not acknowledged goes again, and before it what was and is kept, now
    // uncertain. All begins with a whole frame.
    void end_unproven();
    // The same without a further connection: whatever is not proven is uncertain.
    void give_up();

    // The front frame, which was written in part, is gone: nothing more is written on this connection.
    void cut() { to_write_.rewind(); }

    // Bytes that are kept of frames that were written.
    std::size_t kept_bytes() const;

private:
    struct written_frame {
        backlog::frame frame;
        std::uint64_t end; // bytes written on this connection up to its last one
    };
    bool is_acknowledged(const written_frame &each) const { return each.end <= acknowledged_bytes_; }
    void keep_front();
    void trim();
    void forget();

    target_account &account_;
    send_buffer to_write_;
    const std::size_t replay_;
    std::deque<written_frame> sent_;      // the acknowledged ones first
    std::size_t acknowledged_frames_ = 0; // of sent_
    std::size_t acknowledged_kept_ = 0;   // bytes of the acknowledged frames of sent_
    std::uint64_t written_ = 0;           // bytes, on this connection
    std::uint64_t whole_ = 0;             // of these, up to the end of the last whole frame
    std::uint64_t acknowledged_bytes_ = 0;
};

} // namespace nixie::impl
