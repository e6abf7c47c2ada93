// A record as the C API takes it.
#pragma once

#include <vector>

#include "record/field_set.hpp"

namespace nixie::impl {

enum class c_fields {
    callers, // what a caller may set
    all      // also what was derived and what nixie set
};

// Replaces `fields`. The texts are views into the record. The event is no field of the C API, but an argument.
void to_c_fields(const field_set &record, c_fields which, std::vector<nixie_field> &fields);

} // namespace nixie::impl
