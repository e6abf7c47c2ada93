// A record as one JSON object (RFC 8259), with the names of the field table and its text forms.
#pragma once

#include <string>
#include <string_view>

#include "record/field_set.hpp"

namespace nixie::impl {

enum class json_fields {
    all,    // every field that is set
    callers // what a caller may give, so that `nixie emit` takes the line
};

// Appends {"event":"permanent_failure","time":"…",…} without a line break. Whole numbers are JSON numbers, everything
// else strings; bad UTF-8 becomes U+FFFD. Several recipients become an array.
void append_json(std::string &out, const field_set &record, json_fields which);

// Appends a text in quotes. Bad UTF-8 becomes U+FFFD; what a terminal could obey is written as an escape, which for a
// reader of JSON is the same character.
void append_json_text(std::string &out, std::string_view text);

// Appends the name of a member to an object that has begun, with the comma before it where one is needed.
void append_json_key(std::string &out, std::string_view name);

// The same with a text as its value.
void append_json_member(std::string &out, std::string_view name, std::string_view text);

} // namespace nixie::impl
