#include "encode/documented_form.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include <simdjson.h>

namespace nixie::impl::test {
namespace {

// Bytes of the character at the start; 0: none stands there.
std::size_t character_size(std::string_view text) {
    if (static_cast<unsigned char>(text.front()) < 0x80) return 1;
    for (std::size_t size = 2; size <= std::min<std::size_t>(4, text.size()); ++size)
        if (simdjson::validate_utf8(text.data(), size)) return size;
    return 0;
}

// Whether continuation bytes could still make a character of these. Every lead byte takes one of the three next.
bool may_become_a_character(std::string_view bytes) {
    for (const char next : {'\x80', '\x90', '\xA0'}) {
        std::string whole(bytes);
        while (whole.size() < 4) {
            whole += next;
            if (simdjson::validate_utf8(whole)) return true;
        }
    }
    return false;
}

// Where no character stands: the bytes that become one U+FFFD, the longest that might have begun a character.
std::size_t ill_formed_size(std::string_view text) {
    std::size_t size = 1;
    while (size < text.size() && may_become_a_character(text.substr(0, size + 1))) ++size;
    return size;
}

// UTF-8 sorts as its code points do.
bool is_hidden(std::string_view character) {
    using namespace std::string_view_literals;
    constexpr std::array<std::array<std::string_view, 2>, 5> ranges{{
        {"\0"sv, "\x1F"},                 // C0
        {"\x7F", "\xC2\x9F"},             // DEL and C1
        {"\xE2\x80\xA8", "\xE2\x80\xA9"}, // U+2028, U+2029
        {"\xE2\x80\xAA", "\xE2\x80\xAE"}, // U+202A to U+202E
        {"\xE2\x81\xA6", "\xE2\x81\xA9"}, // U+2066 to U+2069
    }};
    return std::any_of(ranges.begin(), ranges.end(),
                       [&](const auto &range) { return range[0] <= character && character <= range[1]; });
}

// U+FDD0 to U+FDEF, and U+FFFE and U+FFFF of each plane, whose UTF-8 ends alike.
bool is_noncharacter(std::string_view character) {
    if (character.size() == 3 && "\xEF\xB7\x90" <= character && character <= "\xEF\xB7\xAF") return true;
    if (!character.ends_with("\xBF\xBE") && !character.ends_with("\xBF\xBF")) return false;
    return character.size() == 4 ? (character[1] & 0x0F) == 0x0F : character.front() == '\xEF';
}

std::string octal(std::string_view bytes) {
    std::string escapes;
    for (const char byte : bytes) {
        std::array<char, 16> escape{};
        std::snprintf(escape.data(), escape.size(), "#%03o", static_cast<unsigned>(static_cast<unsigned char>(byte)));
        escapes += escape.data();
    }
    return escapes;
}

template <class Form>
std::string with_each_character(std::string_view text, Form form) {
    std::string result;
    while (!text.empty()) {
        const std::size_t size = character_size(text);
        result += size > 0 ? form(text.substr(0, size)) : "\xEF\xBF\xBD";
        text.remove_prefix(size > 0 ? size : ill_formed_size(text));
    }
    return result;
}

} // namespace

std::string documented_form(std::string_view text, std::string_view kept) {
    return with_each_character(text, [kept](std::string_view character) {
        const bool hidden = is_hidden(character) || (!kept.empty() && is_noncharacter(character));
        const bool stays = !hidden || (character.size() == 1 && kept.find(character) != kept.npos);
        return stays ? std::string(character) : octal(character);
    });
}

std::string repaired_form(std::string_view text) {
    return with_each_character(text, [](std::string_view character) { return std::string(character); });
}

} // namespace nixie::impl::test
