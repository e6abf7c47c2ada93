#include "config/config_text.hpp"

#include "record/utf8.hpp"

namespace nixie::impl {
namespace {

void append_escape(std::string &out, char32_t rune) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    out += rune > 0xFFFF ? "\\U" : "\\u";
    for (int shift = rune > 0xFFFF ? 28 : 12; shift >= 0; shift -= 4) out += digits[(rune >> shift) & 15];
}

// A basic string of TOML. What is not printable ASCII is escaped: a path may hold what makes a terminal obey.
void append_quoted(std::string &out, std::string_view text) {
    out += '"';
    while (!text.empty()) {
        const utf8_step step = next_rune(text);
        if (step.rune == '"' || step.rune == '\\')
            (out += '\\') += static_cast<char>(step.rune);
        else if (step.rune >= 32 && step.rune < 127)
            out += static_cast<char>(step.rune);
        else
            append_escape(out, step.rune);
        text.remove_prefix(step.size);
    }
    out += '"';
}

void append_option(std::string &out, std::string_view key, const option_value &value) {
    if (value.text.empty()) {
        (((out += "# ") += key) += ": ") += value.row.default_text;
    } else {
        (out += key) += " = ";
        append_quoted(out, value.text);
    }
    out += '\n';
}

// The options whose names begin with the prefix, or with none: "queue." or "".
void append_table(std::string &out, const std::vector<option_value> &values, std::string_view prefix) {
    for (const option_value &value : values) {
        const std::size_t dot = value.row.name.find('.');
        const std::size_t begin = dot == std::string_view::npos ? 0 : dot + 1;
        if (value.row.name.substr(0, begin) == prefix) append_option(out, value.row.name.substr(begin), value);
    }
}

} // namespace

std::string config_text(const logger_options &options) {
    const std::vector<option_value> values = values_of(options);
    std::string out;
    append_table(out, values, "");
    out += "\n[queue]\n";
    append_table(out, values, "queue.");
    for (const target_options &target : opened_targets(options)) {
        out += "\n[[target]]\nuri = ";
        append_quoted(out, target.uri.substr(0, target.uri.find('?')));
        out += '\n';
        for (const option_value &value : values_of(target)) append_option(out, value.row.name, value);
    }
    return out;
}

} // namespace nixie::impl
