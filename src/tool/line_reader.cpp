#include "tool/line_reader.hpp"

#include <algorithm>
#include <cerrno>
#include <unistd.h>

namespace nixie::impl {

namespace {
constexpr std::size_t chunk = 64 * 1024;
}

line_reader::line_reader(int fd, std::size_t longest)
    : line_reader([fd](char *into, std::size_t most) { return read(fd, into, most); }, longest) {}

// A whole line out of the buffer; at the end of the input also one without LF.
bool line_reader::take_line(std::string_view &line) {
    const std::size_t feed = buffer_.find('\n', searched_);
    searched_ = std::min(feed, buffer_.size());
    if (feed == std::string::npos && (!at_end_ || (begin_ == buffer_.size() && !is_skipping_))) return false;
    line = std::string_view(buffer_).substr(begin_, searched_ - begin_);
    begin_ = searched_ = std::min(searched_ + 1, buffer_.size());
    ++number_;
    return true;
}

bool line_reader::fill() {
    buffer_.erase(0, begin_);
    searched_ -= begin_;
    begin_ = 0;
    const std::size_t size = buffer_.size();
    buffer_.resize(size + chunk);
    const std::ptrdiff_t got = source_(buffer_.data() + size, chunk);
    error_ = got < 0 ? errno : 0;
    buffer_.resize(size + static_cast<std::size_t>(std::max<std::ptrdiff_t>(got, 0)));
    at_end_ = got == 0;
    return got >= 0;
}

line_reader::step line_reader::next(std::string_view &line) {
    while (!take_line(line)) {
        if (at_end_) return step::end;
        if (buffer_.size() - begin_ > longest_) {
            is_skipping_ = true;
            begin_ = searched_ = buffer_.size();
        }
        if (!fill()) return error_ == EINTR ? step::interrupted : step::failed;
    }
    const bool is_too_long = is_skipping_ || line.size() > longest_;
    is_skipping_ = false;
    return is_too_long ? step::too_long : step::line;
}

} // namespace nixie::impl
