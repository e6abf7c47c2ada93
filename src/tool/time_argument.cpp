#include "tool/time_argument.hpp"

#include <ctime>
#include <optional>
#include <string>

#include "record/text_form.hpp"
#include "tool/failure.hpp"
#include "tool/time_span.hpp"

namespace nixie::impl {
namespace {

constexpr std::int64_t second = 1'000'000;

std::optional<std::int64_t> parse_relative(std::string_view text, std::int64_t now) {
    const bool ago = text.ends_with(" ago");
    const bool minus = text.starts_with('-');
    const bool plus = text.starts_with('+');
    if (ago + minus + plus != 1) return std::nullopt;
    text.remove_prefix(minus || plus ? 1 : 0);
    text.remove_suffix(ago ? 4 : 0);
    const std::optional<std::int64_t> span = parse_span(text);
    std::int64_t result = 0;
    if (!span || (plus ? __builtin_add_overflow(now, *span, &result) : __builtin_sub_overflow(now, *span, &result)))
        return std::nullopt;
    return result;
}

std::tm local_date(std::int64_t now) {
    const std::time_t seconds = now / second;
    std::tm date{};
    localtime_r(&seconds, &date);
    return date;
}

// A local time of day that does not exist or exists twice is settled by mktime(3); a date that does not exist is none.
std::optional<std::int64_t> from_local(const std::tm &wanted) {
    std::tm date = wanted;
    date.tm_isdst = -1;
    const std::time_t seconds = std::mktime(&date);
    if (date.tm_mday != wanted.tm_mday || date.tm_mon != wanted.tm_mon) return std::nullopt;
    return std::int64_t{seconds} * second;
}

std::int64_t midnight(std::int64_t now, int days_before) {
    std::tm date = local_date(now);
    date.tm_hour = date.tm_min = date.tm_sec = 0;
    date.tm_mday -= days_before;
    date.tm_isdst = -1;
    return std::int64_t{std::mktime(&date)} * second;
}

// Takes exactly `digits` digits off the front, after `before` where it is not NUL.
std::optional<int> take_digits(std::string_view &text, char before, std::size_t digits) {
    if (before != '\0') {
        if (!text.starts_with(before)) return std::nullopt;
        text.remove_prefix(1);
    }
    if (text.size() < digits) return std::nullopt;
    int value = 0;
    for (const char c : text.substr(0, digits)) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    text.remove_prefix(digits);
    return value;
}

bool take_date(std::string_view &text, std::tm &date) {
    const std::optional<int> year = take_digits(text, '\0', 4);
    const std::optional<int> month = year ? take_digits(text, '-', 2) : year;
    const std::optional<int> day = month ? take_digits(text, '-', 2) : month;
    if (!day || *month < 1 || *month > 12 || *day < 1 || *day > 31) return false;
    date.tm_year = *year - 1900;
    date.tm_mon = *month - 1;
    date.tm_mday = *day;
    return true;
}

bool take_time_of_day(std::string_view &text, std::tm &date) {
    const std::optional<int> hour = take_digits(text, '\0', 2);
    const std::optional<int> minute = hour ? take_digits(text, ':', 2) : hour;
    const std::optional<int> sec = !minute || text.empty() ? std::optional<int>{0} : take_digits(text, ':', 2);
    if (!minute || !sec || *hour > 23 || *minute > 59 || *sec > 59) return false;
    date.tm_hour = *hour;
    date.tm_min = *minute;
    date.tm_sec = *sec;
    return true;
}

// [YYYY-MM-DD] HH:MM[:SS] or YYYY-MM-DD; also with T between the two.
std::optional<std::int64_t> parse_local(std::string_view text, std::int64_t now) {
    std::tm date = local_date(now);
    date.tm_hour = date.tm_min = date.tm_sec = 0;
    std::string_view rest = text;
    if (take_date(rest, date)) {
        if (rest.empty()) return from_local(date);
        if (rest.front() != ' ' && rest.front() != 'T') return std::nullopt;
        rest.remove_prefix(1);
        if (rest.empty()) return std::nullopt;
    } else {
        rest = text;
        date = local_date(now);
    }
    if (!take_time_of_day(rest, date) || !rest.empty()) return std::nullopt;
    return from_local(date);
}

std::optional<std::int64_t> parse_moment(std::string_view text, std::int64_t now) {
    if (text == "now") return now;
    if (text == "today") return midnight(now, 0);
    if (text == "yesterday") return midnight(now, 1);
    if (text.starts_with('@')) {
        const bool digits = text.size() > 1 && text.find_first_not_of("0123456789.", 1) == std::string_view::npos;
        return digits ? parse_time(text.substr(1)) : std::nullopt;
    }
    if (const auto local = parse_local(text, now)) return local;
    // parse_time() also takes bare seconds since 1970, and then 2026 would be a moment in 1970.
    if (text.find(':') != std::string_view::npos) return parse_time(text);
    return parse_relative(text, now);
}

} // namespace

std::int64_t parse_time_argument(std::string_view text, std::int64_t now, std::string_view option) {
    if (const std::optional<std::int64_t> moment = parse_moment(text, now)) return *moment;
    throw failure(exit_code::usage, std::string(option) + ": \"" + std::string(text) + "\" is no time",
                  "write now, today, yesterday, -2h, \"2h ago\", 2026-01-31, \"2026-01-31 14:00\", "
                  "2026-01-31T14:00:00Z or @1769868000");
}

} // namespace nixie::impl
