// A set of numbers that mostly come one after the other: what is complete costs nothing, what is ragged one bit a
// number. Pure.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>

namespace nixie::impl {

// Both ends belong to it.
struct number_range {
    std::uint64_t first;
    std::uint64_t last;
    auto operator<=>(const number_range &) const = default;
};

// How much memory several sets may use together. A set that needs more leaves numbers out, and was_short says so.
struct number_memory {
    std::size_t left; // bytes
    bool was_short = false;

    bool take(std::size_t size) {
        was_short = was_short || size > left;
        if (size > left) return false;
        left -= size;
        return true;
    }
};

// 4096 neighbouring numbers, as bits.
class number_block {
public:
    static constexpr std::size_t size = 4096;

    bool test(std::size_t bit) const { return words_[bit / 64] >> bit % 64 & 1; }
    // How many of them, both ends included, are new.
    std::size_t set(std::size_t from, std::size_t to);
    std::size_t count() const { return count_; }
    // The first bit from `from` on that has this value; `size`: there is none.
    std::size_t find(bool value, std::size_t from) const;

private:
    std::array<std::uint64_t, size / 64> words_{};
    std::size_t count_ = 0;
};

// Blocks of bits; neighbouring blocks that are full are kept as one run.
class number_set {
public:
    static constexpr std::uint64_t nothing = std::numeric_limits<std::uint64_t>::max();

    explicit number_set(number_memory &memory) : memory_(&memory) {}

    // How many of them were not in the set before. Numbers are below 2^63.
    std::uint64_t insert(number_range range);
    bool insert(std::uint64_t number) { return insert({number, number}) == 1; }
    bool contains(std::uint64_t number) const { return next_in(number) == number; }

    // The first number from `number` on that is in the set, or that is not; `nothing`: there is none.
    std::uint64_t next_in(std::uint64_t number) const;
    std::uint64_t next_out(std::uint64_t number) const;

    std::uint64_t size() const { return size_; }

private:
    std::uint64_t insert_in_block(std::uint64_t index, std::size_t from, std::size_t to);
    std::uint64_t insert_blocks(std::uint64_t first, std::uint64_t last);
    std::uint64_t count_in_blocks(std::uint64_t first, std::uint64_t last) const;
    void join_full(std::uint64_t first, std::uint64_t last);
    const std::uint64_t *end_of_full(std::uint64_t index) const;
    number_block *block_at(std::uint64_t index);

    number_memory *memory_;
    std::uint64_t size_ = 0;
    std::map<std::uint64_t, number_block> ragged_; // by index; neither empty nor full
    std::map<std::uint64_t, std::uint64_t> full_;  // first block of a run → its last
    std::uint64_t recent_index_ = nothing;         // most numbers go where the one before went
    number_block *recent_ = nullptr;               // in ragged_
};

} // namespace nixie::impl
