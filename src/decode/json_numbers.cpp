#include "decode/json_numbers.hpp"

#include "decode/numbered_line.hpp"
#include "record/address.hpp"
#include "record/text_form.hpp"

namespace nixie::impl {
namespace {

constexpr std::string_view journal_prefix = "MAIL_";

// The others of a record may hold megabytes, and are stepped over.
bool is_wanted(const field_row &row) {
    return row.set_by == set_by::nixie || row.id == NIXIE_FIELD_EVENT || row.id == NIXIE_FIELD_TIME;
}

// Where the value is another thing, the loop over its object steps over it.
bool is_object(simdjson::ondemand::value &from) {
    simdjson::ondemand::json_type type;
    return !from.type().get(type) && type == simdjson::ondemand::json_type::object;
}

} // namespace

std::optional<parse_problem> json_numbers_reader::read(std::string_view line, field_set &into) {
    into.clear();
    into.set_event(0);
    problem_.clear();
    simdjson::ondemand::document document;
    simdjson::error_code error = text_.open(line, document);
    if (!error)
        error =
            for_each_member(document, [&](std::string_view key, value from) { return read_member(key, from, into); });
    if (!error) error = check_end(document);
    if (error) return parse_problem{0, "no JSON object: " + std::string(simdjson::error_message(error))};
    // What other programs call by the same names may look otherwise.
    if (problem_.empty() || !is_instance(into.text(NIXIE_FIELD_INSTANCE))) return std::nullopt;
    return parse_problem{0, std::move(problem_)};
}

// nixie's own keys; those of journalctl; sd of rsyslog, _SDATA of syslog-ng, syslog of nixie listen.
simdjson::error_code json_numbers_reader::read_member(std::string_view key, value from, field_set &into) {
    if (key == "syslog") return read_message(from, into);
    if (key == "sd" || key == "_SDATA") return read_elements(from, into);
    if (key.starts_with(journal_prefix)) return set(ascii_lower(key.substr(journal_prefix.size())), from, into);
    if (key == "TIME") return set("time", from, into);
    return set(key, from, into);
}

simdjson::error_code json_numbers_reader::read_message(value from, field_set &into) {
    if (!is_object(from)) return simdjson::SUCCESS; // as a text it is a user field
    return for_each_member(from, [&](std::string_view key, value member) {
        if (key == "structured_data") return read_elements(member, into);
        return key == "timestamp" ? set("time", member, into) : simdjson::SUCCESS;
    });
}

simdjson::error_code json_numbers_reader::read_elements(value from, field_set &into) {
    if (!is_object(from)) return simdjson::SUCCESS; // a message without elements
    return for_each_member(
        from, [&](std::string_view id, value element) { return read_params(element, id == "meta", into); });
}

// Of the element meta its sequenceId; of any other what nixie writes.
simdjson::error_code json_numbers_reader::read_params(value from, bool is_meta, field_set &into) {
    if (!is_object(from)) return simdjson::SUCCESS;
    return for_each_member(from, [&](std::string_view key, value param) {
        if (is_meta) return key == "sequenceId" ? set("sequence", param, into) : simdjson::SUCCESS;
        return key != "sequence" && key != "time" ? set(key, param, into) : simdjson::SUCCESS;
    });
}

simdjson::error_code json_numbers_reader::set(std::string_view name, value from, field_set &into) {
    const field_row *row = find_field(name);
    if (!row || !is_wanted(*row)) return simdjson::SUCCESS;
    json_value given;
    if (const auto error = read_json_value(from, given)) return error;
    const bool is_simple = given.kind == json_value::kind::text || given.kind == json_value::kind::number;
    if (given.kind == json_value::kind::null || given.text.empty()) return simdjson::SUCCESS;
    const bool is_event = row->id == NIXIE_FIELD_EVENT;
    const bool is_twice = is_event ? into.event() != 0 : into.has(row->id);
    // nixie listen has them of the record, and again of its message.
    if (is_twice && (is_event || row->id == NIXIE_FIELD_TIME)) return simdjson::SUCCESS;
    if (!is_twice && is_simple && set_from_text(into, *row, given.text)) return simdjson::SUCCESS;
    problem_ = std::string(name) + (is_twice ? " stands twice" : " is no " + std::string(type_name(row->type)));
    return simdjson::SUCCESS;
}

} // namespace nixie::impl
