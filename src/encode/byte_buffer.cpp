#include "encode/byte_buffer.hpp"

#include <algorithm>
#include <cstring>

namespace nixie::impl {

void byte_buffer::grow(std::size_t most) {
    const std::size_t capacity = std::max(size_ + most, 2 * capacity_);
    std::unique_ptr<char[]> bytes(new char[room_before + capacity + room_behind]); // not wiped
    if (size_ > 0) std::memcpy(bytes.get() + room_before, begin(), size_);
    bytes_ = std::move(bytes);
    capacity_ = capacity;
}

void byte_buffer::append(std::string_view text) {
    char *const to = make_room(text.size());
    if (!text.empty()) std::memcpy(to, text.data(), text.size());
    end_at(to + text.size());
}

std::string_view byte_buffer::with_before(std::string_view text) {
    char *const to = begin() - text.size();
    std::memcpy(to, text.data(), text.size());
    return {to, text.size() + size_};
}

std::string_view byte_buffer::with_behind(char c) {
    begin()[size_] = c;
    return {begin(), size_ + room_behind};
}

} // namespace nixie::impl
