// One value of a JSON object, as far as a record can hold one. Only for json_line.cpp.
#pragma once

#include <string_view>

#include <simdjson.h>

namespace nixie::impl {

struct json_value {
    enum class kind { null, text, number, boolean, array, object };
    enum kind kind = kind::null;
    std::string_view text;    // of a text without its escapes; of a number or boolean as it stands in the line
    std::string_view written; // for people: as it stands in the line; "an array", "an object"
};

// Reads a value, except that arrays and objects are only named, not entered. The views live as long as simdjson's
// parser keeps the line.
simdjson::error_code read_json_value(simdjson::ondemand::value &from, json_value &into);

// Steps over a value of any kind, and refuses what is no JSON in it: simdjson by itself looks at nothing that is not
// read. Objects and arrays may nest 16 levels deep.
simdjson::error_code walk_json_value(simdjson::ondemand::value &from);

} // namespace nixie::impl
