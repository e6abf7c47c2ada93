// Text that remote mail servers wrote, made safe to stand in a message: what a reader, a terminal or a parser could
// take for structure becomes `#ooo`, three octal digits for each byte of its UTF-8; bad UTF-8 becomes U+FFFD.
#pragma once

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

// 0xff for the bytes of a block that are not plain: that have to be looked at one by one.
template <escape_for Where, class Block>
Block not_plain(Block block) {
    const Block hidden = block.outside(' ', '~'); // C0, DEL, and all beyond ASCII
    if constexpr (Where == escape_for::param)     // \ and ] differ in their last bit alone
        return hidden | block.equal('"') | block.with_bits(1).equal(']');
    else if constexpr (Where == escape_for::people)
        return hidden.without(block.equal('\n') | block.equal('\t'));
    else
        return hidden;
}

// Writes the escaped text and returns its end. For texts that have something to escape.
template <escape_for Where, class Block = byte_block>
char *put_escaped_slowly(char *to, std::string_view text);

// Writes the escaped text and returns its end. Most texts are plain: they are copied, and looked at on the way, with
// one question at the end. The others are then written once more.
template <escape_for Where, class Block = byte_block>
char *put_escaped(char *to, std::string_view text) {
    const Block found = put_and_look<Block>(to, text, [](Block block) { return not_plain<Where>(block); });
    if (found.bits() == 0) [[likely]]
        return to + text.size();
    return put_escaped_slowly<Where, Block>(to, text);
}

} // namespace nixie::impl
