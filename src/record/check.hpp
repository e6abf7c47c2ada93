// Whether what a caller hands over is a record. Pure; runs on the caller's thread, without allocation.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "nixie/nixie.h"

namespace nixie::impl {

enum class field_fault {
    none,
    no_such_event,     // the event is no row of the table
    not_your_event,    // loss and stats are nixie's own
    no_fields,         // nothing besides the time
    no_such_field,     // an id that is no row
    not_your_field,    // derived, set by nixie, or the event, which is an argument of the call
    twice,             // only recipient may come again
    bad_number,        // negative, over 65535 for a port, no such stage
    bad_name,          // a user field whose name has another form
    name_of_the_table, // a user field whose name the table has
    too_many           // more than 32 user fields
};

inline constexpr std::size_t most_text_bytes = std::size_t{1} << 40;

struct field_check {
    field_fault fault = field_fault::none;
    std::size_t index = 0;      // the field that the fault is about
    std::size_t recipients = 0; // fields that are recipients with a text
    // What the fields hold that are not left out: numbers, texts, and the bytes of these and of the names of user
    // fields; most_text_bytes for all that is more.
    std::size_t numbers = 0;
    std::size_t texts = 0;
    std::size_t text_bytes = 0;
};

// An empty text is a field left out: it is no fault, and does not count.
inline bool is_left_out(const nixie_field &text) {
    return !text.text || text.text_size == 0;
}

field_check check_fields(int event, std::span<const nixie_field> fields);

// The fault in words: "field 3 (status): given twice; only recipient may come more than once". Empty for none.
std::string describe(const field_check &check, std::span<const nixie_field> fields);

} // namespace nixie::impl
