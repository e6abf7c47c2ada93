#include "tool/json_quoting.hpp"

#include <charconv>
#include <optional>

namespace nixie::impl {
namespace {

// \uXXXX at the start.
std::optional<char32_t> unit_of(std::string_view text) {
    if (!text.starts_with("\\u") || text.size() < 6) return std::nullopt;
    unsigned value = 0;
    const auto [end, error] = std::from_chars(text.data() + 2, text.data() + 6, value, 16);
    if (error != std::errc{} || end != text.data() + 6) return std::nullopt;
    return value;
}

void append_utf8(std::string &out, char32_t rune) {
    const auto last = [rune](int shift) { return static_cast<char>(0x80 | ((rune >> shift) & 0x3F)); };
    if (rune < 0x80)
        out += static_cast<char>(rune);
    else if (rune < 0x800)
        (out += static_cast<char>(0xC0 | (rune >> 6))) += last(0);
    else if (rune < 0x10000)
        ((out += static_cast<char>(0xE0 | (rune >> 12))) += last(6)) += last(0);
    else
        (((out += static_cast<char>(0xF0 | (rune >> 18))) += last(12)) += last(6)) += last(0);
}

// Appends what the escape at the start stands for. Its size; 0: there is none.
std::size_t undo_escape(std::string &out, std::string_view text) {
    constexpr std::string_view letters = "\"\\/bfnrt", characters = "\"\\/\b\f\n\r\t";
    if (text.size() < 2 || text[0] != '\\') return 0;
    if (const std::size_t at = letters.find(text[1]); at != std::string_view::npos) {
        out += characters[at];
        return 2;
    }
    const std::optional<char32_t> first = unit_of(text);
    if (!first) return 0;
    const std::optional<char32_t> second = unit_of(text.substr(6));
    const bool is_pair = *first >> 10 == 0x36 && second && *second >> 10 == 0x37; // surrogates
    append_utf8(out, is_pair ? 0x10000 + ((*first & 0x3FF) << 10 | (*second & 0x3FF)) : *first);
    return is_pair ? 12 : 6;
}

} // namespace

std::string without_json_quoting(std::string_view text) {
    std::string plain;
    while (!text.empty()) {
        std::size_t size = undo_escape(plain, text);
        if (size == 0) {
            plain += text.front();
            size = 1;
        }
        text.remove_prefix(size);
    }
    return plain;
}

} // namespace nixie::impl
