// Points in time as people write them on a command line. Pure, but for the time zone (TZ).
#pragma once

#include <cstdint>
#include <string_view>

namespace nixie::impl {

// Takes now, today, yesterday (midnight), -2h, +5min, "2h 30min ago", @SECONDS[.FRACTION], [YYYY-MM-DD] HH:MM[:SS] and
// YYYY-MM-DD in local time, and RFC 3339. Microseconds since 1970. Throws failure with a hint; `option` is named in it.
std::int64_t parse_time_argument(std::string_view text, std::int64_t now, std::string_view option);

} // namespace nixie::impl
