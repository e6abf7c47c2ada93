// Text that remote mail servers wrote, made safe to stand in a message: what a reader, a terminal or a parser could
// take for structure becomes `#ooo`, three octal digits for each byte of its UTF-8; bad UTF-8 becomes U+FFFD.
#pragma once

#include <bit>
#include <cstddef>
#include <string>
#include <string_view>

#include "record/byte_block.hpp"

namespace nixie::impl {

enum class escape_for {
    param, // an RFC 5424 PARAM-VALUE: also \" \\ \] (RFC 5424 section 6.3.3)
    msg,   // the MSG of RFC 5424
    people // journald's MESSAGE: LF and TAB stay, and noncharacters (U+FFFE and its kin) are escaped too
};

// C0, DEL, C1 (U+0080 to U+009F), U+2028 to U+202E and U+2066 to U+2069: what changes how a line is split or shown.
bool is_hidden(char32_t rune);

// Appends the escaped text, at most `most` bytes of it, and never a part of a character or of an escape.
// Returns how many bytes of `text` went in: text.size() unless it was cut.
std::size_t append_escaped(std::string &out, std::string_view text, escape_for where,
                           std::size_t most = std::string::npos);

// The room that put_escaped() needs for a text of this size: each byte may become #ooo, and blocks are written whole.
constexpr std::size_t escaped_room(std::size_t size) {
    return 4 * size + block_size;
}

// Which bytes of a block are not plain: they have to be looked at one by one.
template <escape_for Where, class Block>
unsigned not_plain(Block block) {
    const Block hidden = block.outside(' ', '~'); // C0, DEL, and all beyond ASCII
    if constexpr (Where == escape_for::param)     // \ and ] differ in their last bit alone
        return (hidden | block.equal('"') | block.with_bits(1).equal(']')).bits();
    else if constexpr (Where == escape_for::people)
        return hidden.bits() & ~(block.equal('\n') | block.equal('\t')).bits();
    else
        return hidden.bits();
}

// Copies a text up to the first byte that is not plain, and returns how many bytes that are. Looks and copies at the
// same time: 16 plain bytes are one load, one look and one store. Writes whole blocks.
template <escape_for Where, class Block = byte_block>
std::size_t put_plain(char *to, std::string_view text) {
    const std::size_t size = text.size();
    if (size < block_size) {
        const Block block = Block::load_part(text.data(), size);
        block.store(to);
        const unsigned found = not_plain<Where>(block) & first_bits(size);
        if (found != 0) [[unlikely]]
            return static_cast<std::size_t>(std::countr_zero(found));
        return size;
    }
    std::size_t at = 0;
    const auto is_plain_block = [&] {
        const Block block = Block::load(text.data() + at);
        block.store(to + at);
        const unsigned found = not_plain<Where>(block);
        if (found != 0) [[unlikely]]
            at += static_cast<std::size_t>(std::countr_zero(found));
        return found == 0;
    };
    for (const std::size_t last = size - block_size; at < last; at += block_size)
        if (!is_plain_block()) return at;
    at = size - block_size; // some of it for the second time
    return is_plain_block() ? size : at;
}

// Writes an escaped text that begins with what is not plain, and returns its end.
template <escape_for Where, class Block = byte_block>
char *put_escaped_rest(char *to, std::string_view text);

// Writes the escaped text and returns its end.
template <escape_for Where, class Block = byte_block>
inline char *put_escaped(char *to, std::string_view text) {
    const std::size_t plain = put_plain<Where, Block>(to, text);
    if (plain == text.size()) [[likely]]
        return to + plain;
    return put_escaped_rest<Where, Block>(to + plain, text.substr(plain));
}

} // namespace nixie::impl
