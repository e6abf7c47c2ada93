// The fields of a record as every form has them: which ones, in which order, and what stands for each. The forms differ
// in how they write that, so they are the sinks here.
#pragma once

#include <concepts>
#include <string_view>

#include "record/field_set.hpp"

namespace nixie::impl {

template <class Sink>
concept field_sink = requires(Sink sink, const field_row &row, std::string_view text, std::int64_t number,
                              const user_text &field) {
    sink.text(row, text);     // as a caller or a remote server wrote it
    sink.word(row, text);     // as nixie wrote it: printable ASCII
    sink.number(row, number); // its text form is put_number_form()
    sink.user_field(field);
};

inline constexpr field_mask all_fields = ~field_mask{0};

// Gives the event, then the table's fields that are set and among `which`, in the order of the table, then the user
// fields. A number that is no event is the word "".
template <field_sink Sink>
void walk_fields(const field_set &record, field_mask which, Sink &sink) {
    static_assert(NIXIE_FIELD_EVENT == 1, "the event is the first row");
    const event_row *event = find_event(record.event());
    sink.word(field_table[0], event ? event->name : std::string_view());
    const field_mask numbers = record.numbers(), words = word_fields;
    each_field_of(record.fields() & which, [&](std::size_t i) {
        const field_row &row = field_table[i];
        const field_mask bit = bit_of(row.id);
        if (numbers & bit)
            sink.number(row, record.number(row.id));
        else if (words & bit)
            sink.word(row, record.text(row.id));
        else
            sink.text(row, record.text(row.id));
    });
    for (const user_text &field : record.user_fields()) sink.user_field(field);
}

} // namespace nixie::impl
