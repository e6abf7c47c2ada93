#include "record/text_form.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>

#include "record/ascii.hpp"
#include "record/number_form.hpp"

namespace nixie::impl {

namespace {

constexpr std::int64_t second = 1'000'000; // in microseconds

// What `put` writes, as a string.
template <class Put>
std::string written(Put put) {
    std::array<char, longest_number_form> text;
    return {text.data(), put(text.data())};
}

bool all_digits(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

// The reverse: decimals may be missing, and those beyond are cut. nullopt: another form, or out of range.
std::optional<std::int64_t> parse_decimal(std::string_view text, int decimals) {
    std::string number;
    if (text.starts_with('-')) {
        number = "-";
        text.remove_prefix(1);
    }
    const std::size_t point = text.find('.');
    if (!all_digits(text.substr(0, point))) return std::nullopt;
    std::string fraction(static_cast<std::size_t>(decimals), '0');
    if (point != text.npos) {
        const std::string_view given = text.substr(point + 1);
        if (!all_digits(given)) return std::nullopt;
        std::copy_n(given.begin(), std::min(given.size(), fraction.size()), fraction.begin());
    }
    number.append(text.substr(0, point)) += fraction;
    std::int64_t value = 0;
    const auto end = std::from_chars(number.data(), number.data() + number.size(), value);
    return end.ec == std::errc() ? std::optional(value) : std::nullopt;
}

// Reads RFC 3339 from left to right; the first thing that does not fit makes the rest fail.
class rfc3339_reader {
public:
    explicit rfc3339_reader(std::string_view text) : rest_(text) {}

    // Exactly this many digits, of a value from..to.
    int digits(std::size_t count, int from, int to) {
        int value = 0;
        if (rest_.size() < count || !all_digits(rest_.substr(0, count))) return fail();
        std::from_chars(rest_.data(), rest_.data() + count, value);
        rest_.remove_prefix(count);
        return value >= from && value <= to ? value : fail();
    }

    // One of these characters; 0: none of them.
    char one_of(std::string_view wanted) {
        if (rest_.empty() || wanted.find(rest_.front()) == wanted.npos) return static_cast<char>(fail());
        const char found = rest_.front();
        rest_.remove_prefix(1);
        return found;
    }

    // Nothing, or a point with 1 to 9 decimals.
    int microseconds() {
        if (!rest_.starts_with('.')) return 0;
        rest_.remove_prefix(1);
        const auto count =
            static_cast<std::size_t>(std::find_if_not(rest_.begin(), rest_.end(), is_digit) - rest_.begin());
        if (count < 1 || count > 9) return fail();
        int value = 0;
        for (std::size_t i = 0; i < 6; ++i) value = value * 10 + (i < count ? rest_[i] - '0' : 0);
        rest_.remove_prefix(count);
        return value;
    }

    bool is_good() const { return is_good_ && rest_.empty(); }

private:
    int fail() {
        is_good_ = false;
        rest_ = {};
        return 0;
    }

    std::string_view rest_;
    bool is_good_ = true;
};

// Seconds east of Greenwich.
int read_offset(rfc3339_reader &reader) {
    const char sign = reader.one_of("Zz+-");
    if (sign != '+' && sign != '-') return 0;
    const int hours = reader.digits(2, 0, 23);
    reader.one_of(":");
    const int minutes = reader.digits(2, 0, 59);
    return (hours * 60 + minutes) * (sign == '-' ? -60 : 60);
}

std::optional<std::int64_t> parse_rfc3339(std::string_view text) {
    rfc3339_reader reader(text);
    const int year = reader.digits(4, 0, 9999);
    reader.one_of("-");
    const int month = reader.digits(2, 1, 12);
    reader.one_of("-");
    const int day = reader.digits(2, 1, 31);
    reader.one_of("Tt "); // RFC 3339 section 5.6 lets applications take a blank, and `date --rfc-3339` writes one
    const int hour = reader.digits(2, 0, 23);
    reader.one_of(":");
    const int minute = reader.digits(2, 0, 59);
    reader.one_of(":");
    const int seconds = reader.digits(2, 0, 60);
    const int microseconds = reader.microseconds();
    const int offset = read_offset(reader);
    const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day))};
    if (!reader.is_good() || !date.ok()) return std::nullopt;
    const std::int64_t days = std::chrono::sys_days(date).time_since_epoch().count();
    const std::int64_t whole = days * 86'400 + hour * 3'600 + minute * 60 + seconds - offset;
    // A leap second is the last of a day in UTC; like POSIX time, it counts as the first of the next.
    if (seconds == 60 && whole % 86'400 != 0) return std::nullopt;
    return whole * second + microseconds;
}

bool is_word(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

bool set_number(field_set &record, int id, std::optional<std::int64_t> number) {
    if (number) record.set_number(id, *number);
    return number.has_value();
}

} // namespace

std::string rfc3339_text(std::int64_t microseconds) {
    return written([microseconds](char *to) { return time_writer().put_rfc3339(to, microseconds); });
}

std::string time_text(std::int64_t microseconds) {
    std::string text = rfc3339_text(microseconds);
    return text.empty() ? written([microseconds](char *to) { return put_decimal(to, microseconds, decimals::six); })
                        : text;
}

std::optional<std::int64_t> parse_time(std::string_view text) {
    const std::optional<std::int64_t> when = parse_rfc3339(text);
    return when ? when : parse_decimal(text, 6);
}

std::string seconds_text(std::int64_t milliseconds) {
    return written([milliseconds](char *to) { return put_decimal(to, milliseconds, decimals::three); });
}

std::optional<std::int64_t> parse_seconds(std::string_view text) {
    return parse_decimal(text, 3);
}

std::optional<std::int64_t> parse_number(std::string_view text) {
    return all_digits(text) ? parse_decimal(text, 0) : std::nullopt;
}

std::string text_form(const field_set &record, const field_row &row) {
    switch (row.type) {
    case field_type::text:
    case field_type::domain:
    case field_type::word:
        return std::string(record.text(row.id));
    case field_type::event: {
        const event_row *event = find_event(record.event());
        return std::string(event ? event->name : std::string_view());
    }
    default:
        return written([&](char *to) { return put_number_form(to, row, record.number(row.id)); });
    }
}

bool set_from_text(field_set &record, const field_row &row, std::string_view text) {
    switch (row.type) {
    case field_type::word:
        if (!is_word(text)) return false;
        [[fallthrough]];
    case field_type::text:
    case field_type::domain:
        record.set_text(row.id, text);
        return true;
    case field_type::number:
        return set_number(record, row.id, parse_number(text));
    case field_type::port: {
        const std::optional<std::int64_t> port = parse_number(text);
        return set_number(record, row.id, port && *port <= 65'535 ? port : std::nullopt);
    }
    case field_type::time:
        return set_number(record, row.id, parse_time(text));
    case field_type::seconds:
        return set_number(record, row.id, parse_seconds(text));
    case field_type::event: {
        const event_row *event = find_event(text);
        if (event) record.set_event(event->number);
        return event != nullptr;
    }
    case field_type::stage: {
        const stage_row *stage = find_stage(text);
        return set_number(record, row.id, stage ? std::optional<std::int64_t>(stage->number) : std::nullopt);
    }
    }
    return false;
}

} // namespace nixie::impl
