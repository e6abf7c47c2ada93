// One record as one line for people.
#pragma once

#include <string>
#include <string_view>

#include "record/field_set.hpp"

namespace nixie::impl {

// Local time, event, recipient, status, remote side, diagnostic, each "-" where it is missing:
//   2026-11-22 22:31:55 permanent_failure <bob@example.fict> 5.1.1 mx1.example.fict[192.0.2.7] 550 5.1.1 No such user
// A diagnostic of several lines is shown in one. nixie's own reports (loss, stats) have no such fields and show their
// message. No line break at the end, and nothing in it that a terminal would obey.
std::string show_line(const field_set &record, std::string_view message);

} // namespace nixie::impl
