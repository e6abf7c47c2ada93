#include "config/values.hpp"

#include <array>
#include <charconv>
#include <cstdint>

#include "record/nearest.hpp"

namespace nixie::impl {
namespace {

struct unit {
    std::string_view name;
    std::uint64_t factor;
};

constexpr std::array size_units =
    std::to_array<unit>({{"", 1}, {"B", 1}, {"KiB", 1ULL << 10}, {"MiB", 1ULL << 20}, {"GiB", 1ULL << 30}});
constexpr std::array time_units = std::to_array<unit>({{"ms", 1}, {"s", 1000}, {"min", 60'000}, {"h", 3'600'000}});

// A whole number and a unit, multiplied; nullopt where it is another text or over `most`.
std::optional<std::uint64_t> parse_with_unit(std::string_view text, std::span<const unit> units, std::uint64_t most) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end == text.data()) return std::nullopt;
    const std::string_view rest{end, static_cast<std::size_t>(text.data() + text.size() - end)};
    for (const unit &u : units) {
        if (u.name != rest) continue;
        if (number > most / u.factor) return std::nullopt;
        return number * u.factor;
    }
    return std::nullopt;
}

// In the largest unit that divides it.
std::string text_with_unit(std::uint64_t value, std::span<const unit> units) {
    if (value == 0) return "0";
    const unit *best = units.data();
    for (const unit &u : units)
        if (value % u.factor == 0 && u.factor > best->factor) best = &u;
    return std::to_string(value / best->factor) + std::string{best->name};
}

} // namespace

std::optional<std::size_t> parse_size(std::string_view text) {
    return parse_with_unit(text, size_units, std::size_t{1} << 40);
}

std::optional<std::chrono::milliseconds> parse_duration(std::string_view text) {
    constexpr std::uint64_t year = 365ULL * 24 * 3'600'000;
    if (text == "0") return std::chrono::milliseconds{0};
    const auto value = parse_with_unit(text, time_units, year);
    if (!value) return std::nullopt;
    return std::chrono::milliseconds{*value};
}

std::string size_text(std::size_t size) {
    return text_with_unit(size, size_units);
}

std::string duration_text(std::chrono::milliseconds time) {
    return text_with_unit(static_cast<std::uint64_t>(time.count()), time_units);
}

std::string hint_from(std::string_view written, std::span<const std::string_view> legal) {
    if (const std::string_view near = nearest(written, legal); !near.empty())
        return "; did you mean " + std::string{near} + "?";
    std::string list = "; legal: ";
    for (const std::string_view word : legal) {
        if (word != legal.front()) list += ", ";
        list += word;
    }
    return list;
}

} // namespace nixie::impl
