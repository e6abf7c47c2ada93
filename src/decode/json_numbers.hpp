// The numbers of a record as JSON, in the forms of those who write some. Only for numbered_line.cpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <simdjson.h>

#include "decode/json_value.hpp"
#include "decode/parse_problem.hpp"
#include "record/field_set.hpp"

namespace nixie::impl {

// Keeps its memory between lines.
class json_numbers_reader {
public:
    // Fills `into` (cleared first) with what only nixie sets, the event and the time; instance is absent where the
    // object is no record of nixie. The texts live until the next read().
    std::optional<parse_problem> read(std::string_view line, field_set &into);

private:
    using value = simdjson::ondemand::value;
    simdjson::error_code read_member(std::string_view key, value from, field_set &into);
    simdjson::error_code read_message(value from, field_set &into);
    simdjson::error_code read_elements(value from, field_set &into);
    simdjson::error_code read_params(value from, bool is_meta, field_set &into);
    simdjson::error_code set(std::string_view name, value from, field_set &into);

    json_text text_;
    std::string problem_;
};

} // namespace nixie::impl
