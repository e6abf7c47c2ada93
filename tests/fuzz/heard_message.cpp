#include "tool/heard_message.hpp"

#include <algorithm>
#include <string>

#include "decode/json_line.hpp"
#include "encode/escape.hpp"
#include "fuzz/fuzz_input.hpp"

using namespace nixie::impl;

namespace {

bool is_safe_line(std::string_view line) {
    std::string escaped;
    append_escaped(escaped, line, escape_for::msg);
    return escaped == line;
}

// `nixie emit` takes it, or it has no record, or the record has no field.
void require_line_for_emit(std::string_view line) {
    field_set record;
    bool repaired = false;
    const auto problem = json_line_reader().read(line, record, repaired);
    fuzz::require(!repaired, "JSON is UTF-8");
    fuzz::require(!problem || problem->reason == "no field", "nixie emit takes what carries a record");
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    const std::string_view bytes = fuzz::text_of(data, size);
    for (const bool is_json : {false, true}) {
        const heard_message heard = read_heard(bytes, "udp 192.0.2.1:4711", "nixie@32473", is_json);
        fuzz::require(heard.is_good == heard.line.ends_with('\n'), "each message is a line");
        fuzz::require(heard.is_good || !heard.remark.empty(), "what is no message has a reason");
        fuzz::require(is_safe_line(heard.remark), "a remark is safe on a terminal");
        if (!heard.is_good) continue;
        const std::string_view line = std::string_view(heard.line).substr(0, heard.line.size() - 1);
        fuzz::require(is_safe_line(line), "one line, and safe on a terminal");
        if (is_json) require_line_for_emit(line);
    }
    return 0;
}
