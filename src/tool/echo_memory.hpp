// Which test messages have been sent back lately. Two collectors that send back each other's datagrams would do so for
// ever: whoever can forge a sender's address would have set them at each other. Pure.
#pragma once

#include <algorithm>
#include <array>
#include <functional>
#include <string_view>

namespace nixie::impl {

class echo_memory {
public:
    // True once for the same bytes, for as long as they are remembered.
    bool is_new(std::string_view bytes) {
        const std::size_t mark = std::hash<std::string_view>{}(bytes);
        if (std::find(marks_.begin(), marks_.end(), mark) != marks_.end()) return false;
        marks_[next_++ % marks_.size()] = mark;
        return true;
    }

private:
    std::array<std::size_t, 1024> marks_{};
    std::size_t next_ = 0;
};

} // namespace nixie::impl
