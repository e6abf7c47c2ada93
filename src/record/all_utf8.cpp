#include "record/all_utf8.hpp"

#include "record/byte_block.hpp"
#include "record/utf8.hpp"

namespace nixie::impl {

bool is_all_utf8(const field_set &record) {
    // Most often all of it is ASCII, and one question for all texts at once answers for all of them.
    const auto as_it_is = [](byte_block block) { return block; };
    byte_block sum = byte_block::zero();
    each_field_of(record.texts(), [&](int id) { sum = sum | look_at(record.text_set(id), as_it_is); });
    for (const user_text &field : record.user_fields()) sum = sum | look_at(field.text, as_it_is);
    if (sum.bits() == 0) return true;

    bool good = true;
    each_field_of(record.texts(), [&](int id) { good = good && is_utf8(record.text_set(id)); });
    for (const user_text &field : record.user_fields()) good = good && is_utf8(field.text);
    return good;
}

} // namespace nixie::impl
