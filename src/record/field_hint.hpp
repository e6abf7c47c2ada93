// What the values of a field look like, said to people.
#pragma once

#include <string>
#include <string_view>

#include "record/field_table.hpp"

namespace nixie::impl {

// "write a number from 0 to 65535", "did you mean rcpt_to?": the hint after a value that is none of this field.
std::string value_hint(const field_row &row, std::string_view written);

// The events that callers may report: "permanent_failure, transient_failure, …".
std::string caller_event_names();

// "did you mean X?", or `otherwise` where no name is near.
std::string did_you_mean(std::string_view nearest, std::string_view otherwise);

} // namespace nixie::impl
