#include "record/c_fields.hpp"

namespace nixie::impl {

void to_c_fields(const field_set &record, c_fields which, std::vector<nixie_field> &fields) {
    fields.clear();
    for (const field_row &row : field_table) {
        if (!record.has(row.id) || (which == c_fields::callers && !row.from_caller())) continue;
        const std::string_view text = record.text(row.id);
        fields.push_back(row.is_text() || row.type == field_type::word
                             ? nixie_text_sized(row.id, text.data(), text.size())
                             : nixie_number(row.id, record.number(row.id)));
    }
    for (const std::string_view recipient : record.more_recipients())
        fields.push_back(nixie_text_sized(NIXIE_FIELD_RECIPIENT, recipient.data(), recipient.size()));
    for (const user_text &field : record.user_fields()) {
        nixie_field made = nixie_text_sized(NIXIE_FIELD_USER, field.text.data(), field.text.size());
        made.name = field.name.data();
        made.name_size = static_cast<std::uint32_t>(field.name.size());
        fields.push_back(made);
    }
}

} // namespace nixie::impl
