// The readable line of an entry: MESSAGE in the journal, MSG in RFC 5424.
#pragma once

#include <string>

#include "record/field_set.hpp"

namespace nixie::impl {

// `permanent failure: <bob@example.fict> via mx1.example.fict[192.0.2.7]: 550 5.1.1 No such user`, not yet escaped.
// Parts whose fields are absent are left out; without a diagnostic, code and status stand in its place. Blanks and line
// breaks at the end of the diagnostic are left out.
std::string message_text(const field_set &record);

} // namespace nixie::impl
