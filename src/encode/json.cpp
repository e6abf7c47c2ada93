#include "encode/json.hpp"

#include "encode/escape.hpp"
#include "encode/field_walk.hpp"
#include "record/number_form.hpp"
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

// Writes the members.
struct member_writer {
    std::string &out;
    const field_set &record;

    void text(int id, std::string_view value) {
        if (id != NIXIE_FIELD_RECIPIENT || record.more_recipients().empty())
            return append_json_member(out, row_of(id).name, value);
        append_json_key(out, row_of(id).name);
        append_recipients(out, record);
    }
    void number(int id, std::int64_t value) {
        const field_row &row = row_of(id);
        char form[longest_number_form];
        const std::string_view text{form, static_cast<std::size_t>(put_number_form(form, row, value) - form)};
        if (row.type != field_type::number && row.type != field_type::port)
            return append_json_member(out, row.name, text);
        append_json_key(out, row.name);
        out += text;
    }
    void user_field(const user_text &field) { append_json_member(out, field.name, field.text); }
};

field_mask fields_of(json_fields which) {
    field_mask fields = 0;
    for (const field_row &row : field_table)
        if (which == json_fields::all || row.from_caller()) fields |= bit_of(row.id);
    return fields;
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
    member_writer members{out, record};
    walk_fields(record, fields_of(which), members);
    out += '}';
}

} // namespace nixie::impl
