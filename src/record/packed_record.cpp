#include "record/packed_record.hpp"

#include <algorithm>
#include <cstring>

#include "record/c_fields.hpp"

namespace nixie::impl {
namespace {

// Before each field's bytes. The name of a user field stands before its text.
struct packed_field {
    std::uint16_t id;
    std::uint16_t name_size;
    std::uint32_t text_size;
    std::int64_t number;
};

bool is_text(int id) {
    if (id == NIXIE_FIELD_USER) return true;
    const field_row *row = find_field(id);
    return row->is_text() || row->type == field_type::word;
}

// A text without bytes is a field left out.
bool is_left_out(const nixie_field &field) {
    return is_text(field.id) && (!field.text || field.text_size == 0);
}

// Only a user field has a name of its own; what stands there for others is not looked at.
std::size_t name_size(const nixie_field &field) {
    return field.id == NIXIE_FIELD_USER ? field.name_size : 0;
}

constexpr std::size_t round_up(std::size_t size) {
    return (size + 7) & ~std::size_t{7};
}

std::byte *append(std::byte *to, const void *bytes, std::size_t size) {
    if (size > 0) std::memcpy(to, bytes, size);
    return to + size;
}

} // namespace

std::size_t packed_size(std::span<const nixie_field> fields) {
    std::size_t size = sizeof(packed_head);
    for (const nixie_field &field : fields) {
        if (is_left_out(field)) continue;
        const std::size_t text_size = is_text(field.id) ? field.text_size : 0;
        // A length such as (size_t)-1, from a call that failed, must not wrap around to a size that has room.
        if (text_size > largest_packed_size || size > largest_packed_size) return largest_packed_size;
        size += sizeof(packed_field) + name_size(field) + text_size;
    }
    return std::min(round_up(size), largest_packed_size);
}

void pack(std::byte *to, packed_head head, std::span<const nixie_field> fields) {
    std::byte *at = to + sizeof(packed_head);
    head.fields = 0;
    for (const nixie_field &field : fields) {
        if (is_left_out(field)) continue;
        const bool text = is_text(field.id);
        const packed_field packed{.id = static_cast<std::uint16_t>(field.id),
                                  .name_size = static_cast<std::uint16_t>(name_size(field)),
                                  .text_size = static_cast<std::uint32_t>(text ? field.text_size : 0),
                                  .number = text ? 0 : field.number};
        at = append(at, &packed, sizeof packed);
        at = append(at, field.name, packed.name_size);
        at = append(at, field.text, packed.text_size);
        ++head.fields;
    }
    append(to, &head, sizeof head);
}

std::string pack(const field_set &record) {
    std::vector<nixie_field> fields;
    to_c_fields(record, c_fields::all, fields);
    std::string bytes(packed_size(fields), '\0');
    pack(reinterpret_cast<std::byte *>(bytes.data()),
         {.time = record.number(NIXIE_FIELD_TIME),
          .sequence = 0,
          .event = record.event(),
          .size = static_cast<std::uint32_t>(bytes.size()),
          .fields = 0},
         fields);
    return bytes;
}

packed_head read_head(const std::byte *from) {
    packed_head head;
    std::memcpy(&head, from, sizeof head);
    return head;
}

void unpack(const std::byte *from, field_set &record) {
    const packed_head head = read_head(from);
    record.clear();
    record.set_event(head.event);
    record.set_number(NIXIE_FIELD_TIME, head.time);
    const auto *at = reinterpret_cast<const char *>(from + sizeof head);
    for (std::size_t i = 0; i < head.fields; ++i) {
        packed_field field;
        std::memcpy(&field, at, sizeof field);
        at += sizeof field;
        const std::string_view name{at, field.name_size};
        const std::string_view text{at + field.name_size, field.text_size};
        at += field.name_size + field.text_size;
        if (field.id == NIXIE_FIELD_USER)
            record.add_user_field(name, text);
        else if (field.id == NIXIE_FIELD_RECIPIENT && record.has(NIXIE_FIELD_RECIPIENT))
            record.add_recipient(text);
        else if (is_text(field.id))
            record.set_text(field.id, text);
        else
            record.set_number(field.id, field.number);
    }
}

} // namespace nixie::impl
