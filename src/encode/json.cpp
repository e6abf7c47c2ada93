#include "encode/json.hpp"

#include "encode/escape.hpp"
#include "record/text_form.hpp"
#include "record/utf8.hpp"

namespace nixie::impl {
namespace {

// \n, \r, \t, or \uXXXX: every hidden character is below U+10000.
void append_hidden(std::string &out, char32_t rune) {
    constexpr std::string_view digits = "0123456789abcdef";
    switch (rune) {
    case '\n':
        out += "\\n";
        return;
    case '\r':
        out += "\\r";
        return;
    case '\t':
        out += "\\t";
        return;
    default:
        out += "\\u";
    }
    for (int shift = 12; shift >= 0; shift -= 4) out += digits[(rune >> shift) & 15];
}

void append_recipients(std::string &out, const field_set &record) {
    out += '[';
    append_json_text(out, record.text(NIXIE_FIELD_RECIPIENT));
    for (const std::string_view recipient : record.more_recipients()) append_json_text(out += ',', recipient);
    out += ']';
}

void append_value(std::string &out, const field_set &record, const field_row &row) {
    if (row.type == field_type::number || row.type == field_type::port)
        out += std::to_string(record.number(row.id));
    else if (row.id == NIXIE_FIELD_RECIPIENT && !record.more_recipients().empty())
        append_recipients(out, record);
    else
        append_json_text(out, row.is_text() ? record.text(row.id) : text_form(record, row));
}

} // namespace

void append_json_text(std::string &out, std::string_view text) {
    out += '"';
    while (!text.empty()) {
        const utf8_step step = next_rune(text);
        if (!step.valid)
            out += "\xef\xbf\xbd";
        else if (is_hidden(step.rune))
            append_hidden(out, step.rune);
        else if (step.rune == '"' || step.rune == '\\')
            (out += '\\') += text.front();
        else
            out += text.substr(0, step.size);
        text.remove_prefix(step.size);
    }
    out += '"';
}

void append_json_key(std::string &out, std::string_view name) {
    if (out.back() != '{') out += ',';
    append_json_text(out, name);
    out += ':';
}

void append_json_member(std::string &out, std::string_view name, std::string_view text) {
    append_json_key(out, name);
    append_json_text(out, text);
}

void append_json(std::string &out, const field_set &record, json_fields which) {
    out += '{';
    const event_row *event = find_event(record.event());
    for (const field_row &row : field_table) {
        if (row.type == field_type::event) {
            append_json_member(out, row.name, event ? event->name : std::string_view{});
        } else if (record.has(row.id) && (which == json_fields::all || row.from_caller())) {
            append_json_key(out, row.name);
            append_value(out, record, row);
        }
    }
    for (const user_text &field : record.user_fields()) append_json_member(out, field.name, field.text);
    out += '}';
}

} // namespace nixie::impl
