// 16 bytes of a text at once: which of them are such and such, and where they go. With SSE2, which every x86-64 has,
// or byte by byte; both are compiled where both can be, so that one test compares them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#if defined(__SSE2__) && defined(__x86_64__)
#include <emmintrin.h>
#endif

namespace nixie::impl {

inline constexpr std::size_t block_size = 16;

// A comparison gives a block that is 0xff where it holds; bits() has bit i set where byte i is 0xff.
//
// Texts end where their view says, so nothing reads a byte more. load_part() keeps the places of fewer than 16 bytes
// and has zeros behind them. load_all() and store_all(), for 1 to 15 bytes, are quicker: the block has all of these
// bytes and no others, in any order, which will do for a question about all of them and for a copy.
class portable_block {
public:
    static portable_block load(const char *from) { return load_part(from, block_size); }
    static portable_block load_part(const char *from, std::size_t size) {
        portable_block block;
        if (size > 0) std::memcpy(block.bytes_.data(), from, size);
        return block;
    }
    static portable_block load_all(const char *from, std::size_t size) {
        portable_block block;
        for (std::size_t i = 0; i < block_size; ++i) block.bytes_[i] = static_cast<unsigned char>(from[i % size]);
        return block;
    }
    void store_all(char *to, std::size_t size) const { std::memcpy(to, bytes_.data(), size); }
    static portable_block zero() { return {}; }
    void store(char *to) const { std::memcpy(to, bytes_.data(), block_size); }

    portable_block equal(char c) const {
        return map([c](unsigned char byte) { return mask(byte == static_cast<unsigned char>(c)); });
    }
    // Whether a byte is in the range from first to last, and whether it is not.
    portable_block inside(unsigned char first, unsigned char last) const {
        return map([first, last](unsigned char byte) { return mask(byte >= first && byte <= last); });
    }
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
    portable_block without(const portable_block &other) const {
        portable_block result;
        for (std::size_t i = 0; i < block_size; ++i)
            result.bytes_[i] = static_cast<unsigned char>(bytes_[i] & ~other.bytes_[i]);
        return result;
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

#if defined(__SSE2__) && defined(__x86_64__)
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
    // Two loads that overlap here as well, and two stores.
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
    void store_all(char *to, std::size_t size) const {
        const auto low = static_cast<std::uint64_t>(_mm_cvtsi128_si64(bytes_));
        if (size >= 8) {
            store_as<std::uint64_t>(to, low);
            const __m128i high = _mm_unpackhi_epi64(bytes_, bytes_); // not _mm_storeh_pd: GCC's wants an aligned double
            store_as(to + size - 8, static_cast<std::uint64_t>(_mm_cvtsi128_si64(high)));
        } else if (size >= 4) {
            store_as(to, static_cast<std::uint32_t>(low));
            store_as(to + size - 4, static_cast<std::uint32_t>(low >> 32));
        } else {
            to[size / 2] = static_cast<char>(low >> 8); // before the first, which it is where there is but one
            to[0] = static_cast<char>(low);
            to[size - 1] = static_cast<char>(low >> 16);
        }
    }
    static sse2_block zero() { return {_mm_setzero_si128()}; }
    void store(char *to) const { _mm_storeu_si128(reinterpret_cast<__m128i_u *>(to), bytes_); }

    sse2_block equal(char c) const { return {_mm_cmpeq_epi8(bytes_, _mm_set1_epi8(c))}; }
    // SSE2 compares signed numbers only. Moved so that the range ends at the highest of them, what is inside is above
    // all else; moved so that it begins at the lowest, what is outside is.
    sse2_block inside(unsigned char first, unsigned char last) const {
        const __m128i moved = _mm_add_epi8(bytes_, _mm_set1_epi8(static_cast<char>(0x7f - last)));
        return {_mm_cmpgt_epi8(moved, _mm_set1_epi8(static_cast<char>(0x7f - last + first - 1)))};
    }
    sse2_block outside(unsigned char first, unsigned char last) const {
        const __m128i moved = _mm_add_epi8(bytes_, _mm_set1_epi8(static_cast<char>(0x80 - first)));
        return {_mm_cmpgt_epi8(moved, _mm_set1_epi8(static_cast<char>(last + 0x80 - first)))};
    }
    sse2_block with_bits(char bits) const { return {_mm_or_si128(bytes_, _mm_set1_epi8(bits))}; }
    friend sse2_block operator|(sse2_block a, sse2_block b) { return {_mm_or_si128(a.bytes_, b.bytes_)}; }
    sse2_block without(sse2_block other) const { return {_mm_andnot_si128(other.bytes_, bytes_)}; }
    unsigned bits() const { return static_cast<unsigned>(_mm_movemask_epi8(bytes_)); }

private:
    sse2_block(__m128i bytes) : bytes_(bytes) {}
    template <class Number>
    static Number load_as(const char *from) {
        Number number;
        std::memcpy(&number, from, sizeof number);
        return number;
    }
    template <class Number>
    static void store_as(char *to, Number number) {
        std::memcpy(to, &number, sizeof number);
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

// Copies a text and returns what look(block) gives for its bytes, one over the other: for the question whether there is
// one that … The blocks have all bytes of the text and no others, some of them perhaps twice. The copy is exact.
template <class Block = byte_block, class Look>
Block put_and_look(char *to, std::string_view text, Look look) {
    const char *at = text.data();
    if (text.size() < block_size) {
        if (text.empty()) return Block::zero();
        const Block block = Block::load_all(at, text.size());
        block.store_all(to, text.size());
        return look(block);
    }
    const std::size_t last = text.size() - block_size;
    const Block end = Block::load(at + last);
    Block found = look(end);
    for (std::size_t i = 0; i < last; i += block_size) {
        const Block block = Block::load(at + i);
        block.store(to + i);
        found = found | look(block);
    }
    end.store(to + last);
    return found;
}

// The same without a copy.
template <class Block = byte_block, class Look>
Block look_at(std::string_view text, Look look) {
    if (text.size() < block_size) return text.empty() ? Block::zero() : look(Block::load_all(text.data(), text.size()));
    const std::size_t last = text.size() - block_size;
    Block found = look(Block::load(text.data() + last));
    for (std::size_t i = 0; i < last; i += block_size) found = found | look(Block::load(text.data() + i));
    return found;
}

// Copies a text and returns the end of the copy.
template <class Block = byte_block>
char *put_text(char *to, std::string_view text) {
    put_and_look<Block>(to, text, [](Block block) { return block; });
    return to + text.size();
}

// Copies a literal.
template <std::size_t Size>
char *put(char *to, const char (&literal)[Size]) {
    std::memcpy(to, literal, Size - 1);
    return to + Size - 1;
}

} // namespace nixie::impl
