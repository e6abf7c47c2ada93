// The records that an ICMP error may be about: those sent in the last seconds. It names no record, and it comes back
// within the time that a datagram and the error take, which is far below two seconds.
#pragma once

#include <chrono>
#include <cstdint>

namespace nixie::impl {

class sent_window {
public:
    using clock = std::chrono::steady_clock;

    static constexpr std::chrono::seconds length{2};

    void sent(std::uint32_t sequence, clock::time_point now) {
        last_ = sequence;
        if (before_ != 0 && now - since_ < length) return;
        before_ = before_ == 0 || now - since_ >= 2 * length ? sequence : first_;
        first_ = sequence;
        since_ = now;
    }
    // 0: nothing was sent. Between them lies what was sent in the last two to four seconds.
    std::uint32_t first() const { return before_; }
    std::uint32_t last() const { return last_; }

private:
    std::uint32_t before_ = 0; // first sequence of the interval before
    std::uint32_t first_ = 0;  // first sequence of this interval
    std::uint32_t last_ = 0;
    clock::time_point since_{}; // when this interval began
};

} // namespace nixie::impl
