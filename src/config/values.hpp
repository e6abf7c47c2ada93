// Values as the configuration writes them: sizes, times, words of a list. Pure.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace nixie::impl {

// 8MiB, 512KiB, 1GiB, 4096. nullopt: no size, or over 1024GiB.
std::optional<std::size_t> parse_size(std::string_view text);

// 50ms, 2s, 5min, 1h. nullopt: no time, no unit, or over a year.
std::optional<std::chrono::milliseconds> parse_duration(std::string_view text);

// The shortest text that parse_size and parse_duration read back: 8MiB, 50ms.
std::string size_text(std::size_t size);
std::string duration_text(std::chrono::milliseconds time);

// "; did you mean block?" where one of the words is near, else "; legal: drop, block".
std::string hint_from(std::string_view written, std::span<const std::string_view> legal);

} // namespace nixie::impl
