// 16 bytes of a text at once: which of them are such and such, and where they go. With SSE2, which every x86-64 has,
// or byte by byte; both are compiled where both can be, so that one test compares them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace nixie::impl {

inline constexpr std::size_t block_size = 16;

// A comparison gives a block that is 0xff where it holds; bits() has bit i set where byte i is 0xff. Texts end where
// their view says, so load_part() reads not a byte more, and what it lacks is zero.
class portable_block {
public:
    static portable_block load(const char *from) { return load_part(from, block_size); }
    static portable_block load_part(const char *from, std::size_t size) {
        portable_block block;
        if (size > 0) std::memcpy(block.bytes_.data(), from, size);
        return block;
    }
    // 16 bytes of a text of 1 to 16, in any order, each of them at least once: for questions about all of them.
    static portable_block load_all(const char *from, std::size_t size) {
        portable_block block;
        for (std::size_t i = 0; i < block_size; ++i) block.bytes_[i] = static_cast<unsigned char>(from[i % size]);
        return block;
    }
    void store(char *to) const { std::memcpy(to, bytes_.data(), block_size); }

    portable_block equal(char c) const {
        return map([c](unsigned char byte) { return mask(byte == static_cast<unsigned char>(c)); });
    }
    // Outside of the range from first to last.
    portable_block outside(unsigned char first, unsigned char last) const {
        return map([first, last](unsigned char byte) { return mask(byte < first || byte > last); });
    }
    portable_block with_bits(char bits) const {
        return map([bits](unsigned char byte) { return byte | static_cast<unsigned char>(bits); });
    }
    friend portable_block operator|(portable_block a, const portable_block &b) {
        for (std::size_t i = 0; i < block_size; ++i) a.bytes_[i] |= b.bytes_[i];
        return a;
    }
    unsigned bits() const { // of the bytes from 0x80, as SSE2's movemask
        unsigned bits = 0;
        for (std::size_t i = 0; i < block_size; ++i) bits |= static_cast<unsigned>(bytes_[i] >> 7) << i;
        return bits;
    }

private:
    static int mask(bool holds) { return holds ? 0xff : 0; }
    template <class Function>
    portable_block map(Function function) const {
        portable_block result;
        for (std::size_t i = 0; i < block_size; ++i) result.bytes_[i] = static_cast<unsigned char>(function(bytes_[i]));
        return result;
    }

    std::array<unsigned char, block_size> bytes_{};
};

#if defined(__SSE2__)
class sse2_block {
public:
    static sse2_block load(const char *from) { return {_mm_loadu_si128(reinterpret_cast<const __m128i_u *>(from))}; }
    // Two loads that overlap, so that there are three kinds of sizes to tell apart and not sixteen.
    static sse2_block load_part(const char *from, std::size_t size) {
        if (size >= 8) {
            // Shifted in two steps, since 64 at once is not defined.
            const std::uint64_t tail = load_as<std::uint64_t>(from + size - 8) >> 8 >> (8 * (15 - size));
            return {_mm_set_epi64x(static_cast<long long>(tail), load_as<long long>(from))};
        }
        if (size >= 4) {
            const std::uint64_t tail = load_as<std::uint32_t>(from + size - 4);
            return of_low(load_as<std::uint32_t>(from) | tail << (8 * (size - 4)));
        }
        if (size == 0) return of_low(0);
        return of_low(byte_at(from, 0) | byte_at(from, size / 2) | byte_at(from, size - 1));
    }
    static sse2_block load_all(const char *from, std::size_t size) {
        if (size >= 8) return {_mm_set_epi64x(load_as<long long>(from + size - 8), load_as<long long>(from))};
        if (size >= 4) {
            const int first = load_as<int>(from), last = load_as<int>(from + size - 4);
            return {_mm_set_epi32(last, first, last, first)};
        }
        // 1 to 3 bytes: the first, the middle and the last are all.
        const std::uint32_t first = unsigned_at(from, 0), middle = unsigned_at(from, size / 2);
        return {_mm_set1_epi32(static_cast<int>(first | middle << 8 | unsigned_at(from, size - 1) * 0x1010000u))};
    }
    void store(char *to) const { _mm_storeu_si128(reinterpret_cast<__m128i_u *>(to), bytes_); }

