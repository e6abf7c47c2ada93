#include "tool/json_quoting.hpp"

#include <gtest/gtest.h>

#include "encode/documented_form.hpp"
#include "encode/hostile_text.hpp"
#include "encode/json.hpp"

namespace nixie::impl {
namespace {

using std::string_literals::operator""s;

TEST(JsonQuoting, UndoesEachEscape) {
    EXPECT_EQ(without_json_quoting(R"(\"\\\/\b\f\n\r\t\u0000\u001b\u009b\u20AC\ud83d\udcec)"),
              "\"\\/\b\f\n\r\t\0\x1B\xC2\x9B\xE2\x82\xAC\xF0\x9F\x93\xAC"s);
}

TEST(JsonQuoting, LeavesTheRestAsItIs) {
    for (const char *text : {"", "plain", R"(a\)", R"(\x)", R"(\])", R"(\u12)", R"(\u12g4)", "\xFF"})
        EXPECT_EQ(without_json_quoting(text), text);
}

TEST(JsonQuoting, UndoesWhatNixieWrites) {
    test::random_source random;
    SCOPED_TRACE(random.seed_text());
    for (int round = 0; round < 500; ++round) {
        const std::string text = test::repaired_form(test::hostile_text(random));
        std::string quoted;
        append_json_text(quoted, text);
        ASSERT_EQ(without_json_quoting(std::string_view(quoted).substr(1, quoted.size() - 2)), text);
    }
}

} // namespace
} // namespace nixie::impl
