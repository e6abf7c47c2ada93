#include "decode/octal_text.hpp"

#include <optional>

namespace nixie::impl {

namespace {

constexpr std::size_t escape_size = 4; // #ooo

bool is_octal_digit(char c) {
    return c >= '0' && c <= '7';
}

// The byte that the escape at the start of `text` spells.
std::optional<unsigned char> escaped_byte(std::string_view text) {
    if (text.size() < escape_size || text[0] != '#' || text[1] > '3') return std::nullopt;
    unsigned value = 0;
    for (const char c : text.substr(1, escape_size - 1)) {
        if (!is_octal_digit(c)) return std::nullopt;
        value = value * 8 + static_cast<unsigned>(c - '0');
    }
    return static_cast<unsigned char>(value);
}

bool is_third_byte(unsigned second, unsigned third) {
    if (second == 0x80) return third >= 0xA8 && third <= 0xAE; // U+2028 to U+202E
    return second == 0x81 && third >= 0xA6 && third <= 0xA9;   // U+2066 to U+2069
}

// How many escapes at the start of `text` spell one character that nixie escapes; 0: they spell none.
std::size_t escapes_of_character(std::string_view text) {
    const std::optional<unsigned char> first = escaped_byte(text);
    if (!first) return 0;
    if (*first < 0x20 || *first == 0x7F) return 1;
    const std::optional<unsigned char> second = escaped_byte(text.substr(escape_size));
    if (!second) return 0;
    if (*first == 0xC2 && *second >= 0x80 && *second <= 0x9F) return 2; // U+0080 to U+009F
    const std::optional<unsigned char> third = escaped_byte(text.substr(2 * escape_size));
    return third && *first == 0xE2 && is_third_byte(*second, *third) ? 3 : 0;
}

} // namespace

std::string undo_octal(std::string_view text) {
    std::string plain;
    while (!text.empty()) {
        const std::size_t escapes = escapes_of_character(text);
        for (std::size_t i = 0; i < escapes; ++i)
            plain += static_cast<char>(*escaped_byte(text.substr(i * escape_size)));
        if (escapes == 0) plain += text.front();
        text.remove_prefix(escapes == 0 ? 1 : escapes * escape_size);
    }
    return plain;
}

} // namespace nixie::impl
