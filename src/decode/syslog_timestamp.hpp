// The TIMESTAMP of RFC 5424 section 6.2.3, without its NILVALUE.
#pragma once

#include <cstdint>
#include <string_view>
#include <variant>

#include "decode/parse_problem.hpp"

namespace nixie::impl {

// Microseconds since 1970-01-01T00:00:00Z. Stricter than RFC 3339, as section 6.2.3 wants: upper-case T and Z, 1 to 6
// decimals where there is a point, no second 60, and the day must exist in its month.
std::variant<std::int64_t, parse_problem> parse_syslog_timestamp(std::string_view text);

} // namespace nixie::impl
