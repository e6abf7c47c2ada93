#include "record/utf8.hpp"

#include <gtest/gtest.h>
#include <iomanip>
#include <sstream>

#include "record/random_text.hpp"

using namespace nixie::impl;
using namespace std::string_view_literals;

namespace {

// The steps of a text: U+00FC for a character, !2 for an ill-formed step of two bytes.
std::string steps_of(std::string_view text) {
    std::ostringstream steps;
    while (!text.empty()) {
        const utf8_step step = next_rune(text);
        if (step.valid)
            steps << "U+" << std::hex << std::uppercase << std::setw(4) << std::setfill('0')
                  << static_cast<unsigned long>(step.rune) << " ";
        else
            steps << "!" << std::dec << step.size << " ";
        if (step.size == 0 || step.size > text.size()) return steps.str() + "no step";
        text.remove_prefix(step.size);
    }
    return steps.str();
}

TEST(Utf8, FirstAndLastOfEachLength) {
    EXPECT_EQ(steps_of("\0\x7f"sv), "U+0000 U+007F ");
    EXPECT_EQ(steps_of("\xc2\x80\xdf\xbf"), "U+0080 U+07FF ");
    EXPECT_EQ(steps_of("\xe0\xa0\x80\xef\xbf\xbf"), "U+0800 U+FFFF ");
    EXPECT_EQ(steps_of("\xf0\x90\x80\x80\xf4\x8f\xbf\xbf"), "U+10000 U+10FFFF ");
}

TEST(Utf8, NeighboursOfTheSurrogates) {
    EXPECT_EQ(steps_of("\xed\x9f\xbf\xee\x80\x80"), "U+D7FF U+E000 ");
}

TEST(Utf8, OverlongFormsAreIllFormedByteByByte) {
    EXPECT_EQ(steps_of("\xc0\xaf"), "!1 !1 ");
    EXPECT_EQ(steps_of("\xc1\xbf"), "!1 !1 ");
    EXPECT_EQ(steps_of("\xe0\x9f\xbf"), "!1 !1 !1 ");
    EXPECT_EQ(steps_of("\xf0\x8f\xbf\xbf"), "!1 !1 !1 !1 ");
}

TEST(Utf8, SurrogatesAndWhatIsOverUnicodeAreIllFormedByteByByte) {
    EXPECT_EQ(steps_of("\xed\xa0\x80"), "!1 !1 !1 ");
    EXPECT_EQ(steps_of("\xf4\x90\x80\x80"), "!1 !1 !1 !1 ");
    EXPECT_EQ(steps_of("\xf5\x80\xff\xfe"), "!1 !1 !1 !1 ");
}

// Unicode 3.9, table 3-8: one step for each maximal subpart.
TEST(Utf8, BrokenSequencesAreOneStepUpToWhereTheyBreak) {
    EXPECT_EQ(steps_of("\xe1\x80\xe2\xf0\x91\x92\xf1\xbf\x41"), "!2 !1 !3 !2 U+0041 ");
    EXPECT_EQ(steps_of("\xc3"), "!1 ");
    EXPECT_EQ(steps_of("\xf0\x9f\x98"), "!3 ");
    EXPECT_EQ(steps_of("\x80\xbf"), "!1 !1 ");
}

TEST(Utf8, NothingIsAStepOfNothing) {
    const utf8_step step = next_rune("");
    EXPECT_EQ(step.size, 0u);
    EXPECT_FALSE(step.valid);
    EXPECT_TRUE(is_utf8(""));
    EXPECT_EQ(repair_utf8(""), "");
}

TEST(Utf8, RepairPutsOneReplacementForEachIllFormedStep) {
    EXPECT_EQ(repair_utf8("a\xff"
                          "b\xf0\x9f\x98"
                          "c\xed\xa0\x80"),
              "a\uFFFDb\uFFFDc\uFFFD\uFFFD\uFFFD");
    EXPECT_EQ(repair_utf8("gr\u00fc\u00df \U0001F4E8\0."sv), "gr\u00fc\u00df \U0001F4E8\0."sv);
}

TEST(Utf8, PrefixCutsNoCharacter) {
    const std::string_view text = "a\u00fc\u20ac\U0001F4E8";
    const std::size_t wanted[] = {0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10, 10};
    for (std::size_t size = 0; size < std::size(wanted); ++size)
        EXPECT_EQ(utf8_prefix(text, size), text.substr(0, wanted[size])) << size;
}

TEST(Utf8, PrefixCountsIllFormedBytesAsCharacters) {
    EXPECT_EQ(utf8_prefix("\xff\xff\xff", 2), "\xff\xff");
    EXPECT_EQ(utf8_prefix("\x80\x80\x80\x80\x80", 4), "\x80\x80\x80\x80");
    EXPECT_EQ(utf8_prefix("a\xf0\x9f\x98z", 3), "a"); // three bytes of four: one step
    EXPECT_EQ(utf8_prefix("a\xc0\xafz", 2), "a\xc0");
}

// ---- Properties, against a reader that works by value where the one under test works by ranges of bytes. ----

// Bytes of the character that a text begins with; 0: it begins with none.
std::size_t plain_size(std::string_view text) {
    const auto byte = [text](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
    std::size_t size = 1;
    unsigned long value = byte(0);
    if (byte(0) >= 0xF8) return 0;
    if (byte(0) >= 0xF0)
        size = 4, value = byte(0) - 0xF0;
    else if (byte(0) >= 0xE0)
        size = 3, value = byte(0) - 0xE0;
    else if (byte(0) >= 0xC0)
        size = 2, value = byte(0) - 0xC0;
    else if (byte(0) >= 0x80)
        return 0;
    for (std::size_t i = 1; i < size; ++i) {
        if (byte(i) / 64 != 2) return 0;
        value = value * 64 + byte(i) % 64;
    }
    const unsigned long least[] = {0, 0, 0x80, 0x800, 0x10000};
    const bool is_good = value >= least[size] && value <= 0x10FFFF && !(value >= 0xD800 && value <= 0xDFFF);
    return is_good ? size : 0;
}

bool is_plainly_utf8(std::string_view text) {
    while (!text.empty()) {
        const std::size_t size = plain_size(text);
        if (size == 0) return false;
        text.remove_prefix(size);
    }
    return true;
}

const std::vector<std::string_view> pieces{
    "a",        "\u00fc", "\u20ac", "\U0001F4E8",   "\u0800",       "\U00010000",   "\U0010FFFF", "\xc3",
    "\xe2\x82", "\xf0",   "\x80",   "\xf0\x9f\x98", "\xed\xa0\x80", "\xe0\x80\x80", "\xc0\xaf",   "\xf4\x90\x80\x80"};

TEST(Utf8Property, AgreesWithAPlainReader) {
    test::random_source random;
    SCOPED_TRACE(random.seed_text());
    int good = 0;
    for (int round = 0; round < 20'000; ++round) {
        const std::string text = random.text(pieces, 3);
        ASSERT_EQ(is_utf8(text), is_plainly_utf8(text)) << testing::PrintToString(text);
        good += is_utf8(text);
    }
    EXPECT_GT(good, 1'000);
    EXPECT_LT(good, 19'000);
}

TEST(Utf8Property, EveryLeadAndSecondByteAgreesWithAPlainReader) {
    for (unsigned first = 0; first < 256; ++first)
        for (unsigned second = 0; second < 256; ++second)
            for (const std::string_view rest : {"", "\x80", "\xbf\x80", "A"}) {
                const std::string text =
                    std::string{static_cast<char>(first), static_cast<char>(second)} + std::string(rest);
                ASSERT_EQ(is_utf8(text), is_plainly_utf8(text)) << testing::PrintToString(text);
                const utf8_step step = next_rune(text);
                ASSERT_EQ(step.valid ? step.size : 0, plain_size(text)) << testing::PrintToString(text);
            }
}

TEST(Utf8Property, RepairIsValidAndIdempotentAndKeepsWhatIsGood) {
    test::random_source random;
    SCOPED_TRACE(random.seed_text());
    for (int round = 0; round < 5'000; ++round) {
        const std::string text = random.text(pieces, 20);
        const std::string repaired = repair_utf8(text);
        ASSERT_TRUE(is_plainly_utf8(repaired)) << testing::PrintToString(text);
        ASSERT_EQ(repair_utf8(repaired), repaired) << testing::PrintToString(text);
        ASSERT_EQ(repaired == text, is_plainly_utf8(text)) << testing::PrintToString(text);
    }
}

TEST(Utf8Property, PrefixIsTheLongestThatEndsBetweenSteps) {
    test::random_source random;
    SCOPED_TRACE(random.seed_text());
    for (int round = 0; round < 2'000; ++round) {
        const std::string text = random.text(pieces, 12);
        std::size_t end = 0, next_end = text.empty() ? 0 : next_rune(text).size;
        for (std::size_t size = 0; size <= text.size() + 2; ++size) {
            if (size == next_end && end < text.size()) {
                end = next_end;
                if (end < text.size()) next_end += next_rune(std::string_view(text).substr(end)).size;
            }
            ASSERT_EQ(utf8_prefix(text, size).size(), end) << size << " of " << testing::PrintToString(text);
        }
    }
}

} // namespace
