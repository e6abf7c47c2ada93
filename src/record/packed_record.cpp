#include "record/packed_record.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

#include "record/byte_block.hpp"

namespace nixie::impl {
namespace {

// A run is its head, a word for each field, behind it the number where it is one, and all texts, side by side: so one
// look at them tells what holds for all of them.
//
// A field's word: its id, and the bytes of its name, which only a user field has (16 bits each), and of its text. Made
// in a register: written in parts and read back whole, it would wait for the parts.
using field_word = std::uint64_t;

field_word make_word(int id, std::size_t name_size, std::size_t text_size) {
    return static_cast<field_word>(id) | field_word{name_size} << 16 | field_word{text_size} << 32;
}
int id_of(field_word word) {
    return static_cast<int>(word & 0xffff);
}
std::size_t name_size_of(field_word word) {
    return word >> 16 & 0xffff;
}
std::size_t text_size_of(field_word word) {
    return word >> 32;
}

std::size_t words_of(const field_check &fields) {
    return fields.texts + 2 * fields.numbers;
}

constexpr std::size_t round_up(std::size_t size) {
    return (size + 7) & ~std::size_t{7};
}

// Writes the fields of a run.
class field_packer {
public:
    field_packer(std::byte *run, std::uint32_t words)
        : run_(reinterpret_cast<char *>(run)), word_(run_ + sizeof(packed_head)),
          text_(word_ + sizeof(field_word) * words) {}

    void number(int id, std::int64_t number) {
        put_word(make_word(id, 0, 0));
        put_word(static_cast<std::uint64_t>(number));
    }
    void text(int id, std::string_view text) {
        put_word(make_word(id, 0, text.size()));
        put_text(text);
    }
    void user_field(std::string_view name, std::string_view text) {
        put_word(make_word(NIXIE_FIELD_USER, name.size(), text.size()));
        put_text(name);
        put_text(text);
    }
    void finish(packed_head head) {
        head.is_ascii = seen_.bits() == 0;
        std::memcpy(run_, &head, sizeof head);
    }

private:
    // Not a byte behind the copy is written: the next place of the queue may be another thread's.
    void put_text(std::string_view text) {
        seen_ = seen_ | put_and_look(text_, text, [](byte_block block) { return block; });
        text_ += text.size();
    }
    void put_word(std::uint64_t word) {
        std::memcpy(word_, &word, sizeof word);
        word_ += sizeof word;
    }

    char *const run_;
    char *word_, *text_; // where the next ones go
    byte_block seen_ = byte_block::zero();
};

} // namespace

std::uint32_t packed_words(const field_check &fields) {
    return static_cast<std::uint32_t>(words_of(fields));
}

std::size_t packed_size(const field_check &fields) {
    const std::size_t words = sizeof(field_word) * words_of(fields);
    return std::min(round_up(sizeof(packed_head) + words + fields.text_bytes), largest_packed_size);
}

void pack(std::byte *to, packed_head head, std::span<const nixie_field> fields) {
    const field_mask texts = text_fields;
    field_packer packer(to, head.words);
    for (const nixie_field &field : fields) {
        if (field.id != NIXIE_FIELD_USER && !(texts & bit_of(field.id)))
            packer.number(field.id, field.number);
        else if (is_left_out(field))
            continue;
        else if (field.id == NIXIE_FIELD_USER)
            packer.user_field({field.name, field.name_size}, {field.text, field.text_size});
        else
            packer.text(field.id, {field.text, field.text_size});
    }
    packer.finish(head);
}

packed_head head_for(const field_set &record) {
    field_check fields{.numbers = static_cast<std::size_t>(std::popcount(record.numbers()))};
    const auto count = [&fields](std::size_t bytes) {
        ++fields.texts;
        fields.text_bytes += bytes;
    };
    each_field_of(record.texts(), [&](int id) { count(record.text_set(id).size()); });
    for (const std::string_view more : record.more_recipients()) count(more.size());
    for (const user_text &field : record.user_fields()) count(field.name.size() + field.text.size());
    return {.time = record.number(NIXIE_FIELD_TIME),
            .sequence = 0,
            .event = record.event(),
            .size = static_cast<std::uint32_t>(packed_size(fields)),
            .words = packed_words(fields)};
}

void pack(std::byte *to, const packed_head &head, const field_set &record) {
    field_packer packer(to, head.words);
    each_field_of(record.texts(), [&](int id) { packer.text(id, record.text_set(id)); });
    for (const std::string_view more : record.more_recipients()) packer.text(NIXIE_FIELD_RECIPIENT, more);
    for (const user_text &field : record.user_fields()) packer.user_field(field.name, field.text);
    each_field_of(record.numbers(), [&](int id) { packer.number(id, record.number_set(id)); });
    packer.finish(head);
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
    const char *word = reinterpret_cast<const char *>(from + sizeof head);
    const char *text = word + sizeof(field_word) * head.words;
    const char *const words_end = text;
    const auto take_word = [&word] {
        std::uint64_t taken = 0;
        std::memcpy(&taken, word, sizeof taken);
        word += sizeof taken;
        return taken;
    };
    const field_mask texts = text_fields;
    field_set::filler fields(record);
    fields.set_number(NIXIE_FIELD_TIME, head.time);
    while (word != words_end) {
        const field_word field = take_word();
        const int id = id_of(field);
        if (id == NIXIE_FIELD_USER) {
            const std::string_view name{text, name_size_of(field)};
            record.add_user_field(name, {text + name.size(), text_size_of(field)});
            text += name.size() + text_size_of(field);
        } else if (!(texts & bit_of(id))) {
            fields.set_number(id, static_cast<std::int64_t>(take_word()));
        } else {
            const std::string_view value{text, text_size_of(field)};
            text += value.size();
            if (!fields.set_new_text(id, value)) record.add_recipient(value); // nothing else comes twice
        }
    }
}

} // namespace nixie::impl
