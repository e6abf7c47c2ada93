#include "record/check.hpp"

#include <algorithm>
#include <string_view>

#include "record/field_table.hpp"

namespace nixie::impl {
namespace {

std::string_view name_of(const nixie_field &field) {
    return field.name ? std::string_view{field.name, field.name_size} : std::string_view{};
}

bool is_left_out(const nixie_field &text) {
    return !text.text || text.text_size == 0;
}

bool is_number_of(const field_row &row, std::int64_t number) {
    switch (row.type) {
    case field_type::number:
        return number >= 0;
    case field_type::port:
        return number >= 0 && number <= 65535;
    case field_type::stage:
        return find_stage(number) != nullptr;
    default:
        return true; // any time and any duration has a text form
    }
}

// What is seen of a record while its fields are walked through.
struct seen_fields {
    field_mask ids = 0;
    std::size_t user_fields = 0;
};

// A length such as (size_t)-1, from a call that failed, must not wrap around to a sum that has room.
void count_text(field_check &check, std::size_t size) {
    ++check.texts;
    check.text_bytes = size < most_text_bytes - check.text_bytes ? check.text_bytes + size : most_text_bytes;
}

field_fault check_user_field(std::span<const nixie_field> up_to_it, seen_fields &seen, field_check &check) {
    const nixie_field &field = up_to_it.back();
    const std::string_view name = name_of(field);
    if (find_field(name)) return field_fault::name_of_the_table;
    if (!is_user_field_name(name)) return field_fault::bad_name;
    if (is_left_out(field)) return field_fault::none;
    if (++seen.user_fields > most_user_fields) return field_fault::too_many;
    for (const nixie_field &other : up_to_it.first(up_to_it.size() - 1))
        if (other.id == NIXIE_FIELD_USER && name_of(other) == name && !is_left_out(other)) return field_fault::twice;
    count_text(check, field.text_size);
    check.text_bytes = std::min(check.text_bytes + name.size(), most_text_bytes);
    return field_fault::none;
}

// One look at a mask for most fields: this runs for each field of each call.
field_fault check_table_field(const nixie_field &field, seen_fields &seen, field_check &check) {
    const field_row *row = find_field(field.id);
    if (!row) return field_fault::no_such_field;
    const field_mask bit = bit_of(field.id);
    if (!(caller_fields & bit)) return field_fault::not_your_field;
    const bool is_text = text_fields & bit;
    if (is_text && is_left_out(field)) return field_fault::none;
    if (!is_text && !is_number_of(*row, field.number)) return field_fault::bad_number;
    if ((seen.ids & bit) && field.id != NIXIE_FIELD_RECIPIENT) return field_fault::twice;
    seen.ids |= bit;
    if (is_text)
        count_text(check, field.text_size);
    else
        ++check.numbers;
    return field_fault::none;
}

std::string_view reason(field_fault fault) {
    switch (fault) {
    case field_fault::none:
        break;
    case field_fault::no_such_event:
        return "no such event; nixie.h has enum nixie_event";
    case field_fault::not_your_event:
        return "an event that only nixie reports; use NIXIE_PERMANENT_FAILURE to "
               "NIXIE_REJECTION";
    case field_fault::no_fields:
        return "no field besides the time; give at least a recipient or a diagnostic";
    case field_fault::no_such_field:
        return "no such field id; nixie.h has enum nixie_field_id";
    case field_fault::not_your_field:
        return "a field that only nixie sets; leave it out";
    case field_fault::twice:
        return "given twice; only recipient may come more than once";
    case field_fault::bad_number:
        return "a number out of range; nixie/tables.h has the ranges of each type";
    case field_fault::bad_name:
        return "no name for a user field; it must match [a-z][a-z0-9_]{0,31}";
    case field_fault::name_of_the_table:
        return "a user field with a name of the table; use the field's id";
    case field_fault::too_many:
        return "more than 32 user fields; leave some out";
    }
    return {};
}

} // namespace

field_check check_fields(int event, std::span<const nixie_field> fields) {
    field_check result;
    const event_row *row = find_event(event);
    if (!row || !row->from_caller) {
        result.fault = row ? field_fault::not_your_event : field_fault::no_such_event;
        return result;
    }
    seen_fields seen;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const nixie_field &field = fields[i];
        result.fault = field.id == NIXIE_FIELD_USER ? check_user_field(fields.first(i + 1), seen, result)
                                                    : check_table_field(field, seen, result);
        result.index = i;
        if (result.fault != field_fault::none) return result;
        if (field.id == NIXIE_FIELD_RECIPIENT && field.text && field.text_size > 0) ++result.recipients;
    }
    if ((seen.ids & ~bit_of(NIXIE_FIELD_TIME)) == 0 && seen.user_fields == 0) result.fault = field_fault::no_fields;
    return result;
}

std::string describe(const field_check &check, std::span<const nixie_field> fields) {
    std::string text{reason(check.fault)};
    if (check.fault <= field_fault::no_fields || check.index >= fields.size()) return text;
    const nixie_field &field = fields[check.index];
    const field_row *row = find_field(field.id);
    const std::string name{row ? row->name : field.id == NIXIE_FIELD_USER ? name_of(field) : std::string_view{}};
    return "field " + std::to_string(check.index) + " (" + (name.empty() ? std::to_string(field.id) : name) +
           "): " + text;
}

} // namespace nixie::impl
