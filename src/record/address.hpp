// Mail addresses and the decorated paths that MAIL FROM and RCPT TO carry (RFC 5321 section 4.1.2, RFC 3461, RFC 6531).
#pragma once

#include <string>
#include <string_view>

namespace nixie::impl {

// Whether nothing in a text can make it more than one address, or less: it is printable ASCII and has none of what
// quotes, brackets, routes and lists are made of. Most addresses need no more than this look.
bool is_bare_address(std::string_view text);

struct mail_path {
    std::string_view address; // without brackets; "<>" for the null reverse-path
    std::string_view orcpt;   // value of ORCPT as it stands there (xtext, with its address type); empty: none
    std::string_view envid;   // value of ENVID as it stands there (xtext); empty: none
};

// Takes `MAIL FROM:<a@b> SIZE=1 ENVID=x`, `RCPT TO:<a@b> ORCPT=rfc822;a@b`, `<a@b>`, `a@b`, with or without brackets,
// trailing CR LF, a source route, quoted local parts and address literals. What is no path, or more than one line,
// comes back whole and unchanged as address.
mail_path parse_path(std::string_view text);

// The domain after the last @ outside quotes, as it stands there; an address literal keeps its brackets. Empty where
// the address has none.
std::string_view domain_in(std::string_view address);
// The same, of a text that is_bare_address().
std::string_view domain_of_bare(std::string_view address);
// What domain_in() finds, ASCII letters in lower case.
std::string domain_of(std::string_view address);

// Decodes xtext (RFC 3461 section 4): +3D becomes =. What is no xtext comes back unchanged.
std::string decode_xtext(std::string_view text);

// The address that an ORCPT value means: without its address type rfc822 or utf-8 (another one stays), decoded as that
// type wants, xtext or the \x{3D} of RFC 6533 section 3.
std::string decode_orcpt(std::string_view value);

bool has_ascii_capitals(std::string_view text);
// ASCII letters in lower case, all other bytes unchanged.
std::string ascii_lower(std::string_view text);
void append_ascii_lower(std::string &out, std::string_view text);

} // namespace nixie::impl
