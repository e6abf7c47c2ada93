// SMTP replies: is this text one, and what does it say?
#pragma once

#include <optional>
#include <string_view>

namespace nixie::impl {

struct smtp_reply {
    int code;                // RFC 5321 section 4.2: 200 to 559
    std::string_view status; // RFC 2034: the enhanced status code, a view into the text; empty where there is none
};

// Reads a text that is an SMTP reply (RFC 5321 section 4.2): a code, then a blank, a hyphen or the end; `smtp;` before
// it (RFC 3464) is allowed; several lines may be broken by CR, LF or both, or folded into one (`550-5.1.1 a 550 5.1.1
// b`). The status is taken when it follows the code and ends at a blank or at the end; lines that name different ones
// give none. nullopt: the text is no reply, so also a reply wrapped in prose.
std::optional<smtp_reply> parse_smtp_reply(std::string_view text);

} // namespace nixie::impl
