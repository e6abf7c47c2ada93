// Ranges of numbers in ascending order, of which the first are kept and all are counted. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "tool/number_set.hpp"

namespace nixie::impl {

class range_list {
public:
    // Keeps the first `most` ranges.
    explicit range_list(std::size_t most = 16) : most_(most) {}

    // Behind all that was added before; joins the range before where it goes on from there.
    void add(number_range range);

    std::uint64_t numbers() const { return numbers_; }
    const std::vector<number_range> &kept() const { return kept_; }
    std::uint64_t left_out() const { return left_out_; } // ranges

private:
    std::size_t most_;
    std::vector<number_range> kept_;
    std::uint64_t numbers_ = 0;
    std::uint64_t left_out_ = 0;
    std::uint64_t next_ = 0; // what would go on from the last range
};

} // namespace nixie::impl
