#include "decode/numbered_line.hpp"

#include <algorithm>
#include <string>
#include <variant>

#include "decode/rfc5424.hpp"
#include "fuzz/fuzz_input.hpp"
#include "record/sequence.hpp"

using namespace nixie::impl;

namespace {

bool has_param(const syslog_message &message, std::string_view name, std::string_view value) {
    return std::ranges::any_of(message.elements, [&](const sd_element &element) {
        return std::ranges::any_of(element.params,
                                   [&](const sd_param &param) { return param.name == name && param.value == value; });
    });
}

// The quick way through a message finds what the strict reader finds.
void require_what_the_message_says(std::string_view line, const numbered_entry &entry) {
    const auto parsed = parse_syslog_message(line);
    const auto *message = std::get_if<syslog_message>(&parsed);
    if (!message) return;
    fuzz::require(has_param(*message, "instance", entry.instance), "the instance stands in an element");
    const sd_element *meta = message->find_element("meta");
    fuzz::require(meta != nullptr, "the number stands in meta");
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    static numbered_line_reader reader;
    const std::string_view line = fuzz::text_of(data, size);
    numbered_entry entry;
    const auto problem = reader.read(line, entry);
    fuzz::require(!problem || !problem->reason.empty(), "a problem has a reason");
    if (problem || entry.kind == numbered_entry::kind::foreign) return 0;
    fuzz::require(is_instance(entry.instance), "an instance is 16 hex digits");
    if (entry.kind == numbered_entry::kind::report) return 0;
    fuzz::require(is_sequence(entry.sequence), "a number is from 1 to 2147483647");
    if (!line.starts_with('{')) require_what_the_message_says(line, entry);
    return 0;
}
