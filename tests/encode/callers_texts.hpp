// The places where a caller's text can stand in a record, one after the other, and what may follow from each.
#pragma once

#include <algorithm>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "record/derive.hpp"
#include "record/field_set.hpp"

namespace nixie::impl::test {

struct place {
    std::string name; // of the field
    int id;           // 0: a user field
    std::vector<std::string_view> derived{};

    bool derives(std::string_view other) const {
        return std::find(derived.begin(), derived.end(), other) != derived.end();
    }
};

// GoogleTest would print the bytes of the struct.
inline void PrintTo(const place &self, std::ostream *out) {
    *out << self.name;
}

// Every text field of the table that a caller may set, and two user fields.
inline const std::vector<place> &places() {
    static const std::vector<place> all = [] {
        std::vector<place> found;
        for (const field_row &row : field_table) {
            if (!row.is_text() || !row.from_caller()) continue;
            place here{std::string(row.name), row.id};
            if (row.id == NIXIE_FIELD_DIAGNOSTIC) here.derived = {"status", "code"};
            if (row.id == NIXIE_FIELD_SENDER) here.derived = {"sender_domain", "envelope_id"};
            if (row.id == NIXIE_FIELD_RECIPIENT)
                here.derived = {"recipient_domain", "original_recipient", "envelope_id"};
            found.push_back(here);
        }
        found.push_back({"campaign", 0});
        found.push_back({"zone", 0});
        return found;
    }();
    return all;
}

// An everyday record, whose derived fields are left to derive(), with `text` in that place; "" leaves the field out.
inline field_set record_with(const place &where, std::string_view text) {
    field_set record;
    record.set_number(NIXIE_FIELD_TIME, 1'064'870'847'123'456);
    record.set_number(NIXIE_FIELD_SEQUENCE, 7);
    record.set_text(NIXIE_FIELD_INSTANCE, "9c1e07b4a53f2d68");
    record.set_number(NIXIE_FIELD_BOUNCE_CLASS, 10);
    record.set_number(NIXIE_FIELD_STAGE, NIXIE_STAGE_AFTER_RCPT_TO);
    record.set_text(NIXIE_FIELD_DIAGNOSTIC, "550 5.1.1 No such user");
    record.set_text(NIXIE_FIELD_RECIPIENT, "bob@example.fict");
    record.set_text(NIXIE_FIELD_SENDER, "ann@sender.fict");
    record.set_text(NIXIE_FIELD_QUEUE_ID, "4TnX2k0Qz1");
    record.set_text(NIXIE_FIELD_REMOTE_MTA, "mx1.example.fict");
    record.set_text(NIXIE_FIELD_REMOTE_IP, "192.0.2.7");
    if (where.id != 0) record.set_text(where.id, text);
    for (const std::string_view name : {"campaign", "zone"}) {
        const std::string_view own = where.name == name ? text : "everyday";
        if (!own.empty()) record.add_user_field(name, own);
    }
    derive(record);
    return record;
}

// The text that a derived record has there.
inline std::string_view text_at(const field_set &record, const place &where) {
    if (where.id != 0) return record.text(where.id);
    for (const user_text &field : record.user_fields())
        if (field.name == where.name) return field.text;
    return {};
}

} // namespace nixie::impl::test
