// Text that remote mail servers wrote, on its way to a terminal.
#pragma once

#include <string>
#include <string_view>

namespace nixie::impl {

// One line without control and bidi characters: each becomes #ooo, as in syslog; bad UTF-8 becomes U+FFFD.
std::string safe_text(std::string_view text);

} // namespace nixie::impl
