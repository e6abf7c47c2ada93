// UTF-8 (RFC 3629), for texts that remote mail servers wrote.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace nixie::impl {

struct utf8_step {
    std::size_t size; // bytes of this step, at least 1 unless the text is empty
    char32_t rune;    // the code point; U+FFFD where valid is false
    bool valid;       // false: an ill-formed sequence; one step for each maximal subpart (Unicode 3.9, as decoders do)
};

// The first step of a text that is not empty. No surrogates, no overlong forms, nothing above U+10FFFF.
utf8_step next_rune(std::string_view text);

bool is_ascii(std::string_view text);
bool is_utf8(std::string_view text);

// Each ill-formed step becomes U+FFFD.
std::string repair_utf8(std::string_view text);

// The longest prefix of at most `size` bytes that cuts no character in two. Ill-formed bytes count as characters.
std::string_view utf8_prefix(std::string_view text, std::size_t size);

} // namespace nixie::impl
