#include "record/utf8.hpp"

#include <algorithm>

#include "record/byte_block.hpp"

namespace nixie::impl {

namespace {

constexpr char32_t replacement = 0xFFFD;

unsigned char byte(std::string_view text, std::size_t at) {
    return static_cast<unsigned char>(text[at]);
}

bool is_continuation(unsigned char byte) {
    return byte >= 0x80 && byte <= 0xBF;
}

// What the first byte of a sequence says about the rest: how many bytes there are in all, which bits of it count, and
// what the second byte may be. The narrower ranges of E0, ED, F0 and F4 are what keeps overlong forms, surrogates and
// code points over U+10FFFF out (RFC 3629 section 4); further bytes are 80 to BF. size 0: no sequence begins so.
struct lead {
    std::size_t size;
    unsigned bits;
    unsigned char second_from, second_to;
};

lead lead_of(unsigned char byte) {
    if (byte < 0x80) return {1, byte, 0, 0};
    if (byte < 0xC2) return {0, 0, 0, 0};
    if (byte < 0xE0) return {2, byte & 0x1Fu, 0x80, 0xBF};
    if (byte == 0xE0) return {3, byte & 0x0Fu, 0xA0, 0xBF};
    if (byte == 0xED) return {3, byte & 0x0Fu, 0x80, 0x9F};
    if (byte < 0xF0) return {3, byte & 0x0Fu, 0x80, 0xBF};
    if (byte == 0xF0) return {4, byte & 0x07u, 0x90, 0xBF};
    if (byte < 0xF4) return {4, byte & 0x07u, 0x80, 0xBF};
    if (byte == 0xF4) return {4, byte & 0x07u, 0x80, 0x8F};
    return {0, 0, 0, 0};
}

} // namespace

utf8_step next_rune(std::string_view text) {
    if (text.empty()) return {0, replacement, false};
    const lead first = lead_of(byte(text, 0));
    if (first.size == 0) return {1, replacement, false};
    char32_t rune = first.bits;
    for (std::size_t i = 1; i < first.size; ++i) {
        const bool fits =
            i < text.size() && (i == 1 ? byte(text, 1) >= first.second_from && byte(text, 1) <= first.second_to
                                       : is_continuation(byte(text, i)));
        if (!fits) return {i, replacement, false};
        rune = rune << 6 | (byte(text, i) & 0x3Fu);
    }
    return {first.size, rune, true};
}

bool is_ascii(std::string_view text) {
    return look_at(text, [](byte_block block) { return block; }).bits() == 0;
}

bool is_utf8(std::string_view text) {
    while (!text.empty()) {
        if (is_ascii(text.substr(0, block_size))) {
            text.remove_prefix(std::min(block_size, text.size()));
            continue;
        }
        // At least one step, and all that begin in this block: one behind the other, where a text is not ASCII.
        const std::size_t block_end = text.size() - std::min(block_size, text.size());
        while (text.size() > block_end) {
            const utf8_step step = next_rune(text);
            if (!step.valid) return false;
            text.remove_prefix(step.size);
        }
    }
    return true;
}

std::string repair_utf8(std::string_view text) {
    std::string repaired;
    repaired.reserve(text.size());
    while (!text.empty()) {
        const utf8_step step = next_rune(text);
        repaired += step.valid ? text.substr(0, step.size) : std::string_view("\xEF\xBF\xBD");
        text.remove_prefix(step.size);
    }
    return repaired;
}

std::string_view utf8_prefix(std::string_view text, std::size_t size) {
    if (size >= text.size()) return text;
    // Only a lead byte among the last three can begin a step that goes over the end; every step of more than one byte
    // begins with a lead byte, and a lead byte always begins a step.
    for (std::size_t back = 1; back <= std::min<std::size_t>(3, size); ++back) {
        if (is_continuation(byte(text, size - back))) continue;
        const bool is_cut = next_rune(text.substr(size - back)).size > back;
        return text.substr(0, is_cut ? size - back : size);
    }
    return text.substr(0, size);
}

} // namespace nixie::impl
