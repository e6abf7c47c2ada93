#include "encode/escape.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

#include "record/utf8.hpp"

namespace nixie::impl {
namespace {

bool is_plain(unsigned char byte, escape_for where) {
    if (byte < 0x20 || byte >= 0x7f) return where == escape_for::people && (byte == '\n' || byte == '\t');
    return where != escape_for::param || (byte != '"' && byte != '\\' && byte != ']');
}

char *put_bytes(char *to, std::string_view bytes) {
    std::memcpy(to, bytes.data(), bytes.size());
    return to + bytes.size();
}

char *put_octal(char *to, std::string_view bytes) {
    for (const char byte : bytes) {
        const auto value = static_cast<unsigned char>(byte);
        *to++ = '#';
        *to++ = static_cast<char>('0' + (value >> 6));
        *to++ = static_cast<char>('0' + ((value >> 3) & 7));
        *to++ = static_cast<char>('0' + (value & 7));
    }
    return to;
}

// Code points that Unicode will never assign: journalctl shows a text that holds one as a blob.
bool is_noncharacter(char32_t rune) {
    return (rune >= 0xfdd0 && rune <= 0xfdef) || (rune & 0xfffe) == 0xfffe;
}

constexpr std::size_t longest_character = 4 * 4; // #ooo for each of four bytes

// One character that is not plain.
char *put_character(char *to, std::string_view bytes, const utf8_step &step, escape_for where) {
    if (!step.valid) return put_bytes(to, "\xef\xbf\xbd");
    if (is_hidden(step.rune) || (where == escape_for::people && is_noncharacter(step.rune)))
        return put_octal(to, bytes);
    if (step.rune < 0x80) *to++ = '\\'; // " \ ] in a PARAM-VALUE
    return put_bytes(to, bytes);
}

// Copies a text up to the first byte that is not plain, and returns how many bytes that are. Writes whole blocks.
template <escape_for Where, class Block>
std::size_t put_plain(char *to, std::string_view text) {
    for (std::size_t at = 0; at < text.size(); at += block_size) {
        const std::size_t size = std::min(block_size, text.size() - at);
        const Block block =
            size == block_size ? Block::load(text.data() + at) : Block::load_part(text.data() + at, size);
        block.store(to + at);
        const unsigned found = not_plain<Where>(block).bits() & first_bits(size);
        if (found != 0) return at + static_cast<std::size_t>(std::countr_zero(found));
    }
    return text.size();
}

} // namespace

bool is_hidden(char32_t rune) {
    return rune < 0x20 || (rune >= 0x7f && rune <= 0x9f) || (rune >= 0x2028 && rune <= 0x202e) ||
           (rune >= 0x2066 && rune <= 0x2069);
}

template <escape_for Where, class Block>
char *put_escaped_slowly(char *to, std::string_view text) {
    while (!text.empty()) {
        const std::size_t plain = put_plain<Where, Block>(to, text);
        to += plain;
        text.remove_prefix(plain);
        // What is not plain rarely comes alone: a text that is not ASCII is most often not English.
        while (!text.empty() && !is_plain(static_cast<unsigned char>(text.front()), Where)) {
            const utf8_step step = next_rune(text);
            to = put_character(to, text.substr(0, step.size), step, Where);
            text.remove_prefix(step.size);
        }
    }
    return to;
}

template char *put_escaped_slowly<escape_for::param, byte_block>(char *to, std::string_view text);
template char *put_escaped_slowly<escape_for::msg, byte_block>(char *to, std::string_view text);
template char *put_escaped_slowly<escape_for::people, byte_block>(char *to, std::string_view text);
#if defined(__SSE2__) && defined(__x86_64__) // for the test that compares the two
template char *put_escaped_slowly<escape_for::param, portable_block>(char *to, std::string_view text);
template char *put_escaped_slowly<escape_for::msg, portable_block>(char *to, std::string_view text);
template char *put_escaped_slowly<escape_for::people, portable_block>(char *to, std::string_view text);
#endif

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
        char character[longest_character];
        const char *const end = put_character(character, text.substr(at, step.size), step, where);
        const auto size = static_cast<std::size_t>(end - character);
        if (out.size() - start + size > most) return at;
        out.append(character, size);
        at += step.size;
    }
    return at;
}

} // namespace nixie::impl
