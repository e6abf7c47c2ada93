// The bytes of a message in the making. An encoder makes room ahead, writes by pointer, and says at last where the end
// is: so nothing is wiped first, no write asks for room, and the memory serves the next message.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

namespace nixie::impl {

class byte_buffer {
public:
    // What may stand around a message when it is sent (encode/framing), without moving it.
    static constexpr std::size_t room_before = 16, room_behind = 1;

    byte_buffer() = default;
    byte_buffer(byte_buffer &&) = delete;

    std::string_view view() const { return {begin(), size_}; }
    std::size_t size() const { return size_; }

    // Where the next byte goes; `most` bytes may be written there, until end_at() says how many they are. What
    // make_room() gave before is void.
    char *make_room(std::size_t most) {
        if (most > capacity_ - size_) grow(most);
        return begin() + size_;
    }
    void end_at(const char *end) { size_ = static_cast<std::size_t>(end - begin()); }

    void append(std::string_view text);

    // The bytes, of which there are some, with more around them that view() does not show; good until the next call.
    std::string_view with_before(std::string_view text); // at most room_before bytes
    std::string_view with_behind(char c);

    void clear() {
        size_ = 0;
        if (capacity_ > largest_kept) {
            bytes_.reset();
            capacity_ = 0;
        }
    }

private:
    // Room is made for the worst that escaping can do, so one record of 4 MiB wants many times that. It goes back.
    static constexpr std::size_t largest_kept = std::size_t{1} << 20;
    void grow(std::size_t most);
    char *begin() const { return bytes_ ? bytes_.get() + room_before : nullptr; }

    std::unique_ptr<char[]> bytes_; // room_before, then capacity_, then room_behind
    std::size_t size_ = 0;
    std::size_t capacity_ = 0;
};

} // namespace nixie::impl
