// JSON as simdjson gives it: a line, the members of an object, one value as far as a record can hold one. Only for the
// readers of JSON in this room.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include <simdjson.h>

namespace nixie::impl {

// A line that is read; keeps its memory for the next one.
class json_text {
public:
    simdjson::error_code open(std::string_view line, simdjson::ondemand::document &document);

private:
    simdjson::ondemand::parser parser_;
    std::string padded_; // the line and the bytes behind it that simdjson may read
};

// An error where something stands behind the value that was read.
simdjson::error_code check_end(simdjson::ondemand::document &document);

// Calls visit(key, value) for each member of an object, which `from` is: a document or a value. Ends at the first
// error, also one that visit returns.
template <class From, class Visit>
simdjson::error_code for_each_member(From &from, Visit visit) {
    simdjson::ondemand::object object;
    if (const auto error = from.get_object().get(object)) return error;
    for (auto result : object) {
        simdjson::ondemand::field member;
        std::string_view key;
        if (const auto error = std::move(result).get(member)) return error;
        if (const auto error = member.unescaped_key().get(key)) return error;
        if (const simdjson::error_code error = visit(key, member.value())) return error;
    }
    return simdjson::SUCCESS;
}

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
