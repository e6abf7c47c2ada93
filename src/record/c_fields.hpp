// A record as the C API takes it.
#pragma once

#include <vector>

#include "record/field_set.hpp"

namespace nixie::impl {

// Fills `fields` with what a caller may set. The texts are views into the record.
void to_c_fields(const field_set &record, std::vector<nixie_field> &fields);

} // namespace nixie::impl
