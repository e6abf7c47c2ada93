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

// The same, written to where there is message_room(). Returns the end.
char *put_message_text(char *to, const field_set &record);

// All its words and numbers, and the record's texts, none of which stands in it twice.
inline std::size_t message_room(const field_set &record) {
    return 512 + record.text_bytes();
}

// The same, escaped, written to where there is escaped_message_room().
template <escape_for Where>
char *put_escaped_message(char *to, const field_set &record) {
    // Made at the far end of the room, and escaped from there to its front: what is written, at most four bytes for
    // each, never comes up with what is still to be read.
    char *const raw = to + 3 * message_room(record) + block_size;
    const char *const end = put_message_text(raw, record);
    return put_escaped<Where>(to, {raw, static_cast<std::size_t>(end - raw)});
}

inline std::size_t escaped_message_room(const field_set &record) {
    return escaped_room(message_room(record));
}

} // namespace nixie::impl
