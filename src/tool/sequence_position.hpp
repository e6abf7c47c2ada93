// Sequences go from 1 to 2147483647 and begin again: a position counts on through the end of a round. Pure.
#pragma once

#include <cstdint>

#include "record/sequence.hpp"
#include "tool/number_set.hpp"

namespace nixie::impl {

inline constexpr std::uint64_t round_size = last_sequence;

// Of the number that an instance is seen with first. Rounds before it stay free: another side may have older ones.
constexpr std::uint64_t first_position(std::uint64_t number) {
    return 8 * round_size + number;
}

constexpr std::uint64_t number_at(std::uint64_t position) {
    return (position - 1) % round_size + 1;
}

// The position of number 1 in that round.
constexpr std::uint64_t begin_of_round(std::uint64_t position) {
    return position - number_at(position) + 1;
}

// Where this number stands that is nearest to a range of positions; of those within it, the last one.
constexpr std::uint64_t nearest_position(std::uint64_t number, number_range place) {
    const std::uint64_t below = place.last - (number_at(place.last) + round_size - number) % round_size;
    const std::uint64_t above = below + round_size;
    const std::uint64_t too_low = below < place.first ? place.first - below : 0;
    const bool is_below = too_low <= above - place.last && below > round_size; // positions never come near 0
    return is_below ? below : above;
}

} // namespace nixie::impl
