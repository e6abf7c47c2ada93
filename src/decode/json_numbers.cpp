#include "decode/json_numbers.hpp"

#include "decode/json_value.hpp"
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
    padded_.assign(line).append(simdjson::SIMDJSON_PADDING, '\0');
    simdjson::ondemand::document document;
    const simdjson::padded_string_view view(padded_.data(), line.size(), padded_.size());
    simdjson::error_code error = parser_.iterate(view).get(document);
    if (!error) error = read_top(document, into);
    if (error) return parse_problem{0, "no JSON object: " + std::string(simdjson::error_message(error))};
    // What other programs call by the same names may look otherwise.
    if (problem_.empty() || !is_instance(into.text(NIXIE_FIELD_INSTANCE))) return std::nullopt;
    return parse_problem{0, std::move(problem_)};
}

simdjson::error_code json_numbers_reader::read_top(simdjson::ondemand::document &document, field_set &into) {
    simdjson::ondemand::object object;
    if (const auto error = document.get_object().get(object)) return error;
    for (auto result : object) {
        simdjson::ondemand::field member;
        std::string_view key;
        if (const auto error = std::move(result).get(member)) return error;
        if (const auto error = member.unescaped_key().get(key)) return error;
        if (const auto error = read_member(key, member.value(), into)) return error;
    }
    // simdjson 3.0 says in no other way that nothing is left.
    return document.current_location().error() == simdjson::OUT_OF_BOUNDS ? simdjson::SUCCESS
                                                                          : simdjson::INCOMPLETE_ARRAY_OR_OBJECT;
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
    simdjson::ondemand::object object;
    if (const auto error = from.get_object().get(object)) return error;
    for (auto result : object) {
        simdjson::ondemand::field member;
        std::string_view key;
        if (const auto error = std::move(result).get(member)) return error;
        if (const auto error = member.unescaped_key().get(key)) return error;
        simdjson::error_code error = simdjson::SUCCESS;
        if (key == "structured_data") error = read_elements(member.value(), into);
        if (key == "timestamp") error = set("time", member.value(), into);
        if (error) return error;
    }
    return simdjson::SUCCESS;
}

simdjson::error_code json_numbers_reader::read_elements(value from, field_set &into) {
    if (!is_object(from)) return simdjson::SUCCESS; // a message without elements
    simdjson::ondemand::object object;
    if (const auto error = from.get_object().get(object)) return error;
    for (auto result : object) {
        simdjson::ondemand::field member;
        std::string_view id;
        if (const auto error = std::move(result).get(member)) return error;
        if (const auto error = member.unescaped_key().get(id)) return error;
        if (const auto error = read_params(member.value(), id == "meta", into)) return error;
    }
    return simdjson::SUCCESS;
}

// Of the element meta its sequenceId; of any other what nixie writes.
simdjson::error_code json_numbers_reader::read_params(value from, bool is_meta, field_set &into) {
    if (!is_object(from)) return simdjson::SUCCESS;
    simdjson::ondemand::object object;
    if (const auto error = from.get_object().get(object)) return error;
    for (auto result : object) {
        simdjson::ondemand::field member;
        std::string_view key;
        if (const auto error = std::move(result).get(member)) return error;
        if (const auto error = member.unescaped_key().get(key)) return error;
        simdjson::error_code error = simdjson::SUCCESS;
        if (!is_meta && key != "sequence" && key != "time") error = set(key, member.value(), into);
        if (is_meta && key == "sequenceId") error = set("sequence", member.value(), into);
        if (error) return error;
    }
    return simdjson::SUCCESS;
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
