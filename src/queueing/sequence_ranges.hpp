// Which records were lost: a count of sequences and where they lie, in memory that does not grow. Up to 16 ranges are
// exact; beyond that what is known is the first, the last and how many there are between them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

#include "record/sequence.hpp"

namespace nixie::impl {

class sequence_ranges {
public:
    static constexpr std::size_t most_ranges = 16;

    // `count` consecutive sequences from `first` on.
    void add(std::uint32_t first, std::uint32_t count);
    // `count` sequences, nobody knows which, from `first` to `last`.
    void add_between(std::uint32_t first, std::uint32_t last, std::uint64_t count);
    void add(const sequence_ranges &others);

    bool empty() const { return count_ == 0; }
    std::uint64_t count() const { return count_; }
    // Where there are any. The last may be the smaller number: the sequences begin at 1 again.
    std::uint32_t first() const { return first_; }
    std::uint32_t last() const { return last_; }
    bool is_exact() const { return ranges_in_use_ > 0; }
    // 5-9,12; "" where they are not known exactly.
    std::string text() const;

private:
    struct range {
        std::uint32_t first, last;
    };
    void widen(std::uint32_t first, std::uint32_t last);
    bool add_range(range next);

    std::uint64_t count_ = 0;
    std::uint32_t first_ = 0, last_ = 0;
    std::size_t ranges_in_use_ = 0; // 0 where something is counted: not exact any more
    std::array<range, most_ranges> ranges_{};
};

} // namespace nixie::impl
