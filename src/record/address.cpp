#include "record/address.hpp"

#include <algorithm>
#include <array>

#include "record/ascii.hpp"
#include "record/byte_block.hpp"
#include "record/utf8.hpp"

namespace nixie::impl {

namespace {

constexpr std::size_t none = std::string_view::npos;

// A mailbox at the front of a text. Quotes and backslashes hide what they quote: "a>b"@c and "a@b"@c.
struct mailbox {
    std::size_t size = none; // up to a blank, < or > outside quotes; none: a quote is open or a control stands within
    std::size_t at = none;   // the last @ outside quotes
    bool is_list = false;    // a character stands outside quotes that separates things: no address, or several
};

mailbox scan_mailbox(std::string_view text) {
    mailbox found;
    bool is_quoted = false;
    std::size_t i = 0;
    for (; i < text.size(); ++i) {
        const char c = text[i];
        if (!is_quoted && (c == ' ' || c == '\t' || c == '<' || c == '>')) break;
        if (c == '\\') ++i;
        if (i == text.size() || is_control(text[i])) return {};
        if (c == '"') is_quoted = !is_quoted;
        if (is_quoted) continue;
        if (c == '@') found.at = i;
        if (c == ';' || c == ',' || c == '(' || c == ')') found.is_list = true;
    }
    if (is_quoted) return {};
    found.size = i;
    return found;
}

std::string_view trimmed(std::string_view text) {
    text = skip_leading(text, ascii_blanks);
    return text.substr(0, text.find_last_not_of(ascii_blanks) + 1);
}

bool has_line_break(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) { return c == '\r' || c == '\n'; });
}

// Takes `MAIL FROM:` or `RCPT TO:` from the front, in any case.
bool take_verb(std::string_view &text) {
    const auto take_words = [&text](std::string_view verb, std::string_view preposition) {
        if (!begins_with_word(text, verb)) return false;
        const std::string_view second = skip_leading(text.substr(verb.size()), " \t");
        if (second.size() + verb.size() == text.size() || !begins_with_word(second, preposition)) return false;
        text = skip_leading(second.substr(preposition.size()), " \t");
        return true;
    };
    return take_words("mail", "from:") || take_words("rcpt", "to:");
}

bool take(std::string_view &text, char c) {
    if (!text.starts_with(c)) return false;
    text.remove_prefix(1);
    return true;
}

constexpr std::array<bool, 256> domain_characters = [] {
    std::array<bool, 256> characters{};
    for (std::size_t i = 0; i < characters.size(); ++i) {
        const char c = static_cast<char>(i);
        characters[i] = is_lower(to_lower(c)) || is_digit(c) || c == '-' || c == '.' || c == '_' || i >= 0x80;
    }
    return characters;
}();

bool is_domain_character(char c) {
    return domain_characters[static_cast<unsigned char>(c)];
}

// Takes a source route, `@one.example,@two.example:`, which RFC 5321 lets receivers ignore. The colons of an address
// literal do not end it. False: the text begins with none.
bool take_route(std::string_view &text) {
    bool is_literal = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == ':' && !is_literal) {
            text.remove_prefix(i + 1);
            return !text.starts_with('@'); // two routes are none
        }
        if (c == '[') is_literal = true;
        if (c == ']') is_literal = false;
        if (c != ':' && c != '[' && c != ']' && c != '@' && c != ',' && !is_domain_character(c)) return false;
    }
    return false;
}

// Reads the parameters behind a path. False: one of them is none (RFC 5321 section 4.1.2, esmtp-param).
bool read_parameters(std::string_view rest, mail_path &path) {
    const auto is_keyword_character = [](char c) { return is_lower(to_lower(c)) || is_digit(c) || c == '-'; };
    bool all_good = true;
    for (rest = skip_leading(rest, " \t"); !rest.empty(); rest = skip_leading(rest, " \t")) {
        const std::string_view parameter = rest.substr(0, rest.find_first_of(" \t"));
        rest.remove_prefix(parameter.size());
        const std::size_t equals = std::min(parameter.find('='), parameter.size());
        const std::string_view keyword = parameter.substr(0, equals);
        if (keyword.empty() || !std::all_of(keyword.begin(), keyword.end(), is_keyword_character)) all_good = false;
        if (begins_with_word(parameter, "orcpt=") && path.orcpt.empty()) path.orcpt = parameter.substr(equals + 1);
        if (begins_with_word(parameter, "envid=") && path.envid.empty()) path.envid = parameter.substr(equals + 1);
    }
    return all_good;
}

bool is_domain(std::string_view text) {
    if (text.starts_with('['))
        return text.size() > 2 && text.find_first_of("[]", 1) == text.size() - 1 && text.ends_with(']');
    return !text.empty() && std::all_of(text.begin(), text.end(), is_domain_character);
}

