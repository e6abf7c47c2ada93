#include "decode/json_problem.hpp"

#include <algorithm>

#include "record/field_hint.hpp"

namespace nixie::impl {

namespace {

constexpr const char *example_line = R"(one JSON object a line, such as {"recipient":"bob@example.fict","code":550})";

// Short, and safe on a terminal: it may be a remote mail server's text.
std::string shown(std::string_view written) {
    constexpr std::size_t longest = 60;
    std::string safe;
    for (const char c : written.substr(0, longest)) safe += c >= ' ' && c <= '~' ? c : '?';
    return written.size() > longest ? safe + "..." : safe;
}

std::string_view without_quotes(std::string_view written) {
    return written.size() >= 2 && written.starts_with('"') ? written.substr(1, written.size() - 2) : written;
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::string fault_of_number(std::string_view written) {
    written = without_quotes(written);
    if (written.starts_with('-')) written.remove_prefix(1);
    if (written.empty() || !is_digit(written[0])) return "no number";
    return std::all_of(written.begin(), written.end(), is_digit) ? "out of range" : "no whole number";
}

// What the value is not: "no number", "no time".
std::string fault(const field_row &row, std::string_view written) {
    if (row.type == field_type::number || row.type == field_type::port) return fault_of_number(written);
    if (row.type == field_type::time) return "no time";
    if (row.type == field_type::seconds) return "no seconds";
    if (row.type == field_type::event) return "no event";
    return row.type == field_type::stage ? "no stage" : "no text";
}

} // namespace

json_problem broken_json(simdjson::error_code error, std::string_view key) {
    const auto problem = [key](const char *reason, const char *hint) { return json_problem{reason, shown(key), hint}; };
    switch (error) {
    case simdjson::EMPTY:
        return problem("an empty line", example_line);
    case simdjson::INCORRECT_TYPE:
        return problem("no JSON object", example_line);
    case simdjson::INCOMPLETE_ARRAY_OR_OBJECT:
        return problem("the object does not end where the line ends", example_line);
    case simdjson::UNCLOSED_STRING:
        return problem("a text does not end", "a \" inside a text is written \\\"");
    case simdjson::UNESCAPED_CHARS:
        return problem("a control character inside a text", "write it as \\n, \\t or \\u001b");
    case simdjson::STRING_ERROR:
        return problem("an escape that JSON does not have",
                       R"(escapes are \" \\ \/ \b \f \n \r \t and \uXXXX, surrogates in pairs)");
    case simdjson::CAPACITY:
        return problem("a line of 4 GiB or more", "split it");
    case simdjson::MEMALLOC:
        return problem("not enough memory for this line", "split it");
    default:
        return problem("broken JSON", "look for a comma, colon, quote or bracket that is missing or too much");
    }
}

json_problem no_field_given() {
    return {"no field", "", "at least one besides event and time, such as recipient or diagnostic"};
}

json_problem key_twice(std::string_view key) {
    return {"given twice", shown(key),
            key == "recipient" ? R"(several recipients are an array: ["a@example.fict","b@example.fict"])"
                               : "leave one out"};
}

json_problem bad_key(std::string_view key) {
    const std::string_view near = nearest_field_name(key);
    const field_row *row = find_field(near);
    const bool is_legal = row && (row->from_caller() || row->id == NIXIE_FIELD_EVENT);
    return {
        "no field name", shown(key),
        did_you_mean(is_legal ? near : std::string_view{},
                     "a field of `nixie fields`, or a name of your own: a letter a-z, then up to 31 of a-z, 0-9, _")};
}

json_problem key_not_for_callers(const field_row &row) {
    return {row.set_by == set_by::derived ? "nixie derives it from other fields" : "only nixie sets it",
            std::string(row.name), "leave it out"};
}

json_problem too_many_user_fields(std::string_view key) {
    const std::string most = std::to_string(most_user_fields);
    return {"more than " + most + " fields of your own", shown(key), "at most " + most + " besides those of the table"};
}

json_problem no_form_of(const field_row &row, std::string_view written) {
    return {fault(row, written) + ": " + shown(written), std::string(row.name),
            value_hint(row, without_quotes(written))};
}

json_problem no_recipient(std::string_view written) {
    return {"no text: " + shown(written), "recipient", "a text in quotes, or an array of such texts"};
}

json_problem no_user_text(std::string_view key, std::string_view written) {
    return {"no text: " + shown(written), shown(key), "a text in quotes, a number, true or false"};
}

json_problem event_not_for_callers(const event_row &event) {
    return {"only nixie reports it: " + std::string(event.name), "event", "write one of " + caller_event_names()};
}

} // namespace nixie::impl
