// Values as text and back. The forms are the same in JSON, structured data and the journal. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "record/field_set.hpp"

namespace nixie::impl {

// 2003-09-29T21:27:27.123456Z for the years 0000 to 9999, else seconds since the epoch with six decimals.
std::string time_text(std::int64_t microseconds);
// The same for the years 0000 to 9999; empty for others (RFC 5424 then has NILVALUE).
std::string rfc3339_text(std::int64_t microseconds);
// Takes both forms; RFC 3339 with any offset and 0 to 9 decimals (beyond six cut). nullopt: neither.
std::optional<std::int64_t> parse_time(std::string_view text);

// 12.345
std::string seconds_text(std::int64_t milliseconds);
// Takes seconds with 0 or more decimals (beyond three cut), optional minus.
std::optional<std::int64_t> parse_seconds(std::string_view text);

// 0 to 2^63-1 in decimal.
std::optional<std::int64_t> parse_number(std::string_view text);

// The text form of a field that is set, by its type.
std::string text_form(const field_set &record, const field_row &row);

// Sets a field of the table from its text form. The text of a TEXT field is not copied: it must outlive the record.
// False: the text is no form of the row's type (an event or stage that does not exist, a port over 65535, …).
bool set_from_text(field_set &record, const field_row &row, std::string_view text);

} // namespace nixie::impl
