#include "fuzz/fuzz_input.hpp"
#include "record/nearest.hpp"
#include "record/text_form.hpp"
#include "record/utf8.hpp"

using namespace nixie::impl;

namespace {

void check_utf8(std::string_view text) {
    const std::string repaired = repair_utf8(text);
    fuzz::require(is_utf8(repaired), "what was repaired is UTF-8");
    fuzz::require(is_utf8(text) == (repaired == text), "good UTF-8 stays as it is");
    const std::size_t half = text.size() / 2;
    const std::string_view prefix = utf8_prefix(text, half);
    fuzz::require(prefix.size() <= half && half - prefix.size() < 4, "a prefix loses less than a character");
    fuzz::require(repair_utf8(prefix) + repair_utf8(text.substr(prefix.size())) == repaired,
                  "a prefix cuts no character");
}

// A text that was taken, written and taken again means the same.
void check_fields(std::string_view text) {
    for (const field_row &row : field_table) {
        field_set record, again;
        if (!set_from_text(record, row, text)) continue;
        const std::string written = text_form(record, row);
        fuzz::require(row.type == field_type::event || record.has(row.id) == !text.empty(), "taken means set");
        fuzz::require(set_from_text(again, row, written), "every text form can be read back");
        fuzz::require(again.text(row.id) == record.text(row.id), "the text stays");
        fuzz::require(again.number(row.id) == record.number(row.id), "the number stays");
        fuzz::require(again.event() == record.event(), "the event stays");
    }
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    const std::string_view text = fuzz::text_of(data, size);
    check_utf8(text);
    check_fields(text);
    const std::string_view near = nearest_field_name(text);
    fuzz::require(near.empty() || find_field(near) != nullptr, "a hint names a field");
    return 0;
}