// The value of a hex digit; -1: none. RFC 3461 writes xtext in capitals, so that bob+ab@x, which nobody encoded, stays.
int hex_value(char c) {
    if (is_digit(c)) return c - '0';
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

void append_utf8(std::string &text, unsigned rune) {
    const auto append = [&text](unsigned byte) { text += static_cast<char>(byte); };
    const auto append_rest = [append, rune](unsigned shift) { append(0x80u | (rune >> shift & 0x3Fu)); };
    if (rune < 0x80) return append(rune);
    if (rune < 0x800) {
        append(0xC0u | rune >> 6);
    } else if (rune < 0x10000) {
        append(0xE0u | rune >> 12);
        append_rest(6);
    } else {
        append(0xF0u | rune >> 18);
        append_rest(12);
        append_rest(6);
    }
    append_rest(0);
}

// Decodes \x{3D} (RFC 6533 section 3, EmbeddedUnicodeChar). What is ill-formed comes back unchanged.
std::string decode_embedded(std::string_view text) {
    std::string decoded;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\') {
            decoded += text[i];
            continue;
        }
        const std::size_t close = text.find('}', i);
        if (!text.substr(i).starts_with("\\x{") || close == none || close - i < 5 || close - i > 9)
            return std::string(text);
        unsigned rune = 0;
        for (const char c : text.substr(i + 3, close - i - 3)) {
            if (hex_value(c) < 0) return std::string(text);
            rune = rune * 16 + static_cast<unsigned>(hex_value(c));
        }
        append_utf8(decoded, rune);
        i = close;
    }
    // A surrogate or a number over U+10FFFF has become bytes that are no UTF-8.
    return is_utf8(decoded) ? decoded : std::string(text);
}

// `at`: where the @ stands; none: there is none.
std::string_view domain_behind(std::string_view address, std::size_t at) {
    if (at == none || at == 0) return {};
    const std::string_view domain = address.substr(at + 1);
    return is_domain(domain) ? domain : std::string_view();
}

} // namespace

bool is_bare_address(std::string_view text) {
    const byte_block found = look_at(text, [](byte_block block) {
        const byte_block bit_0 = block.with_bits(1), bit_1 = block.with_bits(2); // tell ( from ), : from ;, < from >
        return block.outside('!', '~') | block.equal('"') | block.equal('\\') | bit_0.equal(')') | block.equal(',') |
               bit_0.equal(';') | bit_1.equal('>');
    });
    return found.bits() == 0;
}

mail_path parse_path(std::string_view text) {
    const mail_path whole{text, {}, {}};
    if (is_bare_address(text)) return whole;
    std::string_view rest = trimmed(text);
    if (has_line_break(rest)) return whole;
    const bool has_verb = take_verb(rest);
    const bool is_opened = take(rest, '<');
    const bool has_route = rest.starts_with('@');
    if (has_route && !take_route(rest)) return whole;
    const mailbox box = scan_mailbox(rest);
    if (box.size == none) return whole;
    mail_path path{rest.substr(0, box.size), {}, {}};
    rest.remove_prefix(box.size);
    const bool is_closed = take(rest, '>');
    const bool is_bracketed = is_opened && is_closed;

    if (!rest.empty() && rest[0] != ' ' && rest[0] != '\t') return whole;
    const bool is_plain = !has_verb && !is_bracketed;
    if (is_plain && !rest.empty()) return whole;
    // Words behind an address are prose unless verb and brackets leave no doubt, or all of them are parameters.
    if (!read_parameters(rest, path) && !(has_verb && is_bracketed)) return whole;
    // Without both brackets only an @ makes it an address: `<bob` is none, nor is `RCPT TO: ORCPT=rfc822;a@b`.
    if (!is_bracketed && (box.at == none || box.is_list)) return whole;
    if (!path.address.empty()) return path;
    if (has_route) return whole;
    path.address = "<>";
    return path;
}

std::string_view domain_of_bare(std::string_view address) {
    std::size_t begin = address.size();
    while (begin > 0 && is_domain_character(address[begin - 1])) --begin;
    // Anything else but an @ before it: no domain, a literal in brackets, or an @ alone.
    const bool is_found = begin > 1 && begin < address.size() && address[begin - 1] == '@';
    return is_found ? address.substr(begin) : domain_behind(address, address.rfind('@'));
}

std::string_view domain_in(std::string_view address) {
    if (is_bare_address(address)) return domain_of_bare(address);
    const mailbox box = scan_mailbox(address);
    return domain_behind(address, box.size == address.size() ? box.at : none);
}

std::string domain_of(std::string_view address) {
    return ascii_lower(domain_in(address));
}

std::string decode_xtext(std::string_view text) {
    std::string decoded;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c < '!' || c > '~' || c == '=') return std::string(text);
        if (c != '+') {
            decoded += c;
            continue;
        }
        if (i + 2 >= text.size() || hex_value(text[i + 1]) < 0 || hex_value(text[i + 2]) < 0) return std::string(text);
        decoded += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
        i += 2;
    }
    return decoded;
}

std::string decode_orcpt(std::string_view value) {
    if (begins_with_word(value, "rfc822;")) return decode_xtext(value.substr(7));
    if (begins_with_word(value, "utf-8;")) return decode_embedded(decode_xtext(value.substr(6)));
    return decode_xtext(value);
}

bool has_ascii_capitals(std::string_view text) {
    const auto capitals = [](byte_block block) { return block.inside('A', 'Z'); };
    return look_at(text, capitals).bits() != 0;
}

void append_ascii_lower(std::string &out, std::string_view text) {
    for (const char c : text) out += to_lower(c);
}

std::string ascii_lower(std::string_view text) {
    std::string lower;
    append_ascii_lower(lower, text);
    return lower;
}

} // namespace nixie::impl
