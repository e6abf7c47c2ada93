#include "record/number_form.hpp"

#include <charconv>
#include <chrono>
#include <cstring>

#include "record/byte_block.hpp"

namespace nixie::impl {
namespace {

constexpr std::int64_t million = 1'000'000;
constexpr std::int64_t year_0000 = -62'167'219'200; // in seconds
constexpr std::int64_t year_10000 = 253'402'300'800;

// The lowest `count` digits, with leading zeros.
void put_digits(char *to, std::uint64_t number, std::size_t count) {
    for (std::size_t i = count; i > 0; --i, number /= 10) to[i - 1] = static_cast<char>('0' + number % 10);
}

char *put_unsigned(char *to, std::uint64_t number) {
    return std::to_chars(to, to + longest_number_form, number).ptr;
}

} // namespace

char *put_number(char *to, std::int64_t number) {
    return std::to_chars(to, to + longest_number_form, number).ptr;
}

char *put_decimal(char *to, std::int64_t value, int decimals) {
    if (value < 0) *to++ = '-';
    // Negated as unsigned: INT64_MIN has no positive twin.
    const std::uint64_t size = value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
    std::uint64_t unit = 1;
    for (int i = 0; i < decimals; ++i) unit *= 10;
    to = put_unsigned(to, size / unit);
    *to++ = '.';
    put_digits(to, size % unit, static_cast<std::size_t>(decimals));
    return to + decimals;
}

bool time_writer::set_second(std::int64_t second) {
    if (second < year_0000 || second >= year_10000) return false;
    using namespace std::chrono;
    const sys_seconds when{seconds(second)};
    const auto midnight = floor<days>(when);
    const year_month_day date(midnight);
    const hh_mm_ss<seconds> clock(when - midnight);
    const auto put_at = [this](std::size_t at, auto number, std::size_t count) {
        put_digits(text_ + at, static_cast<std::uint64_t>(number), count);
    };
    put_at(0, int(date.year()), 4);
    put_at(5, unsigned(date.month()), 2);
    put_at(8, unsigned(date.day()), 2);
    put_at(11, clock.hours().count(), 2);
    put_at(14, clock.minutes().count(), 2);
    put_at(17, clock.seconds().count(), 2);
    second_ = second;
    return true;
}

char *time_writer::put_rfc3339(char *to, std::int64_t microseconds) {
    // Floored: before 1970 the fraction still counts upwards.
    std::int64_t second = microseconds / million, fraction = microseconds % million;
    if (fraction < 0) second -= 1, fraction += million;
    if (second != second_ && !set_second(second)) return to;
    std::memcpy(to, text_, size);
    put_digits(to + size, static_cast<std::uint64_t>(fraction), 6);
    to[size + 6] = 'Z';
    return to + size + 7;
}

char *put_number_form(char *to, const field_row &row, std::int64_t number) {
    switch (row.type) {
    case field_type::time: {
        time_writer writer;
        char *const end = writer.put_rfc3339(to, number);
        return end != to ? end : put_decimal(to, number, 6);
    }
    case field_type::seconds:
        return put_decimal(to, number, 3);
    case field_type::stage: {
        const stage_row *stage = find_stage(number);
        return put_text(to, (stage ? stage : find_stage(NIXIE_STAGE_UNKNOWN))->name);
    }
    default:
        return put_number(to, number);
    }
}

} // namespace nixie::impl
