#include "decode/json_line.hpp"

#include <unordered_set>

#include <simdjson.h>

#include "decode/json_problem.hpp"
#include "decode/json_value.hpp"
#include "record/text_form.hpp"
#include "record/utf8.hpp"

namespace nixie::impl {

namespace {

using verdict = std::optional<json_problem>; // nullopt: all is well

// Under this key `nixie listen --json` tells of the message that carried the record. As a text it is a user field.
constexpr std::string_view message_key = "syslog";

bool is_numeric(field_type type) {
    return type == field_type::number || type == field_type::port || type == field_type::time ||
           type == field_type::seconds;
}

verdict check_ignored(simdjson::ondemand::value &from, std::string_view key) {
    const auto error = walk_json_value(from);
    return error ? verdict(broken_json(error, key)) : std::nullopt;
}

} // namespace

struct json_line_reader::parser {
    verdict read_line(std::string_view line, field_set &into);
    verdict read_members(simdjson::ondemand::document &document);
    verdict read_member(simdjson::ondemand::field &member);
    verdict read_value(std::string_view key, simdjson::ondemand::value &from);
    verdict set_field(const field_row &row, const json_value &value);
    verdict set_event(const field_row &row, const json_value &value);
    verdict set_recipients(simdjson::ondemand::value &from, json_value &value);
    verdict add_recipient(const json_value &value);
    verdict add_user_field(std::string_view key, const json_value &value);

    json_text text;
    std::unordered_set<std::string_view> keys;
    field_set *record = nullptr;
    bool has_field = false; // besides event and time
};

verdict json_line_reader::parser::read_line(std::string_view line, field_set &into) {
    record = &into;
    record->clear();
    keys.clear();
    has_field = false;
    simdjson::ondemand::document document;
    if (const auto error = text.open(line, document)) return broken_json(error, {});
    if (verdict problem = read_members(document)) return problem;
    return has_field ? std::nullopt : verdict(no_field_given());
}

verdict json_line_reader::parser::read_members(simdjson::ondemand::document &document) {
    simdjson::ondemand::object object;
    if (const auto error = document.get_object().get(object)) return broken_json(error, {});
    for (auto result : object) {
        simdjson::ondemand::field member;
        if (const auto error = std::move(result).get(member)) return broken_json(error, {});
        if (verdict problem = read_member(member)) return problem;
    }
    if (const auto error = check_end(document)) return broken_json(error, {});
    return std::nullopt;
}

verdict json_line_reader::parser::read_member(simdjson::ondemand::field &member) {
    std::string_view key;
    if (const auto error = member.unescaped_key().get(key)) return broken_json(error, {});
    if (!keys.insert(key).second) return key_twice(key);
    return read_value(key, member.value());
}

verdict json_line_reader::parser::read_value(std::string_view key, simdjson::ondemand::value &from) {
    json_value value;
    if (const auto error = read_json_value(from, value)) return broken_json(error, key);
    if (value.kind == json_value::kind::null) return std::nullopt;
    if (key == message_key && value.kind == json_value::kind::object) return check_ignored(from, key);
    const field_row *row = find_field(key);
    if (!row) return add_user_field(key, value);
    if (row->id == NIXIE_FIELD_EVENT) return set_event(*row, value);
    if (!row->from_caller()) return key_not_for_callers(*row);
    return row->id == NIXIE_FIELD_RECIPIENT ? set_recipients(from, value) : set_field(*row, value);
}

verdict json_line_reader::parser::set_field(const field_row &row, const json_value &value) {
    const bool is_text = value.kind == json_value::kind::text;
    const bool is_number = value.kind == json_value::kind::number && is_numeric(row.type);
    if (!is_text && !is_number) return no_form_of(row, value.written);
    if (value.text.empty()) return std::nullopt; // an empty text is a field left out, as everywhere in nixie
    if (!set_from_text(*record, row, value.text)) return no_form_of(row, value.written);
    has_field = has_field || row.id != NIXIE_FIELD_TIME;
    return std::nullopt;
}

verdict json_line_reader::parser::set_event(const field_row &row, const json_value &value) {
    const event_row *event = value.kind == json_value::kind::text ? find_event(value.text) : nullptr;
    if (!event) return no_form_of(row, value.written);
    if (!event->from_caller) return event_not_for_callers(*event);
    record->set_event(event->number);
    return std::nullopt;
}

verdict json_line_reader::parser::set_recipients(simdjson::ondemand::value &from, json_value &value) {
    if (value.kind != json_value::kind::array) return add_recipient(value);
    simdjson::ondemand::array recipients;
    if (const auto error = from.get_array().get(recipients)) return broken_json(error, "recipient");
    for (auto result : recipients) {
        simdjson::ondemand::value element;
        if (const auto error = std::move(result).get(element)) return broken_json(error, "recipient");
        if (const auto error = read_json_value(element, value)) return broken_json(error, "recipient");
        if (value.kind == json_value::kind::null) continue;
        if (verdict problem = add_recipient(value)) return problem;
    }
    return std::nullopt;
}

verdict json_line_reader::parser::add_recipient(const json_value &value) {
    if (value.kind != json_value::kind::text) return no_recipient(value.written);
    if (value.text.empty()) return std::nullopt;
    if (record->has(NIXIE_FIELD_RECIPIENT))
        record->add_recipient(value.text);
    else
        record->set_text(NIXIE_FIELD_RECIPIENT, value.text);
    has_field = true;
    return std::nullopt;
}

verdict json_line_reader::parser::add_user_field(std::string_view key, const json_value &value) {
    if (!is_user_field_name(key)) return bad_key(key);
    if (value.kind == json_value::kind::array || value.kind == json_value::kind::object)
        return no_user_text(key, value.written);
    if (value.text.empty()) return std::nullopt;
    if (record->user_fields().size() == most_user_fields) return too_many_user_fields(key);
    record->add_user_field(key, value.text);
    has_field = true;
    return std::nullopt;
}

json_line_reader::json_line_reader() : parser_(std::make_unique<parser>()) {}
json_line_reader::~json_line_reader() = default;

std::optional<json_problem> json_line_reader::read(std::string_view line, field_set &record, bool &repaired) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF"; // some editors begin a file with it
    if (line.starts_with(byte_order_mark)) line.remove_prefix(byte_order_mark.size());
    repaired = !simdjson::validate_utf8(line);
    verdict problem = parser_->read_line(repaired ? repair_utf8(line) : line, record);
    if (problem) record.clear();
    return problem;
}

} // namespace nixie::impl
