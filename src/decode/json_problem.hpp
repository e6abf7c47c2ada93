// What a reader of JSON lines says about a line that it refuses. Texts only; the reader decides.
#pragma once

#include <string>
#include <string_view>

#include <simdjson.h>

#include "decode/json_line.hpp"
#include "record/field_table.hpp"

namespace nixie::impl {

// `written` is the value as it stands in the line, or words for it ("an object"); `key` the key as it was meant.

json_problem broken_json(simdjson::error_code error, std::string_view key); // empty key: about the whole line
json_problem no_field_given();
json_problem key_twice(std::string_view key);
json_problem bad_key(std::string_view key);
json_problem key_not_for_callers(const field_row &row);
json_problem too_many_user_fields(std::string_view key);

json_problem no_form_of(const field_row &row, std::string_view written);
json_problem no_recipient(std::string_view written);
json_problem no_user_text(std::string_view key, std::string_view written);
json_problem event_not_for_callers(const event_row &event);

} // namespace nixie::impl
