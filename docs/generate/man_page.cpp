#include "man_page.hpp"

#include <algorithm>
#include <span>
#include <stdexcept>

#include "command_model.hpp"
#include "config/options.hpp"
#include "tool/field_tables.hpp"

namespace nixie::impl {
namespace {

// Text that roff shall show as it is, in ASCII. A - is what one types, never a hyphen.
std::string plain(std::string_view text) {
    constexpr std::string_view ellipsis = "…";
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text.substr(i).starts_with(ellipsis)) {
            result += "...";
            i += ellipsis.size() - 1;
        } else if (text.substr(i).starts_with("()")) {
            result += "(\\&)"; // a function of C that this page has no prototype of
            ++i;
        } else if (text[i] == '\\') {
            result += "\\e";
        } else if (text[i] == '-') {
            result += "\\-";
        } else {
            result += text[i];
        }
    }
    return result;
}

// The same as lines of their own, where a . or a ' at the begin would be a request. mandoc(1) wants them short, and
// each sentence on one of its own.
std::string text_lines(std::string_view text) {
    constexpr std::size_t most = 76;
    std::string result;
    while (!text.empty()) {
        std::size_t end = text.size() <= most ? text.size() : std::min(text.rfind(' ', most), text.find(' ', most));
        if (const std::size_t stop = text.find(". "); stop < end) end = stop + 1;
        const std::string_view line = text.substr(0, end);
        if (line.starts_with('.') || line.starts_with('\'')) result += "\\&";
        (result += plain(line)) += '\n';
        text.remove_prefix(std::min(line.size() + 1, text.size()));
    }
    return result;
}

// The same as one argument of a macro, where the name of a macro would be called, and a blank would separate.
std::string macro_argument(std::string_view text) {
    std::string result = "\"\\&" + plain(text) + "\"";
    for (std::size_t at = 1; (at = result.find('"', at)) < result.size() - 1; at += 4) result.replace(at, 1, "\\(dq");
    return result;
}

constexpr std::string_view list_begin = ".Bl -tag -width Ds\n";
constexpr std::string_view list_end = ".El\n";

void append_option(std::string &out, const cli_argument &argument) {
    out += ".It";
    std::string separator;
    for (const std::string &name : argument.names) {
        out += separator + (argument.is_positional ? " Ar " : " Fl ") +
               macro_argument(name.substr(argument.is_positional ? 0 : 1));
        if (!argument.value.empty()) out += " Ar " + macro_argument(argument.value);
        separator = " ,";
    }
    out += "\n" + text_lines(argument.help + ".");
}

// words: COMMAND HEADING
std::string options_of(std::string_view words) {
    const std::string_view name = words.substr(0, words.find(' '));
    const std::string_view heading = words.substr(std::min(name.size() + 1, words.size()));
    std::string out;
    for (const cli_command &command : command_model().commands)
        for (const cli_argument &argument : command.arguments)
            if (command.name == name && argument.group == heading) append_option(out, argument);
    if (out.empty()) throw std::runtime_error("no options: " + std::string(words));
    return std::string(list_begin) + out + std::string(list_end);
}

std::string options_of(std::span<const option_row> rows) {
    std::string out(list_begin);
    for (const option_row &row : rows) {
        out += ".It Cm " + macro_argument(row.name) + "\n" + text_lines(std::string(row.meaning) + ".");
        out += text_lines("Legal: " + std::string(row.legal) + ".");
        out += text_lines("Default: " + std::string(row.default_text) + ".");
    }
    return out + std::string(list_end);
}

// Tables with a meaning are lists: the name, the meaning, and what else is known beneath it.
std::string list_of(const text_table &table) {
    std::string out(list_begin);
    for (const auto &row : table.rows) {
        std::string others;
        for (std::size_t i = 1; i + 1 < row.size(); ++i) {
            if (row[i] == "no") continue;
            (others += others.empty() ? "" : "; ") += table.columns[i].title;
            if (row[i] != "yes") others += ": " + row[i];
        }
        out += ".It Cm " + macro_argument(row.front()) + "\n" + text_lines(row.back() + ".");
        if (!others.empty()) out += ".br\n" + text_lines(others + ".");
    }
    return out + std::string(list_end);
}

std::string columns_of(const text_table &table) {
    std::string out = ".Bl -column", header = ".It";
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        std::string widest(table.columns[i].title);
        for (const auto &row : table.rows)
            if (row[i].size() > widest.size()) widest = row[i];
        out += " " + macro_argument(widest + "x");
        header += std::string(i == 0 ? "" : " Ta") + " Sy " + macro_argument(table.columns[i].title);
    }
    out += "\n" + header + "\n";
    for (const auto &row : table.rows) {
        out += ".It";
        for (std::size_t i = 0; i < row.size(); ++i) out += (i == 0 ? " " : " Ta ") + macro_argument(row[i]);
        out += "\n";
    }
    return out + std::string(list_end);
}

std::string table_of(std::string_view title) {
    for (const text_table &table : field_tables())
        if (table.title == title)
            return text_lines(table.about) +
                   (table.columns.back().title == "meaning" ? list_of(table) : columns_of(table));
    throw std::runtime_error("no table: " + std::string(title));
}

std::string expanded(std::string_view directive) {
    const std::string_view name = directive.substr(0, directive.find(' '));
    const std::string_view words = directive.substr(std::min(name.size() + 1, directive.size()));
    if (name == "options") return options_of(words);
    if (name == "logger-options") return options_of(logger_option_rows());
    if (name == "target-options") return options_of(target_option_rows());
    if (name == "table") return table_of(words);
    throw std::runtime_error("no such line: @" + std::string(directive) + "@");
}

} // namespace

std::string man_page(std::string_view source) {
    std::string out = ".\\\" Made by docs/generate: change its source in docs/man, not this file.\n";
    while (!source.empty()) {
        std::string line(source.substr(0, source.find('\n')));
        source.remove_prefix(std::min(line.size() + 1, source.size()));
        if (line.size() > 1 && line.starts_with('@') && line.ends_with('@'))
            out += expanded(std::string_view(line).substr(1, line.size() - 2));
        else
            out += line + "\n";
    }
    return out;
}

} // namespace nixie::impl
