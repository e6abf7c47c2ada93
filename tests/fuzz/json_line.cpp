#include "decode/json_line.hpp"

#include <string>

#include <simdjson.h>

#include "fuzz/fuzz_input.hpp"

using namespace nixie::impl;

namespace {

// simdjson's other parser checks the whole line before it gives anything. It knows no integers beyond 64 bits and no
// floating-point numbers beyond a double, which may stand in a user field.
bool is_json(std::string_view line) {
    simdjson::dom::parser parser;
    const auto error = parser.parse(simdjson::padded_string(line)).error();
    return error == simdjson::SUCCESS || error == simdjson::NUMBER_ERROR;
}

void check_text(std::string_view text) {
    fuzz::require(!text.empty() && simdjson::validate_utf8(text), "texts are UTF-8, and empty ones left out");
}

void check_record(const field_set &record) {
    bool has_field = !record.user_fields().empty();
    for (const field_row &row : field_table) {
        if (!record.has(row.id)) continue;
        fuzz::require(row.from_caller(), "only what callers give is set");
        has_field = has_field || row.id != NIXIE_FIELD_TIME;
        if (row.is_text()) check_text(record.text(row.id));
    }
    fuzz::require(has_field, "a record has a field besides the time");
    for (const std::string_view recipient : record.more_recipients()) check_text(recipient);
    for (const user_text &field : record.user_fields()) {
        fuzz::require(is_user_field_name(field.name), "user fields have legal names");
        check_text(field.text);
    }
    fuzz::require(record.user_fields().size() <= most_user_fields, "not too many user fields");
    fuzz::require(find_event(record.event())->from_caller, "only events of callers");
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    // One reader for all lines, as the tool has: what one line leaves behind must not hurt the next.
    static json_line_reader reader;
    static field_set record;
    const std::string_view line = fuzz::text_of(data, size);
    bool repaired = false;
    if (const auto problem = reader.read(line, record, repaired)) {
        fuzz::require(!problem->reason.empty() && !problem->hint.empty(), "a problem has a reason and a hint");
        for (const char c : problem->reason + problem->key)
            fuzz::require(c >= ' ' && c <= '~', "what is shown of a line is safe on a terminal");
        return 0;
    }
    fuzz::require(repaired == !simdjson::validate_utf8(line), "repaired says whether the line was UTF-8");
    fuzz::require(repaired || line.starts_with("\xEF\xBB\xBF") || is_json(line), "what is no JSON is refused");
    check_record(record);
    return 0;
}
