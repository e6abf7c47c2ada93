// The known word nearest to a mistyped one, for hints in errors.
#pragma once

#include <span>
#include <string_view>

namespace nixie::impl {

// The candidate with the smallest edit distance, if that is at most a third of the written word's length (at least 1,
// so that a single typo is always found); empty when none is that near.
std::string_view nearest(std::string_view written, std::span<const std::string_view> candidates);

} // namespace nixie::impl
