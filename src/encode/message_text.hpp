// The readable line of an entry: MESSAGE in the journal, MSG in RFC 5424.
#pragma once

#include <string>

#include "encode/escape.hpp"
#include "record/field_set.hpp"

namespace nixie::impl {

// `permanent failure: <bob@example.fict> via mx1.example.fict[192.0.2.7]: 550 5.1.1 No such user`, not yet escaped.
// Parts whose fields are absent are left out; without a diagnostic, code and status stand in its place. Blanks and line
// breaks at the end of the diagnostic are left out.
std::string message_text(const field_set &record);

// The same, escaped, written to where there is escaped_message_room(). Returns the end.
char *put_escaped_message(char *to, const field_set &record, escape_for where);

// All its words and numbers, and the record's texts, none of which stands in it twice.
inline std::size_t message_room(const field_set &record) {
    return 512 + record.text_bytes();
}
inline std::size_t escaped_message_room(const field_set &record) {
    return escaped_room(message_room(record));
}

} // namespace nixie::impl
