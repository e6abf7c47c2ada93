// The encoded records that one target has still to send, oldest first, bounded in bytes. I/O thread only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string_view>
#include <utility>

#include "queueing/frame_store.hpp"
#include "queueing/sequence_ranges.hpp"

namespace nixie::impl {

// Whom the bytes in a backlog are about. Only records are counted.
enum class frame_kind : std::uint8_t {
    record,
    replayed,   // a record that goes once more; it was counted as uncertain
    report,     // a stats entry: the next one says the same and more, so it may give way
    loss_report // said once, so it never gives way
};

class backlog {
public:
    struct frame {
        frame_bytes bytes;
        frame_kind kind = frame_kind::record;
        std::uint32_t sequence = 0;       // of a record
        std::uint32_t dropped_behind = 0; // frames that were dropped between this one and the next
    };

    // What a record takes besides its bytes: its place in the deque, and a share of what the store cannot fill.
    static constexpr std::size_t overhead = sizeof(frame) + 16;

    enum class fit { fitted, too_large };

    // exceed: for a target that must not drop. Whoever fills it asks has_room() before each record, so that one record
    // is all that can stand above the limit.
    enum class when_full { drop_oldest, exceed };

    explicit backlog(std::size_t limit, when_full policy = when_full::drop_oldest) : limit_(limit), policy_(policy) {}

    // Takes one record; where it does not fit, the oldest go first (dropped() counts them), but never the front one
    // while it is pinned. too_large: it would not fit into an empty backlog either, and is not taken. Throws
    // std::bad_alloc and has then changed nothing but for the records it dropped.
    fit push(std::string_view bytes, frame_kind kind = frame_kind::record, std::uint32_t sequence = 0);
    fit push(frame next);
    // One that had left comes back, before all others. It may exceed the limit until the next push().
    void push_front(frame returned);

    bool empty() const { return frames_.empty(); }
    const frame &front() const { return frames_.front(); }
    // All of them, reports included, oldest first.
    const std::deque<frame> &frames() const { return frames_; }
    frame pop();
    // The front record is half sent and must stay.
    void pin_front(bool pinned) { pinned_ = pinned; }

    // Whether a target that must not drop may take another record: false from the moment the limit is reached.
    bool has_room() const { return bytes_ < limit_; }
    bool is_over_half() const { return bytes_ > limit_ / 2; }

    // Whether another frame of `size` bytes would be taken and drop nothing.
    bool has_room_for(std::size_t size) const { return bytes_ + size + overhead <= limit_; }
    // Records that go once more.
    std::size_t replayed() const;

    std::size_t records() const { return records_; }
    std::size_t bytes() const { return bytes_; }
    std::uint64_t dropped() const { return dropped_; } // records
    // The sequences of those that were dropped since the last call.
    sequence_ranges take_dropped() { return std::exchange(dropped_sequences_, {}); }
    bool has_dropped() const { return !dropped_sequences_.empty(); }

    // For who waits until the frames of this moment have left: they have when gone() reaches what taken() says now.
    // gone() counts from the oldest on without a gap, so what is dropped behind another frame counts only with that.
    std::uint64_t taken() const { return gone_ + dropped_behind_ + frames_.size(); }
    std::uint64_t gone() const { return gone_; }

private:
    bool make_room(std::size_t size);
    void append(frame next);
    bool drop_oldest();

    const std::size_t limit_;
    const when_full policy_;
    frame_store store_, loss_reports_;
    std::deque<frame> frames_;
    std::size_t records_ = 0;
    std::size_t bytes_ = 0;
    std::uint64_t dropped_ = 0;
    sequence_ranges dropped_sequences_;
    std::uint64_t gone_ = 0;
    std::uint64_t dropped_behind_ = 0; // the sum over all frames
    bool pinned_ = false;
};

} // namespace nixie::impl
