#include "config/toml_guard.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include "record/utf8.hpp"

namespace nixie::impl {
namespace {

constexpr std::size_t most_dots = 64; // outside of texts, in one line

// The text in quotes that begins here, with its quotes: "…", '…', or three of either around several lines.
std::string_view quoted(std::string_view text) {
    const char quote = text.front();
    const std::string three(3, quote);
    const bool has_three = text.starts_with(three);
    std::size_t at = has_three ? 3 : 1;
    while (at < text.size()) {
        const std::string_view rest = text.substr(at);
        if (has_three ? rest.starts_with(three) : rest.front() == quote) break;
        if (!has_three && rest.front() == '\n') return text.substr(0, at); // the end is missing; the parser says so
        at += rest.front() == '\\' && quote == '"' ? 2U : 1U;
    }
    at = std::min(at + (has_three ? 3 : 1), text.size());
    // Of four or five quotes at the end, the last three end the text.
    for (int more = 0; has_three && more < 2 && text.substr(at).starts_with(quote); ++more) ++at;
    return text.substr(0, at);
}

std::string foreign_character(std::string_view text) {
    const utf8_step step = next_rune(text);
    constexpr const char *hint = "; outside of texts and comments all is ASCII, and texts stand in \" or '";
    if (!step.valid) return std::string{"a byte that is no UTF-8"} + hint;
    std::array<char, 16> number{};
    std::snprintf(number.data(), number.size(), "U+%04X", static_cast<unsigned>(step.rune));
    return "the character " + std::string{text.substr(0, step.size)} + " (" + number.data() + ")" + hint;
}

} // namespace

std::optional<toml_trouble> find_trouble(std::string_view text) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
    std::size_t line = 1;
    std::size_t dots = 0;
    while (!text.empty()) {
        std::string_view part = text.substr(0, 1);
        if (part == "#")
            part = text.substr(0, text.find('\n'));
        else if (part == "\"" || part == "'")
            part = quoted(text);
        else if (part == ".")
            ++dots;
        else if (static_cast<unsigned char>(part.front()) > 127)
            return toml_trouble{line, foreign_character(text)};
        if (dots > most_dots)
            return toml_trouble{line, "more than 64 dots; legal: a table of nixie has at most one in its name"};
        if (const auto breaks = std::ranges::count(part, '\n')) {
            line += static_cast<std::size_t>(breaks);
            dots = 0;
        }
        text.remove_prefix(part.size());
    }
    return {};
}

} // namespace nixie::impl
