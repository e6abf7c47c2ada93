// The tables of nixie/tables.h as constexpr arrays, with look-ups. Values only; any thread.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "nixie/nixie.h"

namespace nixie::impl {

enum class field_type { text, domain, word, number, port, time, seconds, event, stage };
enum class set_by { call, caller, either, derived, nixie };

struct field_row {
    int id;                        // enum nixie_field_id
    std::string_view name;         // C++ member, JSON key, SD-PARAM name
    std::string_view journal_name; // MAIL_<NAME>
    field_type type;
    enum set_by set_by;
    bool personal;
    std::string_view source;
    std::string_view help;

    // Whether a caller may give it as a field (the event is an argument of the call).
    constexpr bool from_caller() const { return set_by == set_by::caller || set_by == set_by::either; }
    constexpr bool is_text() const { return type == field_type::text || type == field_type::domain; }
};

struct event_row {
    int number; // enum nixie_event
    std::string_view name;
    std::string_view words;
    std::string_view msgid;
    int severity;
    std::string_view action; // "": none
    bool from_caller;
};

// Why records were lost: `reason` of a loss entry.
enum class loss_reason {
#define NIXIE_ROW(number, name, NAME, help) name = (number),
    NIXIE_LOSS_REASON_TABLE(NIXIE_ROW)
#undef NIXIE_ROW
};

struct loss_reason_row {
    loss_reason reason;
    std::string_view name;
    std::string_view help;
};

struct stage_row {
    int number; // enum nixie_stage
    std::string_view name;
};

struct bounce_class_row {
    std::int64_t number;
    std::string_view name;
    std::string_view category;
};

inline constexpr std::size_t most_user_fields = 32;
inline constexpr std::size_t longest_user_name = 32;

// All rows, in the order of the table; ids count from 1 without a gap, so row id stands at index id - 1.
#define NIXIE_COUNT(id, name, NAME, type, set_by, personal, source, help) +1
inline constexpr std::size_t field_count = 0 NIXIE_FIELD_TABLE(NIXIE_COUNT);
#undef NIXIE_COUNT
extern const std::array<field_row, field_count> field_table;
extern const std::array<event_row, NIXIE_STATS> event_table;
#define NIXIE_COUNT(number, name, NAME, help) +1
inline constexpr std::size_t loss_reason_count = 0 NIXIE_LOSS_REASON_TABLE(NIXIE_COUNT);
#undef NIXIE_COUNT
extern const std::array<loss_reason_row, loss_reason_count> loss_reason_table; // row r stands at index r
extern const std::array<stage_row, NIXIE_STAGE_UNKNOWN + 1> stage_table;
extern const std::array<bounce_class_row, 20> bounce_class_table;

// A set of fields: row id is bit id - 1.
using field_mask = std::uint64_t;
static_assert(field_count <= 64, "a mask has a bit for each field");
constexpr field_mask bit_of(int id) {
    return field_mask{1} << (id - 1);
}
extern const field_mask domain_fields; // those of type domain
extern const field_mask word_fields;   // those of type word
extern const field_mask text_fields;   // those whose value is a text: of type text, domain or word
extern const field_mask caller_fields; // those that a caller may give
// The largest number that each field may have, at index id - 1, compared without a sign, so that what is negative is
// too large. Any time and any duration has a text form, and of a text's number nobody wants to know.
extern const std::array<std::uint64_t, field_count> largest_numbers;

// Calls visit(id) for each field of a set, in the order of the table.
template <class Visit>
void each_field_of(field_mask fields, Visit visit) {
    for (; fields != 0; fields &= fields - 1) visit(std::countr_zero(fields) + 1);
}

// nullptr where there is none.
inline const field_row *find_field(int id) { // inline: called for each field of each record
    return id >= 1 && id <= static_cast<int>(field_count) ? &field_table[static_cast<std::size_t>(id - 1)] : nullptr;
}
// The row of a field that there is.
inline const field_row &row_of(int id) {
    return field_table[static_cast<std::size_t>(id - 1)];
}
const field_row *find_field(std::string_view name);
inline const event_row *find_event(int number) {
    return number >= 1 && number <= NIXIE_STATS ? &event_table[static_cast<std::size_t>(number - 1)] : nullptr;
}
const event_row *find_event(std::string_view name);
const event_row *find_event_of_msgid(std::string_view msgid);
std::string_view name_of(loss_reason reason);
const stage_row *find_stage(std::int64_t number);
const stage_row *find_stage(std::string_view name);
const bounce_class_row *find_bounce_class(std::int64_t number);

std::string_view type_name(field_type type);   // "text", "number", …
std::string_view set_by_name(enum set_by who); // "caller", "caller or derived", …

// Whether a user field may have this name: [a-z][a-z0-9_]{0,31}, and no row has it.
bool is_user_field_name(std::string_view name);

// The known name nearest to what was written, by edit distance; empty when none is near. For hints.
std::string_view nearest_field_name(std::string_view written);

} // namespace nixie::impl
