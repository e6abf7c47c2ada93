// What was read back from syslog or the journal → the record that it tells of.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "decode/journal_entry.hpp"
#include "decode/rfc5424.hpp"
#include "record/field_set.hpp"

namespace nixie::impl {

struct mail_problem {
    std::string reason; // "no form of port"
    std::string field;  // as it is named there: a parameter, a journal field, or a part of the header; may be empty
};

// Fills `record` (cleared first) from the element `sd_id`, the TIMESTAMP and, if it is there, the sequenceId of the
// element `meta`. Values stay in the form that they have in the message: undo_octal() is the caller's choice, since it
// takes a literal #012 for an escape. Strict, since it checks what nixie sent: a parameter twice, a value that is no
// form of its field, an event that is not the MSGID's, and names that are no field are problems. The texts of the
// record are views into the message. nullopt: the record is good.
std::optional<mail_problem> read_mail_record(const syslog_message &message, std::string_view sd_id, field_set &record);

// The same from the MAIL_* fields of an entry; the others are not looked at.
std::optional<mail_problem> read_mail_record(const journal_entry &entry, field_set &record);

} // namespace nixie::impl
