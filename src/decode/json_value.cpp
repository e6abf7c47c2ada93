#include "decode/json_value.hpp"

#include <algorithm>

namespace nixie::impl {

namespace {

std::size_t count_digits(std::string_view text) {
    const auto end = std::find_if(text.begin(), text.end(), [](char c) { return c < '0' || c > '9'; });
    return static_cast<std::size_t>(end - text.begin());
}

// RFC 8259 section 6. simdjson checks a number only by converting it, and its 64 bits are not enough for a user field.
bool is_json_number(std::string_view text) {
    if (text.starts_with('-')) text.remove_prefix(1);
    const std::size_t whole = count_digits(text);
    if (whole == 0 || (whole > 1 && text[0] == '0')) return false;
    text.remove_prefix(whole);
    if (text.starts_with('.')) {
        const std::size_t decimals = count_digits(text.substr(1));
        if (decimals == 0) return false;
        text.remove_prefix(1 + decimals);
    }
    if (text.starts_with('e') || text.starts_with('E')) {
        text.remove_prefix(1);
        if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
        const std::size_t digits = count_digits(text);
        if (digits == 0) return false;
        text.remove_prefix(digits);
    }
    return text.empty();
}

std::string_view without_blanks_behind(std::string_view token) {
    return token.substr(0, token.find_last_not_of(" \t\r\n") + 1);
}

} // namespace

simdjson::error_code json_text::open(std::string_view line, simdjson::ondemand::document &document) {
    padded_.assign(line).append(simdjson::SIMDJSON_PADDING, '\0');
    return parser_.iterate(simdjson::padded_string_view(padded_.data(), line.size(), padded_.size())).get(document);
}

simdjson::error_code check_end(simdjson::ondemand::document &document) {
    // simdjson 3.0 says in no other way that nothing is left.
    return document.current_location().error() == simdjson::OUT_OF_BOUNDS ? simdjson::SUCCESS
                                                                          : simdjson::INCOMPLETE_ARRAY_OR_OBJECT;
}

simdjson::error_code read_json_value(simdjson::ondemand::value &from, json_value &into) {
    simdjson::ondemand::json_type type;
    if (const auto error = from.type().get(type)) return error;
    into.written = without_blanks_behind(from.raw_json_token());
    into.text = into.written;
    switch (type) {
    case simdjson::ondemand::json_type::string:
        into.kind = json_value::kind::text;
        return from.get_string().get(into.text);
    case simdjson::ondemand::json_type::number: // stays unread: the loop over the object steps over it
        into.kind = json_value::kind::number;
        return is_json_number(into.text) ? simdjson::SUCCESS : simdjson::NUMBER_ERROR;
    case simdjson::ondemand::json_type::boolean:
        into.kind = json_value::kind::boolean;
        return into.text == "true" || into.text == "false" ? simdjson::SUCCESS : simdjson::T_ATOM_ERROR;
    case simdjson::ondemand::json_type::null:
        into.kind = json_value::kind::null;
        return into.text == "null" ? simdjson::SUCCESS : simdjson::N_ATOM_ERROR;
    case simdjson::ondemand::json_type::array:
        into.kind = json_value::kind::array;
        into.written = "an array";
        return simdjson::SUCCESS;
    case simdjson::ondemand::json_type::object:
        into.kind = json_value::kind::object;
        into.written = "an object";
        return simdjson::SUCCESS;
    }
    return simdjson::TAPE_ERROR;
}

namespace {

constexpr int deepest = 16; // hostile lines must not use up the stack

simdjson::error_code walk(simdjson::ondemand::value &from, int depth);

simdjson::error_code walk_object(simdjson::ondemand::value &from, int depth) {
    return for_each_member(from,
                           [depth](std::string_view, simdjson::ondemand::value &value) { return walk(value, depth); });
}

simdjson::error_code walk_array(simdjson::ondemand::value &from, int depth) {
    simdjson::ondemand::array array;
    if (const auto error = from.get_array().get(array)) return error;
    for (auto result : array) {
        simdjson::ondemand::value element;
        if (const auto error = std::move(result).get(element)) return error;
        if (const auto error = walk(element, depth)) return error;
    }
    return simdjson::SUCCESS;
}

simdjson::error_code walk(simdjson::ondemand::value &from, int depth) {
    json_value value;
    if (const auto error = read_json_value(from, value)) return error;
    if (depth == deepest) return simdjson::DEPTH_ERROR;
    if (value.kind == json_value::kind::object) return walk_object(from, depth + 1);
    return value.kind == json_value::kind::array ? walk_array(from, depth + 1) : simdjson::SUCCESS;
}

} // namespace

simdjson::error_code walk_json_value(simdjson::ondemand::value &from) {
    return walk(from, 0);
}

} // namespace nixie::impl
