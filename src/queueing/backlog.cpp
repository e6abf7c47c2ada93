#include "queueing/backlog.hpp"

#include <algorithm>

namespace nixie::impl {

// False: it would not fit into an empty backlog either.
bool backlog::make_room(std::size_t size) {
    if (size > limit_) return false;
    while (policy_ == when_full::drop_oldest && bytes_ + size > limit_ && drop_oldest()) {
    }
    return true;
}

backlog::fit backlog::push(std::string_view bytes, frame_kind kind, std::uint32_t sequence) {
    if (!make_room(bytes.size() + overhead)) return fit::too_large;
    // A loss report stays until it is sent. It must not keep a chunk that the frames around it have left.
    frame_store &store = kind == frame_kind::loss_report ? loss_reports_ : store_;
    append({store.keep(bytes), kind, sequence});
    return fit::fitted;
}

backlog::fit backlog::push(frame next) {
    if (!make_room(next.bytes.size() + overhead)) return fit::too_large;
    append(std::move(next));
    return fit::fitted;
}

// There is room: at most one record stands over the limit, this one or the pinned one.
void backlog::append(frame next) {
    const std::size_t size = next.bytes.size() + overhead;
    const bool is_record = next.kind == frame_kind::record;
    frames_.push_back(std::move(next));
    bytes_ += size;
    records_ += is_record;
}

void backlog::push_front(frame returned) {
    const std::size_t size = returned.bytes.size() + overhead;
    const bool is_record = returned.kind == frame_kind::record;
    returned.dropped_behind = 0; // counted when it left
    frames_.push_front(std::move(returned));
    bytes_ += size;
    records_ += is_record;
    --gone_;
}

std::size_t backlog::replayed() const {
    return static_cast<std::size_t>(
        std::ranges::count_if(frames_, [](const frame &each) { return each.kind == frame_kind::replayed; }));
}

bool backlog::drop_oldest() {
    auto at = frames_.begin() + (pinned_ && !frames_.empty() ? 1 : 0);
    at = std::find_if(at, frames_.end(), [](const frame &each) { return each.kind != frame_kind::loss_report; });
    if (at == frames_.end()) return false;
    bytes_ -= at->bytes.size() + overhead;
    if (at->kind == frame_kind::record) {
        --records_;
        ++dropped_;
        dropped_sequences_.add(at->sequence, 1);
    }
    if (at == frames_.begin()) {
        gone_ += 1 + at->dropped_behind;
        dropped_behind_ -= at->dropped_behind;
    } else {
        std::prev(at)->dropped_behind += 1 + at->dropped_behind;
        ++dropped_behind_;
    }
    frames_.erase(at);
    return true;
}

backlog::frame backlog::pop() {
    frame front = std::move(frames_.front());
    frames_.pop_front();
    bytes_ -= front.bytes.size() + overhead;
    records_ -= front.kind == frame_kind::record;
    pinned_ = false;
    gone_ += 1 + front.dropped_behind;
    dropped_behind_ -= front.dropped_behind;
    return front;
}

} // namespace nixie::impl
