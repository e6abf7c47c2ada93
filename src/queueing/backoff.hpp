// How long to wait before the next attempt: exponential, full jitter. Randomness is an argument.
#pragma once

#include <algorithm>
#include <chrono>

namespace nixie::impl {

class backoff {
public:
    using milliseconds = std::chrono::milliseconds;

    constexpr backoff(milliseconds least, milliseconds most) : least_(least), most_(most), ceiling_(least) {}

    // random is uniform in [0, 1). The wait lies between `least` and the ceiling, which doubles up to `most`.
    constexpr milliseconds next(double random) {
        const auto span = static_cast<double>((ceiling_ - least_).count());
        const milliseconds wait = least_ + milliseconds{static_cast<milliseconds::rep>(span * random)};
        ceiling_ = std::min(ceiling_ * 2, most_);
        return wait;
    }
    // After a success.
    constexpr void reset() { ceiling_ = least_; }

private:
    milliseconds least_, most_, ceiling_;
};

} // namespace nixie::impl
