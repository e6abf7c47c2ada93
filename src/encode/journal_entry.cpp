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
    time_writer &time;

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
        to = put(to, "=");
        char *const start = to;
        if (id == NIXIE_FIELD_TIME) to = time.put_rfc3339(to, value); // nothing for a year that RFC 3339 has not
        if (to == start) to = put_number_form(to, row_of(id), value);
        to = put(to, "\n");
    }
    void user_field(const user_text &field) {
        to = put_sized(put_user_name(to, field.name), [&field](char *at) { return put_text(at, field.text); });
    }
};

std::string sender_lines(const journal_settings &settings) {
    return "\nSYSLOG_FACILITY=" + std::to_string(settings.facility) + "\nSYSLOG_IDENTIFIER=" + settings.app_name + "\n";
}

// What stands before the MAIL_* fields; `put_message` writes the escaped MESSAGE.
template <class Put>
char *put_head(char *to, std::string_view message_id, int priority, std::string_view sender, Put put_message) {
    to = put_sized(put(to, "MESSAGE"), put_message);
    if (!message_id.empty()) to = put(put_text(put(to, "MESSAGE_ID="), message_id), "\n");
    return put_text(put_number(put(to, "PRIORITY="), priority), sender);
}

constexpr std::size_t head_room = 256; // without message and sender

} // namespace

journal_encoder::journal_encoder(const journal_settings &settings) : sender_(sender_lines(settings)) {}

void journal_encoder::append(byte_buffer &out, const field_set &record) {
    const std::size_t lines = field_count + record.user_fields().size();
    const std::size_t room = head_room + sender_.size() + escaped_message_room(record) + lines * line_room;
    entry_writer entry{out.make_room(room + record.text_bytes()), time_};
    const event_row *event = find_event(record.event());
    entry.to = put_head(entry.to, journal_message_id(record.event(), record.number(NIXIE_FIELD_BOUNCE_CLASS)),
                        event ? event->severity : 6, sender_,
                        [&record](char *to) { return put_escaped_message(to, record, escape_for::people); });
    walk_fields(record, all_fields, entry);
    out.end_at(entry.to);
}

void append_journal_entry(std::string &out, const field_set &record, const journal_settings &settings) {
    byte_buffer entry;
    journal_encoder{settings}.append(entry, record);
    out += entry.view();
}

void append_journal_notice(std::string &out, std::string_view text, int priority, const journal_settings &settings) {
    const std::string sender = sender_lines(settings);
    byte_buffer notice;
    char *const to = notice.make_room(head_room + sender.size() + escaped_room(text.size()));
    notice.end_at(
        put_head(to, {}, priority, sender, [text](char *at) { return put_escaped<escape_for::people>(at, text); }));
    out += notice.view();
}

} // namespace nixie::impl
