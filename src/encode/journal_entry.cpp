#include "encode/journal_entry.hpp"

#include "encode/escape.hpp"
#include "encode/message_ids.hpp"
#include "encode/message_text.hpp"
#include "record/text_form.hpp"

namespace nixie::impl {
namespace {

void append_line(std::string &out, std::string_view name, std::string_view value) {
    (((out += name) += '=') += value) += '\n';
}

// The form for values that may hold any byte: name, LF, 64-bit little-endian length, value, LF.
void append_sized(std::string &out, std::string_view name, std::string_view value) {
    (out += name) += '\n';
    for (unsigned shift = 0; shift < 64; shift += 8)
        out += static_cast<char>(static_cast<unsigned char>(std::uint64_t{value.size()} >> shift));
    (out += value) += '\n';
}

std::string user_journal_name(std::string_view name) {
    std::string result = "MAIL_";
    for (const char c : name) result += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return result;
}

void append_head(std::string &out, std::string_view message, std::string_view message_id, int priority,
                 const journal_settings &settings) {
    std::string safe;
    append_escaped(safe, message, escape_for::people);
    append_sized(out, "MESSAGE", safe);
    if (!message_id.empty()) append_line(out, "MESSAGE_ID", message_id);
    append_line(out, "PRIORITY", std::to_string(priority));
    append_line(out, "SYSLOG_FACILITY", std::to_string(settings.facility));
    append_line(out, "SYSLOG_IDENTIFIER", settings.app_name);
}

} // namespace

void append_journal_entry(std::string &out, const field_set &record, const journal_settings &settings) {
    const event_row *event = find_event(record.event());
    append_head(out, message_text(record), journal_message_id(record.event(), record.number(NIXIE_FIELD_BOUNCE_CLASS)),
                event ? event->severity : 6, settings);
    for (const field_row &row : field_table) {
        if (row.type == field_type::event)
            append_line(out, row.journal_name, event ? event->name : std::string_view{});
        else if (!record.has(row.id))
            continue;
        else if (row.is_text())
            append_sized(out, row.journal_name, record.text(row.id));
        else
            append_line(out, row.journal_name, text_form(record, row));
    }
    for (const user_text &field : record.user_fields()) append_sized(out, user_journal_name(field.name), field.text);
}

void append_journal_notice(std::string &out, std::string_view text, int priority, const journal_settings &settings) {
    append_head(out, text, {}, priority, settings);
}

} // namespace nixie::impl
