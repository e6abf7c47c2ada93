#include "decode/numbered_line.hpp"

#include <algorithm>
#include <variant>

#include "decode/json_numbers.hpp"
#include "decode/mail_record.hpp"
#include "decode/message_numbers.hpp"
#include "decode/rfc5424.hpp"
#include "decode/syslog_timestamp.hpp"
#include "record/sequence.hpp"
#include "record/text_form.hpp"

namespace nixie::impl {
namespace {

using verdict = std::optional<parse_problem>; // nullopt: all is well

bool is_report(const event_row *event) {
    return event && !event->from_caller;
}

verdict number_entry(std::optional<std::int64_t> sequence, numbered_entry &entry) {
    entry.kind = numbered_entry::kind::record;
    if (!sequence) return parse_problem{0, "a record of nixie without its number"};
    if (!is_sequence(*sequence)) return parse_problem{0, "sequence is no number from 1 to 2147483647"};
    entry.sequence = *sequence;
    return std::nullopt;
}

const sd_element *element_of_nixie(const syslog_message &message) {
    const auto found = std::ranges::find_if(message.elements, [](const sd_element &element) {
        return std::ranges::any_of(
            element.params, [](const sd_param &param) { return param.name == "instance" && is_instance(param.value); });
    });
    return found == message.elements.end() ? nullptr : &*found;
}

} // namespace

bool is_instance(std::string_view text) {
    return text.size() == 16 && text.find_first_not_of("0123456789abcdef") == text.npos;
}

struct numbered_line_reader::parts {
    verdict read_message(std::string_view line, numbered_entry &entry);
    verdict read_message_in_full(std::string_view line, numbered_entry &entry);
    verdict read_json(std::string_view line, numbered_entry &entry);
    verdict from_fields(numbered_entry &entry) const;

    json_numbers_reader json;
    syslog_message message; // its texts are the report's
    field_set fields;
};

verdict numbered_line_reader::parts::read_message(std::string_view line, numbered_entry &entry) {
    message_numbers numbers;
    const bool is_simple = scan_message_numbers(line, numbers) && is_instance(numbers.instance) &&
                           !is_report(find_event_of_msgid(numbers.msgid));
    if (!is_simple) return read_message_in_full(line, entry);
    entry.instance = numbers.instance;
    const auto time = parse_syslog_timestamp(numbers.timestamp);
    if (const auto *microseconds = std::get_if<std::int64_t>(&time)) entry.time = *microseconds;
    return number_entry(parse_number(numbers.sequence), entry);
}

verdict numbered_line_reader::parts::read_message_in_full(std::string_view line, numbered_entry &entry) {
    auto parsed = parse_syslog_message(line);
    if (auto *problem = std::get_if<parse_problem>(&parsed)) return std::move(*problem);
    message = std::move(std::get<syslog_message>(parsed));
    const sd_element *element = element_of_nixie(message);
    if (!element) return std::nullopt;
    if (const auto problem = read_mail_record(message, element->id, fields))
        return parse_problem{0, problem->reason + (problem->field.empty() ? "" : " (" + problem->field + ")")};
    return from_fields(entry);
}

verdict numbered_line_reader::parts::read_json(std::string_view line, numbered_entry &entry) {
    if (auto problem = json.read(line, fields)) return problem;
    if (!is_instance(fields.text(NIXIE_FIELD_INSTANCE))) return std::nullopt;
    return from_fields(entry);
}

verdict numbered_line_reader::parts::from_fields(numbered_entry &entry) const {
    entry.instance = fields.text(NIXIE_FIELD_INSTANCE);
    if (fields.has(NIXIE_FIELD_TIME)) entry.time = fields.number(NIXIE_FIELD_TIME);
    if (!is_report(find_event(fields.event()))) {
        const bool has_number = fields.has(NIXIE_FIELD_SEQUENCE);
        return number_entry(has_number ? std::optional(fields.number(NIXIE_FIELD_SEQUENCE)) : std::nullopt, entry);
    }
    entry.kind = numbered_entry::kind::report;
    entry.report = &fields;
    return std::nullopt;
}

numbered_line_reader::numbered_line_reader() : parts_(std::make_unique<parts>()) {}
numbered_line_reader::~numbered_line_reader() = default;

std::optional<parse_problem> numbered_line_reader::read(std::string_view line, numbered_entry &entry) {
    entry = {};
    return line.starts_with('{') ? parts_->read_json(line, entry) : parts_->read_message(line, entry);
}

} // namespace nixie::impl
