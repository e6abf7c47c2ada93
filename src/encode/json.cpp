#include "encode/json.hpp"

#include <array>

#include "record/text_form.hpp"
#include "record/utf8.hpp"

namespace nixie::impl {
namespace {

void append_control(std::string &out, unsigned char byte) {
    constexpr std::string_view digits = "0123456789abcdef";
    switch (byte) {
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
        ((out += "\\u00") += digits[byte >> 4]) += digits[byte & 15];
    }
}

void append_string(std::string &out, std::string_view text) {
    const std::string safe = repair_utf8(text);
    out += '"';
    for (const char c : safe) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || byte == 0x7f)
            append_control(out, byte);
        else if (c == '"' || c == '\\')
            (out += '\\') += c;
        else
            out += c;
    }
    out += '"';
}

void append_key(std::string &out, std::string_view name) {
    if (out.back() != '{') out += ',';
    append_string(out, name);
    out += ':';
}

void append_recipients(std::string &out, const field_set &record) {
    out += '[';
    append_string(out, record.text(NIXIE_FIELD_RECIPIENT));
    for (const std::string_view recipient : record.more_recipients()) append_string(out += ',', recipient);
    out += ']';
}

void append_value(std::string &out, const field_set &record, const field_row &row) {
    if (row.type == field_type::number || row.type == field_type::port)
        out += std::to_string(record.number(row.id));
    else if (row.id == NIXIE_FIELD_RECIPIENT && !record.more_recipients().empty())
        append_recipients(out, record);
    else
        append_string(out, row.is_text() ? record.text(row.id) : text_form(record, row));
}

} // namespace

void append_json(std::string &out, const field_set &record, json_fields which) {
    out += '{';
    const event_row *event = find_event(record.event());
    for (const field_row &row : field_table) {
        if (row.type == field_type::event) {
            append_key(out, row.name);
            append_string(out, event ? event->name : std::string_view{});
        } else if (record.has(row.id) && (which == json_fields::all || row.from_caller())) {
            append_key(out, row.name);
            append_value(out, record, row);
        }
    }
    for (const user_text &field : record.user_fields()) {
        append_key(out, field.name);
        append_string(out, field.text);
    }
    out += '}';
}

} // namespace nixie::impl
