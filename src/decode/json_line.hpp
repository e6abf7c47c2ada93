// JSON lines → records: the keys are the names of the field table, the texts its text forms.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "record/field_set.hpp"

namespace nixie::impl {

struct json_problem {
    std::string reason; // "no number: \"abc\""
    std::string key;    // the key it is about; empty where it is about the whole line
    std::string hint;   // "did you mean recipient?", "a number from 0 to 65535"
};

// Reads one line after the other; keeps its memory between lines. Not shared between threads.
class json_line_reader {
public:
    json_line_reader();
    ~json_line_reader();

    // Fills `record` (cleared first) from one JSON object. `event` defaults to permanent_failure; `recipient` is a
    // string or an array of strings; a field that is a number, port, time or duration may be a JSON number or its text
    // form; null and "" (but for event) are as if left out; valid unknown keys with a string, number or boolean become
    // user fields. What only nixie sets, events that only nixie reports, a key twice, and an object without a field
    // besides event and time are refused. An object under the key `syslog` is stepped over: there `nixie listen --json`
    // tells of the message that carried the record. Bytes that are no UTF-8 are repaired to U+FFFD, and `repaired` says
    // so. nullopt: the record is good; its texts are views that live until the next read(). Otherwise the record is
    // empty.
    std::optional<json_problem> read(std::string_view line, field_set &record, bool &repaired);

private:
    struct parser;
    std::unique_ptr<parser> parser_;
};

} // namespace nixie::impl
