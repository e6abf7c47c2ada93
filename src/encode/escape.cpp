#include "encode/escape.hpp"

#include "record/utf8.hpp"

namespace nixie::impl {
namespace {

bool is_plain(unsigned char byte, escape_for where) {
    if (byte < 0x20 || byte >= 0x7f) return where == escape_for::people && (byte == '\n' || byte == '\t');
    return where != escape_for::param || (byte != '"' && byte != '\\' && byte != ']');
}

void append_octal(std::string &out, std::string_view bytes) {
    for (const char byte : bytes) {
        const auto value = static_cast<unsigned char>(byte);
        out += '#';
        out += static_cast<char>('0' + (value >> 6));
        out += static_cast<char>('0' + ((value >> 3) & 7));
        out += static_cast<char>('0' + (value & 7));
    }
}

// Code points that Unicode will never assign: journalctl shows a text that holds one as a blob.
bool is_noncharacter(char32_t rune) {
    return (rune >= 0xfdd0 && rune <= 0xfdef) || (rune & 0xfffe) == 0xfffe;
}

// One character that is not plain.
void append_character(std::string &out, std::string_view bytes, const utf8_step &step, escape_for where) {
    if (!step.valid)
        out += "\xef\xbf\xbd";
    else if (is_hidden(step.rune) || (where == escape_for::people && is_noncharacter(step.rune)))
        append_octal(out, bytes);
    else if (step.rune < 0x80)
        (out += '\\') += bytes; // " \ ] in a PARAM-VALUE
    else
        out += bytes;
}

} // namespace

bool is_hidden(char32_t rune) {
    return rune < 0x20 || (rune >= 0x7f && rune <= 0x9f) || (rune >= 0x2028 && rune <= 0x202e) ||
           (rune >= 0x2066 && rune <= 0x2069);
}

std::size_t append_escaped(std::string &out, std::string_view text, escape_for where, std::size_t most) {
    const std::size_t start = out.size();
    std::size_t at = 0;
    while (at < text.size()) {
        std::size_t plain = at;
        while (plain < text.size() && is_plain(static_cast<unsigned char>(text[plain]), where)) ++plain;
        const std::size_t room = most - (out.size() - start);
        if (plain - at >= room) return out += text.substr(at, room), at + room;
        out += text.substr(at, plain - at);
        at = plain;
        if (at == text.size()) break;

        const utf8_step step = next_rune(text.substr(at));
        const std::size_t before = out.size();
        append_character(out, text.substr(at, step.size), step, where);
        if (out.size() - start > most) return out.resize(before), at;
        at += step.size;
    }
    return at;
}

} // namespace nixie::impl
