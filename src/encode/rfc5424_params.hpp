// What the two ways of writing a message, at once (encode/rfc5424) and in parts (encode/rfc5424_draft), have in common.
#pragma once

#include <string_view>

#include "encode/field_walk.hpp"
#include "encode/rfc5424.hpp"
#include "record/utf8.hpp"

namespace nixie::impl {

inline constexpr std::string_view utf8_bom = "\xef\xbb\xbf";

// Whether MSG, which is escaped already, begins with one.
inline bool has_bom(enum bom when, std::string_view msg) {
    return when == bom::always || (when == bom::automatic && !is_ascii(msg));
}

// The parameters of nixie's own element: all fields but those that have a place of their own in a message.
template <field_sink Sink>
void walk_params(const field_set &record, Sink &sink) {
    constexpr field_mask elsewhere = bit_of(NIXIE_FIELD_TIME) | bit_of(NIXIE_FIELD_SEQUENCE); // TIMESTAMP, sequenceId
    walk_fields(record, all_fields & ~elsewhere, sink);
}

} // namespace nixie::impl
