#include "encode/escape.hpp"

#include <gtest/gtest.h>

#include "encode/documented_form.hpp"
#include "encode/hostile_text.hpp"
#include "record/named_case.hpp"

namespace nixie::impl::test {
namespace {

using std::string_literals::operator""s;

std::string escaped(std::string_view text, escape_for where) {
    std::string out = "kept ";
    EXPECT_EQ(append_escaped(out, text, where), text.size());
    EXPECT_TRUE(out.starts_with("kept "));
    return out.substr(5);
}

struct escape_case : named_case {
    std::string text;
    std::string param;
    std::string msg{};    // the same as param where it is left out
    std::string people{}; // the same as msg where it is left out
};

class Escape : public testing::TestWithParam<escape_case> {};

TEST_P(Escape, Is) {
    const escape_case &self = GetParam();
    const std::string &msg = self.msg.empty() ? self.param : self.msg;
    EXPECT_EQ(escaped(self.text, escape_for::param), self.param);
    EXPECT_EQ(escaped(self.text, escape_for::msg), msg);
    EXPECT_EQ(escaped(self.text, escape_for::people), self.people.empty() ? msg : self.people);
}

const escape_case cases[] = {
    {{"Plain"}, " !#$%&'()*+,-./09:;<=>?@AZ[^_`az{|}~", " !#$%&'()*+,-./09:;<=>?@AZ[^_`az{|}~"},
    {{"Quote"}, "a\"b", "a\\\"b", "a\"b"},
    {{"Backslash"}, "a\\b", "a\\\\b", "a\\b"},
    {{"ClosingBracket"}, "a]b", "a\\]b", "a]b"},
    {{"AllThree"}, "\"\\]", "\\\"\\\\\\]", "\"\\]"},
    {{"Nul"}, "a\0b"s, "a#000b"},
    {{"FirstControls"}, "\x01\x02\x03\x04\x05\x06\x07\x08", "#001#002#003#004#005#006#007#010"},
    {{"TabAndLineFeed"}, "\t\n", "#011#012", "#011#012", "\t\n"},
    {{"OtherBreaks"}, "\v\f\r", "#013#014#015"},
    {{"LastControls"}, "\x0E\x0F\x10\x1B\x1F ", "#016#017#020#033#037 "},
    {{"Delete"}, "~\x7F", "~#177"},
    {{"C1"}, "\xC2\x80\xC2\x85\xC2\x9B\xC2\x9F", "#302#200#302#205#302#233#302#237"},
    {{"BehindC1"}, "\xC2\xA0\xC3\xA9", "\xC2\xA0\xC3\xA9"},
    {{"Separators"}, "\xE2\x80\xA8\xE2\x80\xA9", "#342#200#250#342#200#251"},
    {{"BesideSeparators"}, "\xE2\x80\xA7\xE2\x80\xAF", "\xE2\x80\xA7\xE2\x80\xAF"},
    {{"BidiEmbeddings"},
     "\xE2\x80\xAA\xE2\x80\xAB\xE2\x80\xAC\xE2\x80\xAD\xE2\x80\xAE",
     "#342#200#252#342#200#253#342#200#254#342#200#255#342#200#256"},
    {{"BidiIsolates"},
     "\xE2\x81\xA6\xE2\x81\xA7\xE2\x81\xA8\xE2\x81\xA9",
     "#342#201#246#342#201#247#342#201#250#342#201#251"},
    {{"BesideIsolates"}, "\xE2\x81\xA5\xE2\x81\xAA", "\xE2\x81\xA5\xE2\x81\xAA"},
    {{"LongestCharacters"},
     "\xE2\x82\xAC\xF0\x9F\x93\xAC\xF4\x8F\xBF\xBD",
     "\xE2\x82\xAC\xF0\x9F\x93\xAC\xF4\x8F\xBF\xBD"},
    {{"NoncharactersForPeopleAlone"},
     "\xEF\xB7\x8F\xEF\xB7\x90\xEF\xBF\xBE\xF4\x8F\xBF\xBF",
     "\xEF\xB7\x8F\xEF\xB7\x90\xEF\xBF\xBE\xF4\x8F\xBF\xBF",
     "\xEF\xB7\x8F\xEF\xB7\x90\xEF\xBF\xBE\xF4\x8F\xBF\xBF",
     "\xEF\xB7\x8F#357#267#220#357#277#276#364#217#277#277"},
    {{"ByteOrderMarkInside"},
     "a\xEF\xBB\xBF"
     "b",
     "a\xEF\xBB\xBF"
     "b"},
    {{"AloneBytes"}, "\x80\xBF\xFE\xFF", "\uFFFD\uFFFD\uFFFD\uFFFD"},
    {{"OverlongSlash"}, "\xC0\xAF", "\uFFFD\uFFFD"},
    {{"OverlongLineFeed"}, "\xE0\x80\x8A", "\uFFFD\uFFFD\uFFFD"},
    {{"OverlongNul"}, "\xF0\x80\x80\x80", "\uFFFD\uFFFD\uFFFD\uFFFD"},
    {{"Surrogate"}, "\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD"},
    {{"AboveUnicode"}, "\xF4\x90\x80\x80", "\uFFFD\uFFFD\uFFFD\uFFFD"},
    {{"CutCharacter"}, "a\xE2\x82", "a\uFFFD"},
    {{"CutCharacterBeforeAQuote"}, "\xF0\x9F\x93\"", "\uFFFD\\\"", "\uFFFD\""},
    {{"CutCharacterBeforeALineFeed"}, "\xC3\n", "\uFFFD#012", "\uFFFD#012", "\uFFFD\n"},
    {{"LiteralEscapeStays"}, "#012", "#012"},
};

INSTANTIATE_TEST_SUITE_P(Table, Escape, testing::ValuesIn(cases), claim_of<escape_case>);

TEST(Escape, OfNothingIsNothing) {
    for (const escape_for where : {escape_for::param, escape_for::msg, escape_for::people})
        EXPECT_EQ(escaped("", where), "");
}

TEST(Escape, IsTheDocumentedFormOfAnyText) {
    random_source random;
    SCOPED_TRACE(random.seed_text());
    for (int round = 0; round < 2'000; ++round) {
        const std::string text = hostile_text(random);
        ASSERT_EQ(escaped(text, escape_for::msg), documented_form(text)) << testing::PrintToString(text);
        ASSERT_EQ(escaped(text, escape_for::people), documented_form(text, "\n\t")) << testing::PrintToString(text);
    }
}

// What is cut at `most` is the escaped form of a piece of the text, and the next character would not have gone in.
void expect_clean_cut(std::string_view text, escape_for where, std::size_t most) {
    std::string cut;
    const std::size_t taken = append_escaped(cut, text, where, most);
    ASSERT_LE(cut.size(), most);
    ASSERT_LE(taken, text.size());
    ASSERT_EQ(cut, escaped(text.substr(0, taken), where));
    const std::string whole = escaped(text, where);
    ASSERT_TRUE(whole.starts_with(cut));
    ASSERT_EQ(cut + escaped(text.substr(taken), where), whole) << "the cut goes through a character";
    if (taken == text.size()) return;
    for (std::size_t size = 1; size <= 4 && taken + size <= text.size(); ++size) {
        const std::string more = escaped(text.substr(0, taken + size), where);
        if (whole.starts_with(more)) {
            ASSERT_GT(more.size(), most) << "one more character would fit";
        }
    }
}

TEST(Escape, CutsNoCharacterAndNoEscapeAtAnyPlace) {
    random_source random;
    SCOPED_TRACE(random.seed_text());
    for (int round = 0; round < 200; ++round) {
        const std::string text = random.text(hostile_pieces(), 8);
        SCOPED_TRACE(testing::PrintToString(text));
        for (const escape_for where : {escape_for::param, escape_for::msg, escape_for::people}) {
            const std::size_t size = escaped(text, where).size();
            for (std::size_t most = 0; most <= size + 1; ++most) {
                SCOPED_TRACE(most);
                expect_clean_cut(text, where, most);
                if (HasFatalFailure()) return;
            }
        }
    }
}

TEST(Escape, LimitCountsOnlyWhatIsAppended) {
    std::string out = "kept ";
    EXPECT_EQ(append_escaped(out, "ab\ncd", escape_for::msg, 6), 3u);
    EXPECT_EQ(out, "kept ab#012");
    EXPECT_EQ(append_escaped(out, "e\nf", escape_for::msg, 4), 1u);
    EXPECT_EQ(out, "kept ab#012e");
}

} // namespace
} // namespace nixie::impl::test
