#include "decode/syslog_timestamp.hpp"

#include <chrono>
#include <optional>

namespace nixie::impl {

namespace {

// Reads from left to right and keeps the first problem; after one, every further read gives 0.
class timestamp_parser {
public:
    explicit timestamp_parser(std::string_view text) : text_(text) {}

    std::variant<std::int64_t, parse_problem> parse() {
        const std::int64_t days = full_date();
        expect('T');
        const std::int64_t time = partial_time();
        const std::int64_t east = offset();
        if (!problem_ && at_ != text_.size()) fail(at_, "TIMESTAMP has more than a time");
        if (problem_) return *problem_;
        return days * 86'400'000'000 + time - east * 60'000'000;
    }

private:
    int fail(std::size_t at, const char *reason) {
        if (!problem_) problem_ = {at, reason};
        return 0;
    }

    void expect(char wanted) {
        if (problem_) return;
        if (at_ >= text_.size() || text_[at_] != wanted)
            fail(at_, "TIMESTAMP is not of the form 2003-09-29T21:27:27.123456Z");
        else
            ++at_;
    }

    bool is_digit_here() const { return at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9'; }

    // Exactly `count` digits with a value from `low` to `high`.
    int digits(int count, int low, int high, const char *out_of_range) {
        const std::size_t begin = at_;
        int value = 0;
        for (int i = 0; i < count && !problem_; ++i) {
            if (!is_digit_here()) return fail(at_, "TIMESTAMP lacks a digit");
            value = value * 10 + (text_[at_++] - '0');
        }
        if (problem_) return 0;
        return value < low || value > high ? fail(begin, out_of_range) : value;
    }

    // Days since 1970-01-01.
    std::int64_t full_date() {
        const std::chrono::year year{digits(4, 0, 9999, "")};
        expect('-');
        const std::chrono::month month{static_cast<unsigned>(digits(2, 1, 12, "TIMESTAMP has no such month"))};
        expect('-');
        const std::size_t day_at = at_;
        const std::chrono::day day{static_cast<unsigned>(digits(2, 1, 31, "TIMESTAMP has no such day"))};
        if (problem_) return 0;
        const std::chrono::year_month_day date{year, month, day};
        if (!date.ok()) return fail(day_at, "TIMESTAMP has no such day in that month");
        return std::chrono::sys_days{date}.time_since_epoch().count();
    }

    // Microseconds since midnight.
    std::int64_t partial_time() {
        const int hour = digits(2, 0, 23, "TIMESTAMP has no such hour");
        expect(':');
        const int minute = digits(2, 0, 59, "TIMESTAMP has no such minute");
        expect(':');
        const int second = digits(2, 0, 59, "TIMESTAMP has no such second; 60 is not allowed here");
        return (hour * 3600 + minute * 60 + second) * std::int64_t{1'000'000} + fraction();
    }

    int fraction() {
        if (problem_ || at_ >= text_.size() || text_[at_] != '.') return 0;
        ++at_;
        int value = 0;
        int unit = 100'000;
        if (!is_digit_here()) return fail(at_, "TIMESTAMP has a point without decimals");
        for (; is_digit_here(); ++at_, unit /= 10) {
            if (unit == 0) return fail(at_, "TIMESTAMP has more than 6 decimals");
            value += (text_[at_] - '0') * unit;
        }
        return value;
    }

    // Minutes east of Greenwich.
    int offset() {
        if (problem_) return 0;
        const char sign = at_ < text_.size() ? text_[at_] : '\0';
        if (sign != 'Z' && sign != '+' && sign != '-') return fail(at_, "TIMESTAMP ends without Z or an offset");
        ++at_;
        if (sign == 'Z') return 0;
        const int hours = digits(2, 0, 23, "TIMESTAMP has no such offset");
        expect(':');
        const int minutes = hours * 60 + digits(2, 0, 59, "TIMESTAMP has no such offset");
        return sign == '-' ? -minutes : minutes;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::optional<parse_problem> problem_;
};

} // namespace

std::variant<std::int64_t, parse_problem> parse_syslog_timestamp(std::string_view text) {
    return timestamp_parser(text).parse();
}

} // namespace nixie::impl
