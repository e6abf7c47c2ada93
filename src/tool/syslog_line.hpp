// One syslog message as one line for people. Pure.
#pragma once

#include <string>
#include <string_view>

#include "decode/parse_problem.hpp"
#include "decode/rfc5424.hpp"

namespace nixie::impl {

// TIMESTAMP as the sender wrote it, HOSTNAME, APP-NAME, MSGID ("-" where one is missing) and MSG; in place of an empty
// MSG the elements. No line break at the end, and nothing in it that a terminal would obey:
//   2026-11-22T22:31:55.000000Z out1 mta PERMFAIL permanent failure: <bob@example.fict>: 550 5.1.1 No such user
std::string syslog_line(const syslog_message &message);

// Where and why bytes are no message, and how they begin:
//   byte 4: VERSION is not 1: "<13>Nov 22 22:31:55 out1 mta: hello"
std::string problem_line(const parse_problem &problem, std::string_view bytes);

} // namespace nixie::impl
