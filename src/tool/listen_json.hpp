// One syslog message as one line of JSON, which `nixie emit` takes where the message carries a record of nixie. Pure.
#pragma once

#include <string>
#include <string_view>

#include "decode/rfc5424.hpp"
#include "record/field_set.hpp"

namespace nixie::impl {

// The record as the caller gave it: the #ooo escapes of a message undone, which takes a literal #012 for an escape.
field_set callers_record(const field_set &read);

// Appends {"event":…,"recipient":…,"syslog":{…}} without a line break: first the record's keys, where there is a record
// that callers may send (not nixie's own reports), as `nixie show --json` has them; then the whole message as it came.
// Numbers of facility and severity are those of RFC 5424 section 6.2.1; null stands for the NILVALUE; a parameter that
// stands several times in its element is an array. A record with a user field `syslog` has that one, and no message.
void append_listen_json(std::string &out, const syslog_message &message, const field_set *record,
                        std::string_view from);

} // namespace nixie::impl
