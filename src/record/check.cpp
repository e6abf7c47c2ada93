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

// A length such as (size_t)-1, from a call that failed, must not wrap around to a sum that has room.
void add_bytes(std::size_t &sum, std::size_t size) {
    sum += std::min(size, most_text_bytes - sum);
}

struct seen_user_fields {
    std::size_t count = 0;
    std::size_t bytes = 0; // of names and texts
};

field_fault check_user_field(std::span<const nixie_field> up_to_it, seen_user_fields &seen) {
    const nixie_field &field = up_to_it.back();
    const std::string_view name = name_of(field);
    if (find_field(name)) return field_fault::name_of_the_table;
    if (!is_user_field_name(name)) return field_fault::bad_name;
    if (is_left_out(field)) return field_fault::none;
    if (++seen.count > most_user_fields) return field_fault::too_many;
    for (const nixie_field &other : up_to_it.first(up_to_it.size() - 1))
        if (other.id == NIXIE_FIELD_USER && name_of(other) == name && !is_left_out(other)) return field_fault::twice;
    add_bytes(seen.bytes, name.size());
    add_bytes(seen.bytes, field.text_size);
    return field_fault::none;
}

// Fields of the table: what most calls have alone, so it asks masks and keeps its counts in registers.
class table_fields_check {
public:
    field_fault add(const nixie_field &field) {
        const field_mask bit = bit_of(field.id);
        if (!(caller_ & bit)) return field_fault::not_your_field;
        if (texts_ & bit) {
            if (is_left_out(field)) return field_fault::none;
            if (seen_ & bit & ~recipient) return field_fault::twice;
            more_recipients_ += (seen_ & bit) != 0;
            add_bytes(text_bytes_, field.text_size);
        } else {
            if (static_cast<std::uint64_t>(field.number) > largest_numbers[static_cast<std::size_t>(field.id - 1)])
                return field_fault::bad_number;
            if (seen_ & bit) return field_fault::twice;
        }
        seen_ |= bit;
        return field_fault::none;
    }

    bool has_more_than_time() const { return (seen_ & ~bit_of(NIXIE_FIELD_TIME)) != 0; }
    field_check result() const {
        return {.recipients = seen_ & recipient ? 1 + more_recipients_ : 0,
                .numbers = static_cast<std::size_t>(std::popcount(seen_ & ~texts_)),
                .texts = static_cast<std::size_t>(std::popcount(seen_ & texts_)) + more_recipients_,
                .text_bytes = text_bytes_};
    }

private:
    static constexpr field_mask recipient = bit_of(NIXIE_FIELD_RECIPIENT);
    const field_mask caller_ = caller_fields, texts_ = text_fields;
    field_mask seen_ = 0;
    std::size_t more_recipients_ = 0;
    std::size_t text_bytes_ = 0;
};

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
    table_fields_check of_the_table;
    seen_user_fields users;
    for (const nixie_field &field : fields) {
        const auto index = static_cast<std::size_t>(&field - fields.data());
        field_fault fault = field_fault::no_such_field;
        if (find_field(field.id))
            fault = of_the_table.add(field);
        else if (field.id == NIXIE_FIELD_USER)
            fault = check_user_field(fields.first(index + 1), users);
        if (fault != field_fault::none) [[unlikely]]
            return {.fault = fault, .index = index};
    }
    if (!of_the_table.has_more_than_time() && users.count == 0) return {.fault = field_fault::no_fields};
    field_check result = of_the_table.result();
    result.texts += users.count;
    add_bytes(result.text_bytes, users.bytes);
    return result;
}

std::string describe(const field_check &check, std::span<const nixie_field> fields) {
    std::string text{reason(check.fault)};
    if (check.fault <= field_fault::no_fields || check.index >= fields.size()) return text;
    const nixie_field &field = fields[check.index];
    const field_row *row = find_field(field.id);
    std::string name;
    if (row)
        name = row->name;
    else if (field.id == NIXIE_FIELD_USER && field.name_size <= longest_user_name) // else nobody knows what is there
        name = name_of(field);
    return "field " + std::to_string(check.index) + " (" + (name.empty() ? std::to_string(field.id) : name) +
           "): " + text;
}

} // namespace nixie::impl
