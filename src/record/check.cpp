#include "record/check.hpp"

#include <algorithm>
#include <bit>
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

// Of the fields whose number is more than "0 or above".
bool is_number_of(field_type type, std::int64_t number) {
    if (type == field_type::port) return number >= 0 && number <= 65535;
    if (type == field_type::stage) return find_stage(number) != nullptr;
    return true; // any time and any duration has a text form
}

// What is seen of a record while its fields are walked through: little, so that it stays in registers.
struct seen_fields {
    field_mask ids = 0;
    std::size_t more_recipients = 0;
    std::size_t user_fields = 0;
    std::size_t text_bytes = 0;

    // A length such as (size_t)-1, from a call that failed, must not wrap around to a sum that has room.
    void add_bytes(std::size_t size) { text_bytes += std::min(size, most_text_bytes - text_bytes); }
};

field_fault check_user_field(std::span<const nixie_field> up_to_it, seen_fields &seen) {
    const nixie_field &field = up_to_it.back();
    const std::string_view name = name_of(field);
    if (find_field(name)) return field_fault::name_of_the_table;
    if (!is_user_field_name(name)) return field_fault::bad_name;
    if (is_left_out(field)) return field_fault::none;
    if (++seen.user_fields > most_user_fields) return field_fault::too_many;
    for (const nixie_field &other : up_to_it.first(up_to_it.size() - 1))
        if (other.id == NIXIE_FIELD_USER && name_of(other) == name && !is_left_out(other)) return field_fault::twice;
    seen.add_bytes(name.size());
    seen.add_bytes(field.text_size);
    return field_fault::none;
}

// This runs for each field of each call, so it asks masks where it can.
class table_field_check {
public:
    field_fault operator()(const nixie_field &field, seen_fields &seen) const {
        if (!find_field(field.id)) return field_fault::no_such_field;
        const field_mask bit = bit_of(field.id);
        if (!(caller_ & bit)) return field_fault::not_your_field;
        if (texts_ & bit) {
            if (is_left_out(field)) return field_fault::none;
            if (seen.ids & bit) {
                if (field.id != NIXIE_FIELD_RECIPIENT) return field_fault::twice;
                ++seen.more_recipients;
            }
            seen.add_bytes(field.text_size);
        } else {
            const bool good = counts_ & bit ? field.number >= 0 : is_number_of(row_of(field.id).type, field.number);
            if (!good) return field_fault::bad_number;
            if (seen.ids & bit) return field_fault::twice;
        }
        seen.ids |= bit;
        return field_fault::none;
    }

private:
    const field_mask caller_ = caller_fields, texts_ = text_fields, counts_ = count_fields;
};

// How many fields a set has.
std::size_t size_of(field_mask fields) {
    return static_cast<std::size_t>(std::popcount(fields));
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
    const event_row *row = find_event(event);
    if (!row) return {.fault = field_fault::no_such_event};
    if (!row->from_caller) return {.fault = field_fault::not_your_event};
    const table_field_check check_table_field;
    seen_fields seen;
    for (const nixie_field &field : fields) {
        const auto index = static_cast<std::size_t>(&field - fields.data());
        const field_fault fault = field.id == NIXIE_FIELD_USER ? check_user_field(fields.first(index + 1), seen)
                                                               : check_table_field(field, seen);
        if (fault != field_fault::none) [[unlikely]]
            return {.fault = fault, .index = index};
    }
    if ((seen.ids & ~bit_of(NIXIE_FIELD_TIME)) == 0 && seen.user_fields == 0) return {.fault = field_fault::no_fields};
    const bool has_recipient = seen.ids & bit_of(NIXIE_FIELD_RECIPIENT);
    return {.recipients = has_recipient ? 1 + seen.more_recipients : 0,
            .numbers = size_of(seen.ids & ~text_fields),
            .texts = size_of(seen.ids & text_fields) + seen.more_recipients + seen.user_fields,
            .text_bytes = seen.text_bytes};
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
