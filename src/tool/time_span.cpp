#include "tool/time_span.hpp"

#include <array>
#include <charconv>
#include <string>

#include "tool/failure.hpp"

namespace nixie::impl {
namespace {

constexpr std::int64_t second = 1'000'000;
constexpr std::int64_t year = 365 * 86400 * second;

struct unit {
    std::string_view name;
    std::int64_t microseconds;
};

// Longer names stand before those they begin with, since the first match is taken.
constexpr std::array<unit, 20> units{{
    {"milliseconds", second / 1000},
    {"msec", second / 1000},
    {"ms", second / 1000},
    {"seconds", second},
    {"second", second},
    {"sec", second},
    {"s", second},
    {"minutes", 60 * second},
    {"minute", 60 * second},
    {"min", 60 * second},
    {"m", 60 * second},
    {"hours", 3600 * second},
    {"hour", 3600 * second},
    {"h", 3600 * second},
    {"days", 86400 * second},
    {"day", 86400 * second},
    {"d", 86400 * second},
    {"weeks", 7 * 86400 * second},
    {"week", 7 * 86400 * second},
    {"w", 7 * 86400 * second},
}};

std::string_view without_blanks(std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
}

// Takes a decimal number off the front.
std::optional<std::int64_t> take_number(std::string_view &text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || text.front() == '-') return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return number;
}

const unit *take_unit(std::string_view &text) {
    for (const unit &candidate : units) {
        if (!text.starts_with(candidate.name)) continue;
        text.remove_prefix(candidate.name.size());
        return &candidate;
    }
    return nullptr;
}

} // namespace

std::optional<std::int64_t> parse_span(std::string_view text) {
    std::int64_t sum = 0;
    text = without_blanks(text);
    if (text.empty()) return std::nullopt;
    for (; !text.empty(); text = without_blanks(text)) {
        const std::optional<std::int64_t> number = take_number(text);
        text = without_blanks(text);
        const unit *of = number ? take_unit(text) : nullptr;
        std::int64_t part = 0;
        if (!of || __builtin_mul_overflow(*number, of->microseconds, &part) || __builtin_add_overflow(sum, part, &sum))
            return std::nullopt;
    }
    return sum;
}

std::chrono::milliseconds parse_span_argument(std::string_view text, std::string_view option) {
    const std::optional<std::int64_t> span = parse_span(text);
    if (span && *span <= year) return std::chrono::milliseconds{*span / 1000};
    throw failure(exit_code::usage, std::string(option) + ": \"" + std::string(text) + "\" is no span of time",
                  "write a number with its unit, at most a year: 200ms, 30s, 5min, 1h30min");
}

} // namespace nixie::impl
