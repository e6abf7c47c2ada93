// Texts that a remote mail server could send to forge a line, a frame, a parameter, an element, a field or an entry.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "record/random_text.hpp"

namespace nixie::impl::test {

inline const std::vector<std::string_view> &hostile_pieces() {
    using namespace std::string_view_literals;
    // clang-format off: one piece a line would hide the groups
    static const std::vector<std::string_view> pieces{
        // what ends a parameter, an element, a line, a frame
        "\"", "]", "\\", R"(\")", R"(\\")", R"("] [meta sequenceId="9"])", R"("][meta sequenceId="9"])",
        R"(" code="250)", "\r\n<13>1 - - - - - -", "\n<13>1 - - - - - - forged\n", "16 <13>1 - - - - - -",
        // C0, DEL, C1 and the first character behind it, the byte order mark, U+FFFD itself
        "\r", "\n", "\t", "\0"sv, "\x1B[2K", "\x7F", "\xC2\x80", "\xC2\x9B", "\xC2\x9F", "\xC2\xA0", "\xEF\xBB\xBF",
        "\xEF\xBF\xBD",
        // separators and bidi controls, and the characters beside them
        "\xE2\x80\xA7", "\xE2\x80\xA8", "\xE2\x80\xA9", "\xE2\x80\xAA", "\xE2\x80\xAE", "\xE2\x80\xAF", "\xE2\x81\xA5",
        "\xE2\x81\xA6", "\xE2\x81\xA9", "\xE2\x81\xAA",
        // no UTF-8: alone, overlong, cut, a surrogate, above U+10FFFF
        "\x80", "\xBF", "\xC0\xAF", "\xC3", "\xE0\x80\xAF", "\xE2\x82", "\xED\xA0\x80", "\xF0\x9F", "\xF0\x9F\x93",
        "\xF0\x80\x80\xAF", "\xF4\x90\x80\x80", "\xFF",
        // what looks like an escape, or like a field or an entry of the journal
        "#", "#012", "#342#200#250", "\nMAIL_X=", "\nMAIL_STATUS=2.0.0\n", "\nMESSAGE=forged\n\n",
        "\nMAIL_STATUS\n\5\0\0\0\0\0\0\0002.0.0\n"sv, "\1\0\0\0\0\0\0\0"sv, "=",
        // what derivation looks at, and ordinary text
        "<", ">", "@", " ", "550 5.1.1 ", "RCPT TO:<", "> ORCPT=rfc822;", "ordinary words", "\xC3\xA9", "\xE2\x82\xAC",
        "\xF0\x9F\x93\xAC"};
    // clang-format on
    return pieces;
}

// Never empty, since an empty text is a field left out.
inline std::string hostile_text(random_source &random) {
    std::string text = random.text(hostile_pieces(), 8);
    if (random.below(16) == 0) { // a long run
        const std::string_view piece = random.one_of(hostile_pieces());
        for (std::size_t left = random.below(200); left > 0; --left) text += piece;
    }
    return text.empty() ? "\"" : text;
}

} // namespace nixie::impl::test
