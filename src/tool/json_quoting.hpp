// JSON's escapes (RFC 8259 section 7) in a piece of text that may or may not be JSON. Pure.
#pragma once

#include <string>
#include <string_view>

namespace nixie::impl {

// Each escape becomes its character in UTF-8; what is none stays as it is.
std::string without_json_quoting(std::string_view text);

} // namespace nixie::impl
