// Undoes the #ooo escapes of nixie's RFC 5424 messages: "a#015#012b" → "a\r\nb".
#pragma once

#include <string>
#include <string_view>

namespace nixie::impl {

// Each run of escapes that spells a character which nixie escapes (C0, DEL, C1, U+2028, U+2029, U+202A to U+202E,
// U+2066 to U+2069, in UTF-8, one escape a byte) becomes that character; every other # stays, as in "ticket #123".
// A text that had a literal #012 in the first place cannot be told from an escape and changes, too: that is the price
// of the form, and the journal keeps the truth.
std::string undo_octal(std::string_view text);

} // namespace nixie::impl
