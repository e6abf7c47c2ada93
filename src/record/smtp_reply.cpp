#include "record/smtp_reply.hpp"

#include <algorithm>

#include "record/ascii.hpp"

namespace nixie::impl {

namespace {

// The code that a line begins with; 0: none. What follows must be what RFC 5321 lets follow, so that 550: and 5501 are
// no codes.
int code_at(std::string_view line) {
    const bool is_code =
        line.size() >= 3 && line[0] >= '2' && line[0] <= '5' && line[1] >= '0' && line[1] <= '5' && is_digit(line[2]);
    if (!is_code || (line.size() > 3 && std::string_view(" -\r\n").find(line[3]) == std::string_view::npos)) return 0;
    return (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
}

// Takes `.` and a number of RFC 3463 (1 to 3 digits, no leading zero) from the front.
bool take_dot_number(std::string_view &text) {
    if (!text.starts_with('.')) return false;
    const std::size_t end = std::min(text.find_first_not_of("0123456789", 1), text.size());
    const std::size_t digits = end - 1;
    if (digits < 1 || digits > 3 || (digits > 1 && text[1] == '0')) return false;
    text.remove_prefix(end);
    return true;
}

// The enhanced status code that follows the code of a line; empty: none.
std::string_view status_after_code(std::string_view line) {
    if (line.size() < 4 || line[3] == '\r' || line[3] == '\n') return {};
    const std::string_view text = skip_leading(line.substr(4), " ");
    if (text.empty() || (text[0] != '2' && text[0] != '4' && text[0] != '5')) return {};
    std::string_view rest = text.substr(1);
    if (!take_dot_number(rest) || !take_dot_number(rest)) return {};
    if (!rest.empty() && ascii_blanks.find(rest[0]) == ascii_blanks.npos) return {};
    return text.substr(0, text.size() - rest.size());
}

std::string_view without_type(std::string_view text) {
    text = skip_leading(text, ascii_blanks);
    return begins_with_word(text, "smtp;") ? skip_leading(text.substr(5), ascii_blanks) : text;
}

// Goes through the words of a text.
struct word_cursor {
    std::string_view rest;     // from the word on
    bool begins_a_line = true; // a line break stands before the word, or nothing

    void next() {
        const char *at = rest.data(), *const end = at + rest.size();
        while (at != end && !is_blank(*at)) ++at;
        begins_a_line = false;
        for (; at != end && is_blank(*at); ++at) begins_a_line = begins_a_line || *at == '\r' || *at == '\n';
        rest = {at, static_cast<std::size_t>(end - at)};
    }
};

} // namespace

std::optional<smtp_reply> parse_smtp_reply(std::string_view text) {
    text = without_type(text);
    const int code = code_at(text);
    if (code == 0) return std::nullopt;

    // `550-` promises further lines; where somebody joined them into one, the code within the text begins a line.
    const bool may_be_joined = text.size() > 3 && text[3] == '-';
    std::string_view status;
    bool agree = true;
    for (word_cursor word{text}; !word.rest.empty(); word.next()) {
        if (!word.begins_a_line && !may_be_joined) continue;
        const int found = code_at(word.rest);
        if (found != code) {
            // Two replies in one text: which one is meant, nobody knows. Within a line it is only a number.
            if (found != 0 && word.begins_a_line) return std::nullopt;
            continue;
        }
        const std::string_view named = status_after_code(word.rest);
        if (status.empty()) status = named;
        if (!named.empty() && named != status) agree = false;
    }
    return smtp_reply{code, agree ? status : std::string_view()};
}

} // namespace nixie::impl
