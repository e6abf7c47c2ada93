// Both kinds of blocks against a plain loop, for every byte at every place of every size. The texts stand at the end of
// a piece of memory of just their size, so that the address sanitizer sees a look behind it.
#include "record/byte_block.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <type_traits>

using namespace nixie::impl;

namespace {

constexpr std::size_t largest = 64;

// A text in memory of its own, with nothing behind it.
class exact_text {
public:
    exact_text(std::size_t size, char fill) : bytes_(new char[size]), size_(size) {
        std::fill_n(bytes_.get(), size, fill);
    }
    void set(std::size_t at, int byte) { bytes_[at] = static_cast<char>(byte); }
    char *data() { return bytes_.get(); }
    std::string_view view() const { return {bytes_.get(), size_}; }

private:
    std::unique_ptr<char[]> bytes_;
    std::size_t size_;
};

// Calls check(text) for texts of every size up to 64 with every byte at every place.
template <class Check>
void each_text(Check check) {
    for (std::size_t size = 0; size <= largest; ++size) {
        exact_text text(size, 'x');
        check(text.view());
        for (std::size_t at = 0; at < size; ++at) {
            for (int byte = 0; byte < 256; ++byte) {
                text.set(at, byte);
                check(text.view());
            }
            text.set(at, 'x');
            if (testing::Test::HasFailure()) return;
        }
    }
}

template <class Holds>
unsigned bits_where(std::string_view block, Holds holds) {
    unsigned bits = 0;
    for (std::size_t i = 0; i < block.size(); ++i)
        if (holds(static_cast<unsigned char>(block[i]))) bits |= 1u << i;
    return bits;
}

template <class Block>
class ByteBlock : public testing::Test {};

struct block_names {
    template <class Block>
    static std::string GetName(int) {
        return std::is_same_v<Block, portable_block> ? "Portable" : "Sse2";
    }
};
#if defined(__SSE2__)
using block_kinds = testing::Types<portable_block, sse2_block>;
#else
using block_kinds = testing::Types<portable_block>;
#endif
TYPED_TEST_SUITE(ByteBlock, block_kinds, block_names);

TYPED_TEST(ByteBlock, ComparesEachByte) {
    each_text([](std::string_view text) {
        if (text.size() != block_size) return;
        const TypeParam block = TypeParam::load(text.data());
        const auto expect = [&](const TypeParam &found, auto holds) {
            EXPECT_EQ(found.bits(), bits_where(text, holds));
        };
        expect(block, [](unsigned byte) { return byte >= 0x80; });
        expect(block.equal('"'), [](unsigned byte) { return byte == '"'; });
        expect(block.equal('\xff'), [](unsigned byte) { return byte == 0xff; });
        expect(block.outside(' ', '~'), [](unsigned byte) { return byte < ' ' || byte > '~'; });
        expect(block.outside('!', '~'), [](unsigned byte) { return byte < '!' || byte > '~'; });
        expect(block.inside('A', 'Z'), [](unsigned byte) { return byte >= 'A' && byte <= 'Z'; });
        expect(block.with_bits(1).equal(']'), [](unsigned byte) { return byte == '\\' || byte == ']'; });
        expect(block.equal('a') | block.equal('x'), [](unsigned byte) { return byte == 'a' || byte == 'x'; });
        expect(block.outside(' ', '~').without(block.equal('\n')),
               [](unsigned byte) { return (byte < ' ' || byte > '~') && byte != '\n'; });
        expect(TypeParam::zero(), [](unsigned) { return false; });
    });
}

TYPED_TEST(ByteBlock, LoadsAPartInItsPlacesAndNothingBehindIt) {
    each_text([](std::string_view text) {
        if (text.size() >= block_size) return;
        std::string stored(block_size, '?'), wanted(text);
        wanted.resize(block_size, '\0');
        TypeParam::load_part(text.data(), text.size()).store(stored.data());
        EXPECT_EQ(stored, wanted);
    });
}

TYPED_TEST(ByteBlock, LoadsAllBytesOfAPartAndNoOthers) {
    each_text([](std::string_view text) {
        if (text.empty() || text.size() >= block_size) return;
        std::string stored(block_size, '?');
        TypeParam::load_all(text.data(), text.size()).store(stored.data());
        EXPECT_EQ(stored.find_first_not_of(text), stored.npos);
        EXPECT_EQ(text.find_first_not_of(stored), text.npos);
    });
}

// A question for one byte, which is there or not, answers for the whole text.
TYPED_TEST(ByteBlock, LooksAtAllBytesOfATextAndNoOthers) {
    const auto zeros = [](TypeParam block) { return block.equal('\0'); };
    const auto quotes = [](TypeParam block) { return block.equal('"'); };
    each_text([&](std::string_view text) {
        EXPECT_EQ(look_at<TypeParam>(text, zeros).bits() != 0, text.find('\0') != text.npos);
        EXPECT_EQ(look_at<TypeParam>(text, quotes).bits() != 0, text.find('"') != text.npos);
    });
}

TYPED_TEST(ByteBlock, CopiesATextByteForByteAndLooksAtIt) {
    const auto quotes = [](TypeParam block) { return block.equal('"'); };
    each_text([&](std::string_view text) {
        exact_text copy(text.size(), '?');
        EXPECT_EQ(put_and_look<TypeParam>(copy.data(), text, quotes).bits() != 0, text.find('"') != text.npos);
        EXPECT_EQ(copy.view(), text);
        EXPECT_EQ(put_text<TypeParam>(copy.data(), text), copy.data() + text.size());
        EXPECT_EQ(copy.view(), text);
    });
}

} // namespace
