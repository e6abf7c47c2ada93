// `nixie fields`: the vocabulary, for people, for docs/fields.md and for programs. Pure.
#pragma once

#include <string>

namespace nixie::impl {

std::string fields_text();     // aligned columns
std::string fields_markdown(); // docs/fields.md
std::string fields_json();     // one object for each row of the field table, one a line

} // namespace nixie::impl
