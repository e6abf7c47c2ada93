// The quick way to escape, with both kinds of blocks, against append_escaped(), which goes byte by byte.
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>

#include "encode/escape.hpp"
#include "encode/hostile_text.hpp"

namespace nixie::impl::test {
namespace {

template <escape_for Where, class Block>
std::string quickly(std::string_view text) {
    std::string escaped(escaped_room(text.size()) + 1, '?');
    const char *const end = put_escaped<Where, Block>(escaped.data(), text);
    EXPECT_EQ(escaped.back(), '?') << "more than escaped_room() was written";
    escaped.resize(static_cast<std::size_t>(end - escaped.data()));
    return escaped;
}

template <escape_for Where>
void expect_same(std::string_view text) {
    // In memory of its own size, so that the address sanitizer sees a look behind it.
    const std::unique_ptr<char[]> exact(new char[text.size()]);
    std::copy(text.begin(), text.end(), exact.get());
    const std::string_view given{exact.get(), text.size()};
    std::string wanted;
    append_escaped(wanted, given, Where);
    EXPECT_EQ((quickly<Where, byte_block>(given)), wanted) << testing::PrintToString(text);
    EXPECT_EQ((quickly<Where, portable_block>(given)), wanted) << testing::PrintToString(text);
}

void expect_same_everywhere(std::string_view text) {
    expect_same<escape_for::param>(text);
    expect_same<escape_for::msg>(text);
    expect_same<escape_for::people>(text);
}

TEST(PutEscaped, IsAppendEscapedForEveryByteAtEveryPlaceOfEverySize) {
    for (std::size_t size = 0; size <= 64; ++size) {
        std::string text(size, 'x');
        expect_same_everywhere(text);
        for (char &place : text) {
            for (int byte = 0; byte < 256; ++byte) {
                place = static_cast<char>(byte);
                expect_same_everywhere(text);
            }
            place = 'x';
        }
        if (testing::Test::HasFailure()) return;
    }
}

TEST(PutEscaped, IsAppendEscapedForTextsWithMuchToEscape) {
    random_source random;
    SCOPED_TRACE(random.seed_text());
    for (int round = 0; round < 5'000; ++round) {
        expect_same_everywhere(hostile_text(random));
        if (testing::Test::HasFailure()) return;
    }
}

TEST(PutEscaped, NeedsAllTheRoomWhereEveryByteIsHidden) {
    const std::string text(100, '\x01');
    EXPECT_EQ((quickly<escape_for::msg, byte_block>(text)).size(), 400u);
}

} // namespace
} // namespace nixie::impl::test
