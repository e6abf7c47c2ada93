#include "tool/listen_json.hpp"

#include <algorithm>
#include <map>
#include <vector>

#include "decode/octal_text.hpp"
#include "encode/json.hpp"

namespace nixie::impl {
namespace {

constexpr std::string_view message_key = "syslog";

void append_header_field(std::string &out, std::string_view key, std::string_view text) {
    if (!text.empty()) return append_json_member(out, key, text);
    append_json_key(out, key);
    out += "null";
}

// In the order of the first of each name.
void append_element(std::string &out, const sd_element &element) {
    append_json_key(out, element.id);
    std::vector<std::string_view> names;
    std::map<std::string_view, std::vector<std::string_view>> values;
    for (const sd_param &param : element.params) {
        auto &of_name = values[param.name];
        if (of_name.empty()) names.push_back(param.name);
        of_name.push_back(param.value);
    }
    out += '{';
    for (const std::string_view name : names) {
        append_json_key(out, name);
        const auto &of_name = values[name];
        if (of_name.size() > 1) out += '[';
        for (std::size_t i = 0; i < of_name.size(); ++i) append_json_text(i > 0 ? out += ',' : out, of_name[i]);
        if (of_name.size() > 1) out += ']';
    }
    out += '}';
}

void append_message(std::string &out, const syslog_message &message, std::string_view from) {
    append_json_key(out, message_key);
    out += '{';
    append_json_member(out, "from", from);
    append_json_key(out, "facility");
    out += std::to_string(message.facility);
    append_json_key(out, "severity");
    out += std::to_string(message.severity);
    append_header_field(out, "timestamp", message.timestamp);
    append_header_field(out, "hostname", message.hostname);
    append_header_field(out, "app_name", message.app_name);
    append_header_field(out, "procid", message.procid);
    append_header_field(out, "msgid", message.msgid);
    append_json_key(out, "structured_data");
    out += '{';
    for (const sd_element &element : message.elements) append_element(out, element);
    out += '}';
    append_json_key(out, "bom");
    out += message.bom ? "true" : "false";
    append_json_member(out, "msg", message.msg);
    out += '}';
}

bool is_for_emit(const field_set &record) {
    const event_row *event = find_event(record.event());
    return event && event->from_caller;
}

bool has_user_field(const field_set &record, std::string_view name) {
    return std::ranges::any_of(record.user_fields(), [name](const user_text &field) { return field.name == name; });
}

} // namespace

field_set callers_record(const field_set &read) {
    field_set record(read.event());
    for (const field_row &row : field_table) {
        if (!row.from_caller() || !read.has(row.id)) continue;
        if (row.is_text())
            record.set_text(row.id, record.keep(undo_octal(read.text(row.id))));
        else
            record.set_number(row.id, read.number(row.id));
    }
    for (const user_text &field : read.user_fields())
        record.add_user_field(field.name, record.keep(undo_octal(field.text)));
    return record;
}

void append_listen_json(std::string &out, const syslog_message &message, const field_set *record,
                        std::string_view from) {
    const bool has_record = record && is_for_emit(*record);
    if (has_record) {
        append_json(out, callers_record(*record), json_fields::callers);
        if (has_user_field(*record, message_key)) return;
        out.pop_back(); // the brace, since the object goes on
    } else {
        out += '{';
    }
    append_message(out, message, from);
    out += '}';
}

} // namespace nixie::impl