    sse2_block equal(char c) const { return {_mm_cmpeq_epi8(bytes_, _mm_set1_epi8(c))}; }
    // SSE2 compares signed numbers only. Moved so that the range begins at the lowest of them, what is outside is
    // above.
    sse2_block outside(unsigned char first, unsigned char last) const {
        const __m128i moved = _mm_add_epi8(bytes_, _mm_set1_epi8(static_cast<char>(0x80 - first)));
        return {_mm_cmpgt_epi8(moved, _mm_set1_epi8(static_cast<char>(last + 0x80 - first)))};
    }
    sse2_block with_bits(char bits) const { return {_mm_or_si128(bytes_, _mm_set1_epi8(bits))}; }
    friend sse2_block operator|(sse2_block a, sse2_block b) { return {_mm_or_si128(a.bytes_, b.bytes_)}; }
    unsigned bits() const { return static_cast<unsigned>(_mm_movemask_epi8(bytes_)); }

private:
    sse2_block(__m128i bytes) : bytes_(bytes) {}
    template <class Number>
    static Number load_as(const char *from) {
        Number number;
        std::memcpy(&number, from, sizeof number);
        return number;
    }
    static std::uint32_t unsigned_at(const char *from, std::size_t at) { return static_cast<unsigned char>(from[at]); }
    static std::uint64_t byte_at(const char *from, std::size_t at) {
        return std::uint64_t{unsigned_at(from, at)} << (8 * at);
    }
    static sse2_block of_low(std::uint64_t low) { return {_mm_set_epi64x(0, static_cast<long long>(low))}; }

    __m128i bytes_;
};
using byte_block = sse2_block;
#else
using byte_block = portable_block;
#endif

// The bits of the first `size` bytes of a block.
constexpr unsigned first_bits(std::size_t size) {
    return (1u << size) - 1;
}

// Calls visit(block) with blocks that have all bytes of a text and no others, some of them perhaps twice.
template <class Block = byte_block, class Visit>
void each_block(std::string_view text, Visit visit) {
    if (text.empty()) return;
    if (text.size() < block_size) return visit(Block::load_all(text.data(), text.size()));
    const char *at = text.data(), *const last = at + text.size() - block_size;
    for (; at < last; at += block_size) visit(Block::load(at));
    visit(Block::load(last));
}

// All bytes of a text in one block, one over the other, with those that `sum` has: for the question whether one of many
// texts has a certain bit.
template <class Block = byte_block>
Block sum_of_bytes(std::string_view text, Block sum) {
    if (text.empty()) return sum;
    if (text.size() < block_size) return sum | Block::load_all(text.data(), text.size());
    const char *at = text.data(), *const last = at + text.size() - block_size;
    for (; at < last; at += block_size) sum = sum | Block::load(at);
    return sum | Block::load(last);
}

// Copies a text and returns the end of the copy. Writes up to 16 bytes behind it: `to` must have room for those.
template <class Block = byte_block>
char *put_text(char *to, std::string_view text) {
    const char *at = text.data();
    char *const end = to + text.size();
    if (text.size() < block_size) return Block::load_part(at, text.size()).store(to), end;
    for (std::size_t left = text.size(); left > block_size; left -= block_size, at += block_size, to += block_size)
        Block::load(at).store(to);
    Block::load(text.data() + text.size() - block_size).store(end - block_size);
    return end;
}

// Copies a literal.
template <std::size_t Size>
char *put(char *to, const char (&literal)[Size]) {
    std::memcpy(to, literal, Size - 1);
    return to + Size - 1;
}

} // namespace nixie::impl
