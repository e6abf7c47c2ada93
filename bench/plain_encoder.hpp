// What nixie's encoder is compared with: an RFC 5424 message of the same fields as one would write it in an afternoon,
// snprintf(3) for each parameter, the three characters escaped one by one, nothing repaired and nothing shortened.
#pragma once

#include <algorithm>
#include <cstdio>
#include <string>

#include "record/field_set.hpp"
#include "record/text_form.hpp"

namespace nixie::bench {

inline void append_plain_param(std::string &out, std::string_view name, std::string_view value) {
    char text[2048];
    std::string escaped;
    for (const char c : value) {
        if (c == '"' || c == '\\' || c == ']') escaped += '\\';
        escaped += c;
    }
    const int size =
        std::snprintf(text, sizeof text, " %.*s=\"%s\"", static_cast<int>(name.size()), name.data(), escaped.c_str());
    out.append(text, std::min(static_cast<std::size_t>(size), sizeof text - 1));
}

inline void encode_plainly(const impl::field_set &record, std::string &out) {
    out = "<20>1 2025-11-21T09:12:44.310000Z out1.letters.example.net mta 4711 PERMFAIL [nixie@32473";
    for (const impl::field_row &row : impl::field_table) {
        if (!record.has(row.id)) continue;
        if (row.is_text()) {
            append_plain_param(out, row.name, record.text(row.id));
        } else {
            append_plain_param(out, row.name, std::to_string(record.number(row.id)));
        }
    }
    out += "][meta sequenceId=\"1\"] permanent failure: <";
    out += record.text(NIXIE_FIELD_RECIPIENT);
    out += ">: ";
    out += record.text(NIXIE_FIELD_DIAGNOSTIC);
}

} // namespace nixie::bench
