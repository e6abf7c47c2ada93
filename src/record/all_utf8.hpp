// Whether a record has to be repaired for people.
#pragma once

#include "record/field_set.hpp"

namespace nixie::impl {

// Whether every text of the record, user fields included, is UTF-8.
bool is_all_utf8(const field_set &record);

} // namespace nixie::impl
