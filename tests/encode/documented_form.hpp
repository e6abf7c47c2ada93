// What docs/rfc5424.md and docs/journal.md promise to make of a text, worked out in another way than src/encode does
// it: simdjson alone says what UTF-8 is, and characters are compared as bytes.
#pragma once

#include <string>
#include <string_view>

namespace nixie::impl::test {

// The text with #ooo and U+FFFD, as a parameter (its backslashes undone) and MSG have it. Control characters in `kept`
// stay: "\n\t" gives the form of the journal's MESSAGE, which hides noncharacters too.
std::string documented_form(std::string_view text, std::string_view kept = {});

// U+FFFD for what is not UTF-8 and nothing else, as JSON has it.
std::string repaired_form(std::string_view text);

} // namespace nixie::impl::test
