#include "encode/journal_entry.hpp"

#include <array>
#include <bit>
#include <cstring>

#include "encode/field_walk.hpp"
#include "encode/message_ids.hpp"
#include "encode/message_text.hpp"
#include "record/ascii.hpp"
#include "record/byte_block.hpp"
#include "record/number_form.hpp"

namespace nixie::impl {
namespace {

constexpr std::string_view prefix = "MAIL_"; // of all names but those of the head

// The room of a name with all that stands around a value, and of a value that is a number.
constexpr std::size_t line_room =
    prefix.size() + longest_user_name + sizeof(std::uint64_t) + longest_number_form + block_size;

void put_size(char *to, std::uint64_t size) { // little-endian, wherever this runs
    if constexpr (std::endian::native == std::endian::little)
        std::memcpy(to, &size, sizeof size);
    else
        for (std::size_t i = 0; i < sizeof size; ++i) to[i] = static_cast<char>(size >> (8 * i) & 0xff);
}

// The form for values that may hold any byte: name, LF, 64-bit little-endian length, value, LF. What stands before the
// length is given as `to`; the value is written by `put`.
template <class Put>
char *put_sized(char *to, Put put_value) {
    *to++ = '\n';
    char *const value = to + sizeof(std::uint64_t);
    char *const end = put_value(value);
    put_size(to, static_cast<std::uint64_t>(end - value));
    *end = '\n';
    return end + 1;
}

char *put_user_name(char *to, std::string_view name) {
    to = put_text(to, prefix);
    for (const char c : name) *to++ = is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c;
    return to;
}

// The journal name of each field, in a block of one size, so that it is copied without a look at its length.
struct alignas(32) journal_label {
    char text[31];
    unsigned char size;
};
constexpr std::array<journal_label, field_count> labels{{
#define NIXIE_ROW(id, name, NAME, type, set_by, personal, source, help) {"MAIL_" #NAME, sizeof("MAIL_" #NAME) - 1},
    NIXIE_FIELD_TABLE(NIXIE_ROW)
#undef NIXIE_ROW
}};

bool is_word(int id) { // printable ASCII, which needs no length
    return (word_fields | bit_of(NIXIE_FIELD_EVENT)) & bit_of(id);
}

// Writes the MAIL_* fields.
struct entry_writer {
    char *to;

    void label(int id) {
        const journal_label &label = labels[static_cast<std::size_t>(id - 1)];
        std::memcpy(to, &label, sizeof label);
        to += label.size;
    }

    void text(int id, std::string_view value) {
        label(id);
        if (is_word(id))
            to = put(put_text(put(to, "="), value), "\n");
        else
            to = put_sized(to, [value](char *at) { return put_text(at, value); });
    }
    void number(int id, std::int64_t value) {
        label(id);
        to = put(put_number_form(put(to, "="), row_of(id), value), "\n");
    }
    void user_field(const user_text &field) {
        to = put_sized(put_user_name(to, field.name), [&field](char *at) { return put_text(at, field.text); });
    }
};

// `put_message` writes the escaped MESSAGE.
template <class Put>
char *put_head(char *to, std::string_view message_id, int priority, const journal_settings &settings, Put put_message) {
    to = put_sized(put(to, "MESSAGE"), put_message);
    if (!message_id.empty()) to = put(put_text(put(to, "MESSAGE_ID="), message_id), "\n");
    to = put_number(put(to, "PRIORITY="), priority);
    to = put_number(put(to, "\nSYSLOG_FACILITY="), settings.facility);
    return put(put_text(put(to, "\nSYSLOG_IDENTIFIER="), settings.app_name), "\n");
}

std::size_t head_room(const journal_settings &settings) {
    return 256 + settings.app_name.size();
}

} // namespace

void append_journal_entry(byte_buffer &out, const field_set &record, const journal_settings &settings) {
    const std::size_t lines = field_count + record.user_fields().size();
    entry_writer entry{
        out.make_room(head_room(settings) + escaped_message_room(record) + lines * line_room + record.text_bytes())};
    const event_row *event = find_event(record.event());
    entry.to = put_head(entry.to, journal_message_id(record.event(), record.number(NIXIE_FIELD_BOUNCE_CLASS)),
                        event ? event->severity : 6, settings,
                        [&record](char *to) { return put_escaped_message(to, record, escape_for::people); });
    walk_fields(record, all_fields, entry);
    out.end_at(entry.to);
}

void append_journal_notice(byte_buffer &out, std::string_view text, int priority, const journal_settings &settings) {
    char *const to = out.make_room(head_room(settings) + escaped_room(text.size()));
    out.end_at(
        put_head(to, {}, priority, settings, [text](char *at) { return put_escaped<escape_for::people>(at, text); }));
}

void append_journal_entry(std::string &out, const field_set &record, const journal_settings &settings) {
    byte_buffer entry;
    append_journal_entry(entry, record, settings);
    out += entry.view();
}

void append_journal_notice(std::string &out, std::string_view text, int priority, const journal_settings &settings) {
    byte_buffer notice;
    append_journal_notice(notice, text, priority, settings);
    out += notice.view();
}

} // namespace nixie::impl
