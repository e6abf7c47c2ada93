// Numbers of a record as text, written to where they belong.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "record/field_table.hpp"

namespace nixie::impl {

// What each function here takes of the room at `to`, at most. Each returns the end of what it has written.
inline constexpr std::size_t longest_number_form = 32;

char *put_number(char *to, std::int64_t number);

// The text form of a number of this row's type, which is none of text, domain, word and event.
char *put_number_form(char *to, const field_row &row, std::int64_t number);

// A fixed-point number: 12345 with three decimals is 12.345.
enum class decimals { three, six };
char *put_decimal(char *to, std::int64_t value, decimals count);

// Times in RFC 3339. Keeps the text of the last second, since records come in the order of their times.
class time_writer {
public:
    // 2003-09-29T21:27:27.123456Z; nothing for a time outside of the years 0000 to 9999.
    char *put_rfc3339(char *to, std::int64_t microseconds);

private:
    static constexpr std::size_t size = std::string_view("2003-09-29T21:27:27.").size();
    bool set_second(std::int64_t second);

    std::int64_t second_ = 0;
    char text_[size + 1] = "1970-01-01T00:00:00.";
};

} // namespace nixie::impl
