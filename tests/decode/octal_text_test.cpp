#include "decode/octal_text.hpp"

#include <gtest/gtest.h>

namespace nixie::impl {
namespace {

using std::string_literals::operator""s;

TEST(OctalText, UndoesTheEscapesOfNixie) {
    const struct {
        std::string_view written;
        std::string plain;
    } cases[] = {
        {"", ""},
        {"550 5.1.1 No such user", "550 5.1.1 No such user"},
        {"a#015#012b", "a\r\nb"},
        {"#000", "\0"s},
        {"#011#033[31m#177", "\t\x1B[31m\x7F"},
        {"#302#200#302#205#302#237", "\xC2\x80\xC2\x85\xC2\x9F"},
        {"#342#200#250#342#200#251", "\xE2\x80\xA8\xE2\x80\xA9"},
        {"#342#200#252#342#200#256", "\xE2\x80\xAA\xE2\x80\xAE"},
        {"#342#201#246#342#201#251", "\xE2\x81\xA6\xE2\x81\xA9"},
        {"#01012", "\b12"},
        {"##012#", "#\n#"},
        {"\xC3\xA4#012\xEF\xBF\xBD", "\xC3\xA4\n\xEF\xBF\xBD"},
    };
    for (const auto &[written, plain] : cases) EXPECT_EQ(undo_octal(written), plain) << written;
}

TEST(OctalText, LeavesWhatNixieNeverEscapes) {
    for (const std::string_view text : {
             "#",
             "#0",
             "#01",
             "#018",             // no octal digit
             "#040",             // a blank
             "#043",             // #
             "#123",             // S
             "#400",             // more than a byte
             "#5.1.1",           // the enhanced status of some servers
             "#200",             // a continuation alone
             "#302",             // a first byte alone
             "#302#240",         // U+00A0
             "#302#1",           // a second byte that does not end
             "#303#244",         // a letter
             "#342#200",         // two of three bytes
             "#342#200#247",     // U+2027
             "#342#200#257",     // U+202F
             "#342#201#245",     // U+2065
             "#342#201#252",     // U+206A
             "#302 #200",        // no run
             "#342#200\xA8",     // half escaped
             "#360#237#230#200", // outside the BMP
         })
        EXPECT_EQ(undo_octal(text), text);
}

TEST(OctalText, CannotTellALiteralEscape) {
    EXPECT_EQ(undo_octal("the caller wrote #012"), "the caller wrote \n");
}

} // namespace
} // namespace nixie::impl
