#include "queueing/send_buffer.hpp"

#include <algorithm>

namespace nixie::impl {

std::span<const std::string_view> send_buffer::gather() {
    pieces_.clear();
    const auto &frames = backlog_.frames();
    const auto end = frames.begin() + static_cast<std::ptrdiff_t>(std::min(frames.size(), most_frames_));
    for (auto at = frames.begin(); at != end; ++at) {
        const std::string_view bytes = at->bytes;
        if (!pieces_.empty() && pieces_.back().data() + pieces_.back().size() == bytes.data())
            pieces_.back() = {pieces_.back().data(), pieces_.back().size() + bytes.size()};
        else
            pieces_.push_back(bytes);
    }
    if (!pieces_.empty()) pieces_.front().remove_prefix(offset_);
    return pieces_;
}

void send_buffer::rewind() {
    offset_ = 0;
    backlog_.pin_front(false);
}

} // namespace nixie::impl
