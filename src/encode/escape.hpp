// Text that remote mail servers wrote, made safe to stand in a message: what a reader, a terminal or a parser could
// take for structure becomes `#ooo`, three octal digits for each byte of its UTF-8; bad UTF-8 becomes U+FFFD.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace nixie::impl {

enum class escape_for {
    param, // an RFC 5424 PARAM-VALUE: also \" \\ \] (RFC 5424 section 6.3.3)
    msg,   // the MSG of RFC 5424
    people // journald's MESSAGE: LF and TAB stay, and noncharacters (U+FFFE and its kin) are escaped too
};

// C0, DEL, C1 (U+0080 to U+009F), U+2028 to U+202E and U+2066 to U+2069: what changes how a line is split or shown.
bool is_hidden(char32_t rune);

// Appends the escaped text, at most `most` bytes of it, and never a part of a character or of an escape.
// Returns how many bytes of `text` went in: text.size() unless it was cut.
std::size_t append_escaped(std::string &out, std::string_view text, escape_for where,
                           std::size_t most = std::string::npos);

} // namespace nixie::impl
