#include "tool/fields.hpp"

#include <algorithm>

#include "encode/json.hpp"
#include "record/field_table.hpp"
#include "tool/field_tables.hpp"

namespace nixie::impl {
namespace {

std::vector<std::size_t> widths_of(const text_table &table) {
    std::vector<std::size_t> widths;
    for (std::size_t column = 0; column < table.columns.size(); ++column) {
        std::size_t width = table.columns[column].title.size();
        for (const auto &row : table.rows) width = std::max(width, row[column].size());
        widths.push_back(width);
    }
    return widths;
}

template <class Cell>
void append_columns(std::string &out, const text_table &table, const std::vector<std::size_t> &widths, Cell cell) {
    std::string line;
    for (std::size_t column = 0; column < widths.size(); ++column) {
        if (table.columns[column].is_for_reference) continue;
        const std::string_view text = cell(column);
        line += text;
        line.append(widths[column] + 2 - text.size(), ' ');
    }
    line.erase(line.find_last_not_of(' ') + 1);
    (out += line) += '\n';
}

// Text that markdown shall show as it is.
std::string as_markdown(std::string_view text, bool is_code) {
    if (is_code) return "`" + std::string(text) + "`";
    std::string result;
    for (const char c : text) {
        if (c == '<' || c == '|' || c == '*' || c == '_') result += '\\';
        result += c;
    }
    return result;
}

void append_markdown(std::string &out, const text_table &table) {
    ((out += "\n## ") += table.title) += "\n\n";
    (out += table.about) += "\n\n|";
    for (const table_column &column : table.columns) ((out += " ") += column.title) += " |";
    out += "\n|";
    for (std::size_t column = 0; column < table.columns.size(); ++column) out += "---|";
    for (const auto &row : table.rows) {
        out += "\n|";
        for (std::size_t column = 0; column < row.size(); ++column)
            ((out += " ") += as_markdown(row[column], table.columns[column].is_code)) += " |";
    }
    out += "\n";
}

} // namespace

std::string fields_text() {
    std::string out;
    for (const text_table &table : field_tables()) {
        const std::vector<std::size_t> widths = widths_of(table);
        ((out += out.empty() ? "" : "\n") += table.title) += "\n\n";
        append_columns(out, table, widths, [&table](std::size_t column) { return table.columns[column].title; });
        for (const auto &row : table.rows)
            append_columns(out, table, widths, [&row](std::size_t column) -> std::string_view { return row[column]; });
    }
    return out;
}

std::string fields_markdown() {
    std::string out =
        "# The vocabulary\n\n"
        "<!-- Made by `nixie fields --markdown` out of include/nixie/tables.h: change that file, not this one. -->\n\n"
        "A field has one name: it is the member of `nixie::record`, the JSON key and the parameter of the structured\n"
        "data in RFC 5424; in the journal it is `MAIL_` and the name in capitals.\n";
    for (const text_table &table : field_tables()) append_markdown(out, table);
    return out;
}

std::string fields_json() {
    std::string out;
    for (const field_row &row : field_table) {
        (out += "{\"id\":") += std::to_string(row.id);
        append_json_member(out, "name", row.name);
        append_json_member(out, "journal_field", row.journal_name);
        append_json_member(out, "type", type_name(row.type));
        append_json_member(out, "set_by", set_by_name(row.set_by));
        (out += ",\"personal\":") += row.personal ? "true" : "false";
        append_json_member(out, "source", row.source);
        append_json_member(out, "help", row.help);
        out += "}\n";
    }
    return out;
}

} // namespace nixie::impl
