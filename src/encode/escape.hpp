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
    const Block controls_and_beyond_ascii = block.below(' ') | block.equal('\x7f');
    if constexpr (Where == escape_for::param) // \ and ] differ in their last bit alone
        return (controls_and_beyond_ascii | block.equal('"') | block.with_bits(1).equal(']')).bits();
    else if constexpr (Where == escape_for::people)
        return controls_and_beyond_ascii.bits() & ~(block.equal('\n') | block.equal('\t')).bits();
    else
        return controls_and_beyond_ascii.bits();
}

// The characters that are not plain, from the front of a text that begins with one to the next that is.
struct escaped_run {
    const char *from_end;
    char *to_end;
};
escaped_run put_escaped_run(char *to, std::string_view text, escape_for where);

// Writes the escaped text and returns its end. Copies and looks for what is not plain at the same time: a text of
// 16 bytes that are all plain is one load, one look and one store.
template <escape_for Where, class Block = byte_block>
char *put_escaped(char *to, std::string_view text) {
    const char *at = text.data(), *const end = at + text.size();
    char *run = to; // since here, from and to go side by side
    while (at != end) {
        const auto left = static_cast<std::size_t>(end - at);
        unsigned work;
        if (left >= block_size) {
            const Block block = Block::load(at);
            block.store(to);
            work = not_plain<Where>(block);
        } else if (const std::size_t before = block_size - left; static_cast<std::size_t>(to - run) >= before) {
            const Block block = Block::load(end - block_size); // the plain bytes before are loaded and stored once more
            block.store(to - before);
            work = not_plain<Where>(block) >> before;
        } else {
            const Block block = Block::load_part(at, left);
            block.store(to);
            work = not_plain<Where>(block) & first_bits(left);
        }
        if (work == 0) [[likely]] {
            const std::size_t step = left < block_size ? left : block_size;
            at += step;
            to += step;
            continue;
        }
        const auto plain = static_cast<std::size_t>(std::countr_zero(work));
        const escaped_run special = put_escaped_run(to + plain, {at + plain, left - plain}, Where);
        at = special.from_end;
        run = to = special.to_end;
    }
    return to;
}

} // namespace nixie::impl
