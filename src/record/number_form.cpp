#include "record/number_form.hpp"

#include <array>
#include <chrono>
#include <cstring>

#include "record/byte_block.hpp"

namespace nixie::impl {
namespace {

constexpr std::uint64_t million = 1'000'000;
constexpr std::int64_t year_0000 = -62'167'219'200; // in seconds
constexpr std::int64_t year_10000 = 253'402'300'800;

// 00 to 99, so that one division makes two digits.
constexpr std::array<char, 200> pairs = [] {
    std::array<char, 200> digits{};
    for (std::size_t i = 0; i < digits.size(); ++i)
        digits[i] = static_cast<char>('0' + (i % 2 == 0 ? i / 20 : i / 2 % 10));
    return digits;
}();

char *put_two(char *to, std::uint64_t number) {
    std::memcpy(to, &pairs[2 * number], 2);
    return to + 2;
}

char *put_four(char *to, std::uint64_t number) {
    return put_two(put_two(to, number / 100), number % 100);
}

char *put_unsigned(char *to, std::uint64_t number) {
    if (number >= 10'000) return put_four(put_unsigned(to, number / 10'000), number % 10'000);
    if (number >= 1'000) return put_four(to, number);
    if (number >= 100) {
        *to = static_cast<char>('0' + number / 100);
        return put_two(to + 1, number % 100);
    }
    if (number >= 10) return put_two(to, number);
    *to = static_cast<char>('0' + number);
    return to + 1;
}

// Negated as unsigned: INT64_MIN has no positive twin.
std::uint64_t size_of(std::int64_t number) {
    const auto size = static_cast<std::uint64_t>(number);
    return number < 0 ? 0 - size : size;
}

} // namespace

char *put_number(char *to, std::int64_t number) {
    if (number < 0) *to++ = '-';
    return put_unsigned(to, size_of(number));
}

char *put_decimal(char *to, std::int64_t value, decimals count) {
    if (value < 0) *to++ = '-';
    const std::uint64_t size = size_of(value);
    if (count == decimals::three) {
        to = put_unsigned(to, size / 1'000);
        put_four(to, size % 1'000); // the first is 0, and where the point belongs
        *to = '.';
        return to + 4;
    }
    to = put_unsigned(to, size / million);
    *to++ = '.';
    const std::uint64_t fraction = size % million;
    return put_four(put_two(to, fraction / 10'000), fraction % 10'000);
}

bool time_writer::set_second(std::int64_t second) {
    if (second < year_0000 || second >= year_10000) return false;
    using namespace std::chrono;
    const sys_seconds when{seconds(second)};
    const auto midnight = floor<days>(when);
    const year_month_day date(midnight);
    const hh_mm_ss<seconds> clock(when - midnight);
    const auto digits = [](auto number) { return static_cast<std::uint64_t>(number); };
    put_four(text_, digits(int(date.year())));
    put_two(text_ + 5, digits(unsigned(date.month())));
    put_two(text_ + 8, digits(unsigned(date.day())));
    put_two(text_ + 11, digits(clock.hours().count()));
    put_two(text_ + 14, digits(clock.minutes().count()));
    put_two(text_ + 17, digits(clock.seconds().count()));
    second_ = second;
    return true;
}

char *time_writer::put_rfc3339(char *to, std::int64_t microseconds) {
    // Floored: before 1970 the fraction still counts upwards.
    constexpr auto unit = static_cast<std::int64_t>(million);
    std::int64_t second = microseconds / unit, fraction = microseconds % unit;
    if (fraction < 0) second -= 1, fraction += unit;
    if (second != second_ && !set_second(second)) return to;
    std::memcpy(to, text_, size);
    const auto digits = static_cast<std::uint64_t>(fraction);
    to = put_four(put_two(to + size, digits / 10'000), digits % 10'000);
    *to = 'Z';
    return to + 1;
}

char *put_number_form(char *to, const field_row &row, std::int64_t number) {
    if (row.type == field_type::number) return put_number(to, number); // most are
    switch (row.type) {
    case field_type::time: {
        time_writer writer;
        char *const end = writer.put_rfc3339(to, number);
        return end != to ? end : put_decimal(to, number, decimals::six);
    }
    case field_type::seconds:
        return put_decimal(to, number, decimals::three);
    case field_type::stage: {
        const stage_row *stage = find_stage(number);
        return put_text(to, (stage ? stage : find_stage(NIXIE_STAGE_UNKNOWN))->name);
    }
    default:
        return put_number(to, number);
    }
}

} // namespace nixie::impl
