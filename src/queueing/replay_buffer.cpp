#include "queueing/replay_buffer.hpp"

#include <algorithm>
#include <new>
#include <utility>

namespace nixie::impl {
namespace {

std::size_t size_of(const backlog::frame &frame) {
    return frame.bytes.size() + backlog::overhead;
}

} // namespace

void replay_buffer::took(std::size_t bytes) {
    written_ += bytes;
    to_write_.took(bytes, [this] { keep_front(); });
}

void replay_buffer::keep_front() {
    whole_ += account_.frames().front().bytes.size();
    try {
        sent_.push_back({{}, whole_});
    } catch (const std::bad_alloc &) {
        account_.uncertain(account_.sent_front(), false); // it cannot be sent again
        return;
    }
    sent_.back().frame = account_.sent_front();
}

void replay_buffer::acknowledge(std::uint64_t unacknowledged) {
    acknowledged_bytes_ = std::max(acknowledged_bytes_, written_ - std::min(unacknowledged, written_));
    for (; acknowledged_frames_ < sent_.size() && is_acknowledged(sent_[acknowledged_frames_]);
         ++acknowledged_frames_) {
        const backlog::frame &frame = sent_[acknowledged_frames_].frame;
        account_.acknowledged(frame);
        acknowledged_kept_ += size_of(frame);
    }
    trim();
}

void replay_buffer::trim() {
    while (acknowledged_frames_ > 0 && acknowledged_kept_ > replay_) {
        acknowledged_kept_ -= size_of(sent_.front().frame);
        --acknowledged_frames_;
        sent_.pop_front();
    }
}

std::size_t replay_buffer::kept_bytes() const {
    std::size_t bytes = 0;
    for (const written_frame &each : sent_) bytes += size_of(each.frame);
    return bytes;
}

void replay_buffer::forget() {
    sent_.clear();
    acknowledged_frames_ = acknowledged_kept_ = 0;
    written_ = whole_ = acknowledged_bytes_ = 0;
    to_write_.rewind();
}

void replay_buffer::end_proven() {
    acknowledge(0);
    forget();
}

void replay_buffer::end_unproven() {
    for (std::size_t i = 0; i < acknowledged_frames_; ++i) {
        account_.uncertain(sent_[i].frame, true);
        if (sent_[i].frame.kind == frame_kind::record) sent_[i].frame.kind = frame_kind::replayed;
    }
    try {
        while (!sent_.empty()) {
            account_.send_again(std::move(sent_.back().frame));
            sent_.pop_back();
        }
    } catch (const std::bad_alloc &) {
        // What finds no room is not sent again, and nobody knows whether it arrived.
        for (std::size_t i = acknowledged_frames_; i < sent_.size(); ++i) account_.uncertain(sent_[i].frame, false);
    }
    forget();
}

void replay_buffer::give_up() {
    for (std::size_t i = 0; i < sent_.size(); ++i) account_.uncertain(sent_[i].frame, i < acknowledged_frames_);
    forget();
}

} // namespace nixie::impl
