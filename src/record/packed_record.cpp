#include "record/packed_record.hpp"

#include <algorithm>
#include <cstring>

#include "record/byte_block.hpp"

namespace nixie::impl {
namespace {

// Before each field's bytes, which are the name of a user field and its text, or a number of 8 bytes: the id, the size
// of the name (16 bits each) and of the text. One word, made in a register: written in parts and read back whole, it
// would wait for the parts.
using field_head = std::uint64_t;

field_head make_head(int id, std::size_t name_size, std::size_t text_size) {
    return static_cast<field_head>(id) | field_head{name_size} << 16 | field_head{text_size} << 32;
}
int id_of(field_head head) {
    return static_cast<int>(head & 0xffff);
}
std::size_t name_size_of(field_head head) {
    return head >> 16 & 0xffff;
}
std::size_t text_size_of(field_head head) {
    return head >> 32;
}

bool is_text(int id) {
    return id == NIXIE_FIELD_USER || (text_fields & bit_of(id));
}

// A text without bytes is a field left out.
bool is_empty(const nixie_field &text) {
    return !text.text || text.text_size == 0;
}

// Only a user field has a name of its own; what stands there for others is not looked at.
std::size_t name_size(const nixie_field &field) {
    return field.id == NIXIE_FIELD_USER ? field.name_size : 0;
}

constexpr std::size_t round_up(std::size_t size) {
    return (size + 7) & ~std::size_t{7};
}

template <std::size_t Size>
void copy_exactly(std::byte *to, const void *from) {
    std::memcpy(to, from, Size);
}

std::byte *put_head(std::byte *to, field_head head) {
    copy_exactly<sizeof head>(to, &head);
    return to + sizeof head;
}

std::byte *put_number_field(std::byte *to, int id, std::int64_t number) {
    to = put_head(to, make_head(id, 0, 0));
    copy_exactly<sizeof number>(to, &number);
    return to + sizeof number;
}

// put_text() writes not a byte behind the copy: the next place of the queue may be another thread's.
std::byte *put_text_field(std::byte *to, int id, std::string_view name, std::string_view text) {
    auto *at = reinterpret_cast<char *>(put_head(to, make_head(id, name.size(), text.size())));
    return reinterpret_cast<std::byte *>(put_text(put_text(at, name), text));
}

} // namespace

std::size_t packed_size(const field_check &fields) {
    const std::size_t heads = sizeof(field_head) * (fields.texts + fields.numbers);
    const std::size_t size = sizeof(packed_head) + heads + sizeof(std::int64_t) * fields.numbers + fields.text_bytes;
    return std::min(round_up(size), largest_packed_size);
}

void pack(std::byte *to, packed_head head, std::span<const nixie_field> fields) {
    std::byte *at = to + sizeof(packed_head);
    head.fields = 0;
    for (const nixie_field &field : fields) {
        if (!is_text(field.id))
            at = put_number_field(at, field.id, field.number);
        else if (!is_empty(field))
            at = put_text_field(at, field.id, {field.name, name_size(field)}, {field.text, field.text_size});
        else
            continue;
        ++head.fields;
    }
    copy_exactly<sizeof head>(to, &head);
}

// For each record of a udp: target, so it makes no array of C fields first.
std::string pack(const field_set &record) {
    const auto each_text = [&record](auto visit) {
        each_field_of(record.texts(), [&](int id) { visit(id, std::string_view(), record.text_set(id)); });
        for (const std::string_view more : record.more_recipients()) visit(NIXIE_FIELD_RECIPIENT, "", more);
        for (const user_text &field : record.user_fields()) visit(NIXIE_FIELD_USER, field.name, field.text);
    };
    packed_head head{
        .time = record.number(NIXIE_FIELD_TIME), .sequence = 0, .event = record.event(), .size = 0, .fields = 0};
    std::size_t size = sizeof head;
    each_text([&](int, std::string_view name, std::string_view text) {
        size += sizeof(field_head) + name.size() + text.size();
        ++head.fields;
    });
    each_field_of(record.numbers(), [&](int) {
        size += sizeof(field_head) + sizeof(std::int64_t);
        ++head.fields;
    });
    head.size = static_cast<std::uint32_t>(round_up(size));
    std::string bytes(head.size, '\0');
    auto *at = reinterpret_cast<std::byte *>(bytes.data());
    copy_exactly<sizeof head>(at, &head);
    at += sizeof head;
    each_text([&](int id, std::string_view name, std::string_view text) { at = put_text_field(at, id, name, text); });
    each_field_of(record.numbers(), [&](int id) { at = put_number_field(at, id, record.number_set(id)); });
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
        field_head field = 0;
        std::memcpy(&field, at, sizeof field);
        at += sizeof field;
        const int id = id_of(field);
        if (!is_text(id)) {
            std::int64_t number = 0;
            std::memcpy(&number, at, sizeof number);
            at += sizeof number;
            record.set_number(id, number);
            continue;
        }
        const std::string_view name{at, name_size_of(field)};
        const std::string_view text{at + name.size(), text_size_of(field)};
        if (id == NIXIE_FIELD_USER)
            record.add_user_field(name, text);
        else if (id == NIXIE_FIELD_RECIPIENT && record.has(NIXIE_FIELD_RECIPIENT))
            record.add_recipient(text);
        else
            record.set_text(id, text);
        at = text.data() + text.size();
    }
}

} // namespace nixie::impl
