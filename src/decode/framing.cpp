#include "decode/framing.hpp"

#include <utility>

namespace nixie::impl {

void frame_splitter::feed(std::string_view bytes) {
    if (problem_) return;
    offset_ += begin_;
    buffer_.erase(0, begin_);
    begin_ = 0;
    buffer_ += bytes;
}

std::optional<std::string_view> frame_splitter::next() {
    if (problem_ || begin_ == buffer_.size()) return std::nullopt;
    if (method_ == method::by_first_byte && !detect()) return std::nullopt;
    return framing_ == method::octet_counting ? next_counted() : next_line();
}

void frame_splitter::finish() {
    if (!problem_ && begin_ < buffer_.size()) fail(buffer_.size(), "the stream ends inside a frame");
}

bool frame_splitter::detect() {
    const char first = buffer_[begin_];
    if (first == '<' || (first >= '1' && first <= '9')) {
        framing_ = first == '<' ? method::line_feed : method::octet_counting;
        return true;
    }
    constexpr char handshake = 0x16; // the first byte of a TLS connection
    fail(begin_, std::string("a frame begins neither with a length nor with <") +
                     (offset_ + begin_ == 0 && first == handshake ? "; this looks like TLS" : ""));
    return false;
}

std::optional<std::string_view> frame_splitter::next_counted() {
    std::size_t at = begin_;
    std::size_t size = 0;
    for (; at < buffer_.size() && buffer_[at] >= '0' && buffer_[at] <= '9'; ++at) {
        const auto digit = static_cast<std::size_t>(buffer_[at] - '0');
        if (size == 0 && digit == 0) return fail(at, "MSG-LEN begins with 0");
        if (digit > max_size_ || size > (max_size_ - digit) / 10)
            return fail(begin_, "the frame is longer than " + std::to_string(max_size_) + " bytes");
        size = size * 10 + digit;
    }
    if (at == buffer_.size()) return std::nullopt;
    if (at == begin_) return fail(at, "MSG-LEN is missing");
    if (buffer_[at] != ' ') return fail(at, "no blank after MSG-LEN");
    const std::size_t skipped = at + 1 - begin_;
    if (buffer_.size() - begin_ - skipped < size) return std::nullopt;
    return take(skipped, size, 0);
}

std::optional<std::string_view> frame_splitter::next_line() {
    const std::size_t end = buffer_.find('\n', begin_ + scanned_);
    const std::size_t size = (end == std::string::npos ? buffer_.size() : end) - begin_;
    if (size > max_size_) return fail(begin_, "the frame is longer than " + std::to_string(max_size_) + " bytes");
    scanned_ = size;
    if (end == std::string::npos) return std::nullopt;
    return take(0, size, 1);
}

std::string_view frame_splitter::take(std::size_t skipped, std::size_t size, std::size_t trailer) {
    const std::string_view frame = std::string_view(buffer_).substr(begin_ + skipped, size);
    begin_ += skipped + size + trailer;
    scanned_ = 0;
    return frame;
}

std::nullopt_t frame_splitter::fail(std::size_t at, std::string reason) {
    problem_ = {offset_ + at, std::move(reason)};
    return std::nullopt;
}

} // namespace nixie::impl
