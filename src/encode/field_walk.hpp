// The fields of a record as every form has them: which ones, in which order, and what stands for each. The forms differ
// in how they write that, so they are the sinks here.
#pragma once

#include <string_view>

#include "record/field_set.hpp"

namespace nixie::impl {

template <class Sink>
concept field_sink = requires(Sink sink, int id, std::string_view text, std::int64_t number, const user_text &field) {
    sink.text(id, text);     // the event's name among them
    sink.number(id, number); // its text form is put_number_form()
    sink.user_field(field);
};

inline constexpr field_mask all_fields = ~field_mask{0};

// Gives the event, then the table's fields that are set and among `which`, in the order of the table, then the user
// fields. A number that is no event has the name "".
template <field_sink Sink>
void walk_fields(const field_set &record, field_mask which, Sink &sink) {
    static_assert(NIXIE_FIELD_EVENT == 1, "the event is the first row");
    const event_row *event = find_event(record.event());
    sink.text(NIXIE_FIELD_EVENT, event ? event->name : std::string_view());
    const field_mask texts = record.texts();
    each_field_of(record.fields() & which, [&](int id) {
        if (texts & bit_of(id))
            sink.text(id, record.text_set(id));
        else
            sink.number(id, record.number_set(id));
    });
    for (const user_text &field : record.user_fields()) sink.user_field(field);
}

} // namespace nixie::impl
