// RFC 5424 messages, read strictly: what the grammar and the limits of section 6 do not allow is refused, with its
// place. Written apart from src/encode, whose output it checks.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "decode/parse_problem.hpp"

namespace nixie::impl {

struct sd_param {
    std::string_view name;
    std::string value; // with \" \\ \] undone; UTF-8
};

struct sd_element {
    std::string_view id;
    std::vector<sd_param> params; // in their order; RFC 5424 allows a name several times
};

// Views into the text that was parsed. An empty view in the header is the NILVALUE, since no header field can be empty.
struct syslog_message {
    int facility = 0;
    int severity = 0;
    int version = 0;
    std::string_view timestamp;
    std::optional<std::int64_t> microseconds; // the timestamp, since 1970-01-01T00:00:00Z
    std::string_view hostname;
    std::string_view app_name;
    std::string_view procid;
    std::string_view msgid;
    std::vector<sd_element> elements;
    bool bom = false;     // MSG began with a byte order mark, and so is UTF-8
    std::string_view msg; // without the byte order mark; any bytes where there was none

    // nullptr: the message has no such element.
    const sd_element *find_element(std::string_view id) const;
};

// One whole message, without framing. Section 6.3.3 tells receivers to keep a backslash that escapes nothing, but no
// sender may write one: refused, since this reader checks senders.
std::variant<syslog_message, parse_problem> parse_syslog_message(std::string_view text);

} // namespace nixie::impl
