#include "queueing/backlog.hpp"

#include <utility>

namespace nixie::impl {

backlog::fit backlog::push(std::string bytes) {
    const std::size_t size = bytes.size() + overhead;
    if (size > limit_) return fit::too_large;
    while (policy_ == when_full::drop_oldest && bytes_ + size > limit_ && drop_oldest()) {
    }
    frames_.push_back(std::move(bytes)); // at most one record over the limit: this one, or the pinned one
    bytes_ += size;
    return fit::fitted;
}

bool backlog::drop_oldest() {
    const std::size_t oldest = pinned_ ? 1 : 0;
    if (frames_.size() <= oldest) return false;
    const auto at = frames_.begin() + static_cast<std::ptrdiff_t>(oldest);
    bytes_ -= at->size() + overhead;
    frames_.erase(at);
    ++dropped_;
    ++(pinned_ ? dropped_behind_front_ : gone_);
    return true;
}

void backlog::pop() {
    bytes_ -= frames_.front().size() + overhead;
    frames_.pop_front();
    pinned_ = false;
    gone_ += 1 + std::exchange(dropped_behind_front_, 0);
}

} // namespace nixie::impl
