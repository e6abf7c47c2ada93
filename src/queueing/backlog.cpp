#include "queueing/backlog.hpp"

#include <utility>

namespace nixie::impl {

backlog::fit backlog::push(std::string bytes, frame_kind kind) {
    const std::size_t size = bytes.size() + overhead;
    if (size > limit_) return fit::too_large;
    while (policy_ == when_full::drop_oldest && bytes_ + size > limit_ && drop_oldest()) {
    }
    frames_.push_back({std::move(bytes), kind}); // at most one record over the limit: this one, or the pinned one
    bytes_ += size;
    records_ += kind == frame_kind::record;
    return fit::fitted;
}

bool backlog::drop_oldest() {
    const std::size_t oldest = pinned_ ? 1 : 0;
    if (frames_.size() <= oldest) return false;
    const auto at = frames_.begin() + static_cast<std::ptrdiff_t>(oldest);
    bytes_ -= at->bytes.size() + overhead;
    const bool is_record = at->kind == frame_kind::record;
    frames_.erase(at);
    records_ -= is_record;
    dropped_ += is_record;
    if (pinned_)
        ++dropped_behind_front_;
    else
        gone_ += 1 + std::exchange(dropped_behind_front_, 0); // it may have been pinned before
    return true;
}

frame_kind backlog::pop() {
    bytes_ -= frames_.front().bytes.size() + overhead;
    const frame_kind kind = frames_.front().kind;
    frames_.pop_front();
    records_ -= kind == frame_kind::record;
    pinned_ = false;
    gone_ += 1 + std::exchange(dropped_behind_front_, 0);
    return kind;
}

} // namespace nixie::impl
