// What a stream still has to write of a backlog: knows where frames begin and how much of the first one is written, so
// that a short write goes on where it stopped and a new connection begins with a whole frame. I/O thread only.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "queueing/backlog.hpp"

namespace nixie::impl {

class send_buffer {
public:
    // most_frames: how many a gather() gives at most.
    send_buffer(backlog &from, std::size_t most_frames) : backlog_(from), most_frames_(most_frames) {}

    bool empty() const { return backlog_.empty(); }

    // The bytes to write next, in pieces: frames that lie side by side are one. They live until the backlog changes.
    std::span<const std::string_view> gather();

    // The socket took the first `bytes` of what gather() gave; from 0 to all of them. Calls left() once for each frame
    // that is now written whole; it must take the front off the backlog.
    template <class Left>
    void took(std::size_t bytes, Left left) {
        offset_ += bytes;
        while (!backlog_.empty() && offset_ >= backlog_.front().bytes.size()) {
            offset_ -= backlog_.front().bytes.size();
            left();
        }
        backlog_.pin_front(offset_ > 0);
    }

    // Whether the front frame is written in part: nothing else may be written on this connection before its rest.
    bool is_inside_frame() const { return offset_ > 0; }

    // The connection is gone: the frame that was begun starts anew on the next one.
    void rewind();

private:
    backlog &backlog_;
    const std::size_t most_frames_;
    std::size_t offset_ = 0; // bytes of the front frame that are written
    std::vector<std::string_view> pieces_;
};

} // namespace nixie::impl
