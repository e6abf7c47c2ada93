// Spans of time as people write them on a command line: 30s, 1h30min, "2 hours". Pure.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace nixie::impl {

// Microseconds. nullopt: no span, or one too long to count.
std::optional<std::int64_t> parse_span(std::string_view text);

// For --wait and its like: at most a year. Throws failure with a hint; `option` is named in it.
std::chrono::milliseconds parse_span_argument(std::string_view text, std::string_view option);

} // namespace nixie::impl
