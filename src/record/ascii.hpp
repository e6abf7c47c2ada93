// Characters of ASCII, whatever the locale of the mail server says.
#pragma once

#include <string_view>

namespace nixie::impl {

constexpr bool is_lower(char c) {
    return c >= 'a' && c <= 'z';
}
constexpr bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}
constexpr bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// C0 and DEL.
constexpr bool is_control(char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
}

constexpr char to_lower(char c) {
    return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
}

// What separates words and lines: blank, TAB, CR, LF.
inline constexpr std::string_view ascii_blanks = " \t\r\n";
constexpr bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

// Whether a text begins with a word in any case; the word is given in lower case.
constexpr bool begins_with_word(std::string_view text, std::string_view lower) {
    if (text.size() < lower.size()) return false;
    for (std::size_t i = 0; i < lower.size(); ++i)
        if (to_lower(text[i]) != lower[i]) return false;
    return true;
}

constexpr std::string_view skip_leading(std::string_view text, std::string_view characters) {
    const std::size_t first = text.find_first_not_of(characters);
    return first == text.npos ? std::string_view() : text.substr(first);
}

} // namespace nixie::impl
