#include "tool/verify_entry.hpp"

#include <string>

#include "record/sequence.hpp"
#include "record/text_form.hpp"
#include "tool/entry_record.hpp"

namespace nixie::impl {

numbered_entry read_numbered(const stored_entry &entry, field_set &fields) {
    numbered_entry numbered;
    const event_row *event = find_event(value_of(entry, find_field(NIXIE_FIELD_EVENT)->journal_name));
    numbered.instance = value_of(entry, find_field(NIXIE_FIELD_INSTANCE)->journal_name);
    if (!event || !is_instance(numbered.instance)) return numbered;
    const auto time = parse_time(value_of(entry, find_field(NIXIE_FIELD_TIME)->journal_name));
    numbered.time = time.value_or(entry.realtime);
    if (!event->from_caller) {
        if (!read_entry(entry, fields)) return numbered;
        numbered.kind = numbered_entry::kind::report;
        numbered.report = &fields;
        return numbered;
    }
    const auto number = parse_number(value_of(entry, find_field(NIXIE_FIELD_SEQUENCE)->journal_name));
    if (!number || !is_sequence(*number)) return numbered;
    numbered.kind = numbered_entry::kind::record;
    numbered.sequence = *number;
    return numbered;
}

std::optional<suppression> read_suppression(const stored_entry &entry) {
    // _TRANSPORT is journald's own field: nobody else can claim that messages were suppressed.
    if (value_of(entry, "MESSAGE_ID") != suppressed_message_id || value_of(entry, "_TRANSPORT") != "driver")
        return std::nullopt;
    const auto count = parse_number(value_of(entry, "N_DROPPED"));
    if (!count) return std::nullopt;
    // "Suppressed 12 messages from mta.service": only the text names the unit that journald counted for.
    const std::string_view message = value_of(entry, "MESSAGE");
    constexpr std::string_view before_unit = " messages from ";
    const std::size_t at = message.find(before_unit);
    const std::string_view unit = at == message.npos ? std::string_view{} : message.substr(at + before_unit.size());
    return suppression{std::string(unit), static_cast<std::uint64_t>(*count)};
}

} // namespace nixie::impl
