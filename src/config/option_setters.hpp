// How the tables of options set a value from its text and give it back. Only for logger_options.cpp and
// target_options.cpp.
#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "config/options.hpp"
#include "config/values.hpp"

namespace nixie::impl {

using problem = std::optional<std::string>; // reason and hint; none: the value was taken

inline constexpr std::size_t smallest_queue = 64 << 10;
inline constexpr std::size_t largest_queue = std::size_t{4} << 30;
inline constexpr std::array<std::string_view, 2> on_full_words{"drop", "block"};

inline problem set_size(std::size_t &to, std::string_view value, std::size_t least, std::size_t most,
                        const char *legal) {
    const auto size = parse_size(value);
    if (!size || *size < least || *size > most) return std::string{"no size in range; legal: "} + legal;
    to = *size;
    return {};
}

// A plain number, without a unit.
inline problem set_number(std::size_t &to, std::string_view value, std::size_t least, std::size_t most,
                          const char *legal) {
    const bool is_plain = value.find_first_not_of("0123456789") == std::string_view::npos;
    const auto number = is_plain ? parse_size(value) : std::nullopt;
    if (!number || *number < least || *number > most) return std::string{"no number in range; legal: "} + legal;
    to = *number;
    return {};
}

template <class Enum, std::size_t N>
problem set_word(Enum &to, std::string_view value, const std::array<std::string_view, N> &words) {
    const auto *const at = std::ranges::find(words, value);
    if (at == words.end()) return "no such value" + hint_from(value, words);
    to = static_cast<Enum>(at - words.begin());
    return {};
}

template <class Enum, std::size_t N>
std::string word_of(Enum value, const std::array<std::string_view, N> &words) {
    return std::string{words[static_cast<std::size_t>(value)]};
}

// The rows of a table, for whoever documents them.
template <std::size_t N, class Option>
std::array<option_row, N> rows_of(const std::array<Option, N> &table) {
    std::array<option_row, N> rows;
    std::ranges::transform(table, rows.begin(), [](const Option &option) { return option.row; });
    return rows;
}

} // namespace nixie::impl
