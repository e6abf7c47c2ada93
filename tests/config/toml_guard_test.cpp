#include "config/toml_guard.hpp"

#include <gtest/gtest.h>

namespace nixie::impl {
namespace {

// "3: the character …", or "" where all is well.
std::string trouble_in(std::string_view text) {
    const std::optional<toml_trouble> found = find_trouble(text);
    return found ? std::to_string(found->line) + ": " + found->text : "";
}

const std::string ascii = "; outside of texts and comments all is ASCII, and texts stand in \" or '";
const std::string u_umlaut = "the character ü (U+00FC)" + ascii;
const std::string deep = "more than 64 dots; legal: a table of nixie has at most one in its name";
const std::string dots(65, '.');

TEST(TomlGuard, FindsWhatIsNotAscii) {
    const std::pair<std::string, std::string> cases[] = {
        {"uri = “journald:”\n", "1: the character “ (U+201C)" + ascii},
        {"\n\napp_name = müller", "3: " + u_umlaut},
        {"müller = 1", "1: " + u_umlaut},
        {"[é]", "1: the character é (U+00E9)" + ascii},
        {"a\xC2\xA0= 1", "1: the character \xC2\xA0 (U+00A0)" + ascii},
        {"\xEF\xBB\x9F", "1: the character \xEF\xBB\x9F (U+FEDF)" + ascii},
        {"\xF0\x9F\x93\xAC", "1: the character \xF0\x9F\x93\xAC (U+1F4EC)" + ascii},
        {"a = 1 \xff", "1: a byte that is no UTF-8" + ascii},
        {"\xEF\xBB\xBF\xEF\xBB\xBF", "1: the character \xEF\xBB\xBF (U+FEFF)" + ascii}, // one, at the start, is legal
    };
    for (const auto &[text, trouble] : cases) EXPECT_EQ(trouble_in(text), trouble) << text;
}

TEST(TomlGuard, FindsItBehindTexts) {
    const std::pair<std::string, std::string> cases[] = {
        {R"(a = "x" ü)", "1: "},       {R"(a = "" ü)", "1: "},
        {R"(a = '' ü)", "1: "},        {R"(a = "\"" ü)", "1: "},
        {R"(a = "\\" ü)", "1: "},      {R"(a = '\' ü)", "1: "},
        {R"(a = "#" ü)", "1: "},       {"a = \"\"\"x\ny\"\"\" ü", "2: "},
        {"a = \"\"\"\"\"\" ü", "1: "}, {"a = \"\"\"x\"\"\"\"\" ü", "1: "}, // ends with two quotes of its own
        {"a = '''x\n''''' ü", "2: "},  {"a = \"\"\"\n\\\"\"\"\" ü", "2: "},
        {"a = \"x\nü", "2: "}, // an end that is missing ends with the line
        {"# x\r\nü", "2: "},
    };
    for (const auto &[text, line] : cases) EXPECT_EQ(trouble_in(text), line + u_umlaut) << text;
}

TEST(TomlGuard, LeavesTextsAndCommentsAlone) {
    const std::string cases[] = {
        "",
        "# müller " + dots,
        "a = \"müller " + dots + "\"",
        "a = 'müller " + dots + "' # “" + dots + "”\n",
        "a = \"\"\"\n\"müller\" \"\"" + dots + "\n\"\"\"\n",
        "a = '''\nmüller' ''" + dots + "\n'''\n",
        "'müller' = \"\\\"ü\"",
        "a = \"ü",
        "a = '''ü",
        "\xEF\xBB\xBF# ü",
    };
    for (const std::string &text : cases) EXPECT_EQ(trouble_in(text), "") << text;
}

TEST(TomlGuard, FindsKeysOfManyParts) {
    EXPECT_EQ(trouble_in("\n\na" + dots), "3: " + deep);
    EXPECT_EQ(trouble_in("[" + dots), "1: " + deep);
    std::string quoted_parts = "\n\"a\"";
    for (int i = 0; i < 65; ++i) quoted_parts += ".'b'";
    EXPECT_EQ(trouble_in(quoted_parts), "2: " + deep);
    EXPECT_EQ(trouble_in("a = \"#\" " + dots), "1: " + deep);
    const std::string fewer = dots.substr(1);
    EXPECT_EQ(trouble_in(fewer + "\n" + fewer + "\n"), "");
}

} // namespace
} // namespace nixie::impl
