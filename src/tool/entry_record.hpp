// A journal entry back as the record it was made from.
#pragma once

#include <string_view>

#include "journal/journal_reader.hpp"
#include "record/field_set.hpp"

namespace nixie::impl {

// Fills the record (cleared first) with views into the entry. A value that is no form of its field is left out: any
// program may write MAIL_ fields. Where the entry names no time, it is the one at which journald took it. False: the
// entry has no event that nixie knows.
bool read_entry(const stored_entry &entry, field_set &record);

// The first value of this field; empty where there is none.
std::string_view value_of(const stored_entry &entry, std::string_view name);

} // namespace nixie::impl
