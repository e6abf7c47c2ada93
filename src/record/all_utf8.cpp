#include "record/all_utf8.hpp"

#include "record/byte_block.hpp"
#include "record/utf8.hpp"

namespace nixie::impl {
namespace {

template <class Visit>
void each_text(const field_set &record, Visit visit) {
    each_field_of(record.texts(), [&](std::size_t i) { visit(record.text(static_cast<int>(i) + 1)); });
    for (const user_text &field : record.user_fields()) visit(field.text);
}

} // namespace

bool is_all_utf8(const field_set &record) {
    // Most often all of it is ASCII, and one question for all texts at once answers for all of them.
    byte_block all = byte_block::load_part(nullptr, 0);
    each_text(record, [&all](std::string_view text) {
        each_block(text, [&all](byte_block block, unsigned) { all = all | block; });
    });
    if (all.bits() == 0) return true;
    bool good = true;
    each_text(record, [&good](std::string_view text) { good = good && is_utf8(text); });
    return good;
}

} // namespace nixie::impl
