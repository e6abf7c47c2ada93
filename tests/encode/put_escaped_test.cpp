// The quick way to escape, with both kinds of blocks, against append_escaped(), which goes byte by byte.
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>

#include "encode/escape.hpp"
#include "encode/hostile_text.hpp"

namespace nixie::impl::test {
namespace {

// The memory is used again and again: the sanitizers make half a million pieces of it slow.
template <escape_for Where, class Block>
std::string_view quickly(std::string_view text) {
    static std::string escaped;
    escaped.assign(escaped_room(text.size()) + 1, '?');
    const char *const end = put_escaped<Where, Block>(escaped.data(), text);
    EXPECT_EQ(escaped.back(), '?') << "more than escaped_room() was written";
    return std::string_view(escaped).substr(0, static_cast<std::size_t>(end - escaped.data()));
}

template <escape_for Where>
void expect_same(std::string_view text) {
    static std::string wanted;
    wanted.clear();
    append_escaped(wanted, text, Where);
    EXPECT_EQ((quickly<Where, byte_block>(text)), wanted) << testing::PrintToString(text);
    EXPECT_EQ((quickly<Where, portable_block>(text)), wanted) << testing::PrintToString(text);
}

// `text` stands in memory of its own size, so that the address sanitizer sees a look behind it.
void expect_same_everywhere(std::string_view text) {
    expect_same<escape_for::param>(text);
    expect_same<escape_for::msg>(text);
    expect_same<escape_for::people>(text);
}

TEST(PutEscaped, IsAppendEscapedForEveryByteAtEveryPlaceOfAText) {
    for (std::size_t size = 0; size <= 40; ++size) { // parts, blocks, and blocks that overlap
        const std::unique_ptr<char[]> text(new char[size]);
        std::fill_n(text.get(), size, 'x');
        expect_same_everywhere({text.get(), size});
        for (std::size_t at = 0; at < size; ++at) {
            for (int byte = 0; byte < 256; ++byte) {
                text[at] = static_cast<char>(byte);
                expect_same_everywhere({text.get(), size});
            }
            text[at] = 'x';
        }
        if (testing::Test::HasFailure()) return;
    }
}

TEST(PutEscaped, IsAppendEscapedForTextsWithMuchToEscape) {
    random_source random;
    SCOPED_TRACE(random.seed_text());
    for (int round = 0; round < 5'000; ++round) {
        const std::string text = hostile_text(random);
        const std::unique_ptr<char[]> exact(new char[text.size()]);
        std::copy(text.begin(), text.end(), exact.get());
        expect_same_everywhere({exact.get(), text.size()});
        if (testing::Test::HasFailure()) return;
    }
}

TEST(PutEscaped, NeedsAllTheRoomWhereEveryByteIsHidden) {
    const std::string text(100, '\x01');
    EXPECT_EQ((quickly<escape_for::msg, byte_block>(text)).size(), 400u);
}

} // namespace
} // namespace nixie::impl::test
