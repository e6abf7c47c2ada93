// Texts that a record needs and nobody else keeps. Their memory serves the next record, too.
#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <utility>

namespace nixie::impl {

class kept_texts {
public:
    kept_texts() = default;
    // Not noexcept: a deque allocates even where it is moved from.
    kept_texts(kept_texts &&other) : texts_(std::move(other.texts_)), used_(std::exchange(other.used_, 0)) {}
    kept_texts &operator=(kept_texts &&other) {
        texts_ = std::move(other.texts_);
        used_ = std::exchange(other.used_, 0);
        return *this;
    }

    // A text to be filled, empty, which then stays where it is until clear(), even if this is moved.
    std::string &add() {
        if (used_ == texts_.size()) texts_.emplace_back();
        std::string &text = texts_[used_++];
        text.clear();
        return text;
    }

    bool empty() const { return used_ == 0; }

    void clear() {
        for (; used_ > 0; --used_)
            if (texts_[used_ - 1].capacity() > largest_kept) texts_[used_ - 1] = std::string();
    }

private:
    static constexpr std::size_t largest_kept = 4096; // longer ones are rare; their memory goes back

    std::deque<std::string> texts_; // which moves no text when it grows
    std::size_t used_ = 0;
};

} // namespace nixie::impl
