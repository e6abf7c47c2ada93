#include "tool/entry_record.hpp"

#include "record/address.hpp"
#include "record/text_form.hpp"

namespace nixie::impl {
namespace {

constexpr std::string_view prefix = "MAIL_";

void take_field(field_set &record, const stored_field &field) {
    if (!field.name.starts_with(prefix)) return;
    const std::string name = ascii_lower(field.name.substr(prefix.size()));
    if (const field_row *row = find_field(name)) {
        if (!record.has(row->id)) set_from_text(record, *row, field.value);
    } else if (is_user_field_name(name) && record.user_fields().size() < most_user_fields) {
        record.add_user_field(record.keep(name), field.value);
    }
}

} // namespace

std::string_view value_of(const stored_entry &entry, std::string_view name) {
    for (const stored_field &field : entry.fields)
        if (field.name == name) return field.value;
    return {};
}

bool read_entry(const stored_entry &entry, field_set &record) {
    record.clear();
    const event_row *event = find_event(value_of(entry, find_field(NIXIE_FIELD_EVENT)->journal_name));
    if (!event) return false;
    record.set_event(event->number);
    for (const stored_field &field : entry.fields) take_field(record, field);
    record.set_event(event->number); // the first MAIL_EVENT counts, as with the other fields
    if (!record.has(NIXIE_FIELD_TIME)) record.set_number(NIXIE_FIELD_TIME, entry.realtime);
    return true;
}

} // namespace nixie::impl
