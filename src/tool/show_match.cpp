#include "tool/show_match.hpp"

#include <algorithm>

#include "record/address.hpp"
#include "record/field_hint.hpp"
#include "record/field_table.hpp"
#include "record/text_form.hpp"
#include "tool/failure.hpp"

namespace nixie::impl {
namespace {

std::string upper(std::string_view name) {
    std::string result{name};
    std::transform(result.begin(), result.end(), result.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    return result;
}

// A name as journald takes it.
bool is_journal_name(std::string_view name) {
    return !name.empty() && name.size() <= 64 && !(name.front() >= '0' && name.front() <= '9') &&
           name.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == std::string_view::npos;
}

// One letter put in, left out or replaced, or two neighbours swapped.
bool is_one_typo(std::string_view a, std::string_view b) {
    while (!a.empty() && !b.empty() && a.front() == b.front()) a.remove_prefix(1), b.remove_prefix(1);
    while (!a.empty() && !b.empty() && a.back() == b.back()) a.remove_suffix(1), b.remove_suffix(1);
    if (a.size() <= 1 && b.size() <= 1) return true;
    return a.size() == 2 && b.size() == 2 && a[0] == b[1] && a[1] == b[0];
}

show_match match_of(const field_row &row, std::string_view value) {
    field_set record;
    const bool is_domain = row.type == field_type::domain;
    const std::string text = is_domain ? ascii_lower(value) : std::string{value};
    if (!set_from_text(record, row, text))
        throw failure(exit_code::usage,
                      std::string(row.name) + ": \"" + text + "\" is no " + std::string(type_name(row.type)),
                      value_hint(row, value));
    if (row.type == field_type::event) return {std::string(row.journal_name), text, {}};
    return {std::string(row.journal_name), text_form(record, row), {}};
}

show_match unknown_name(std::string_view name, std::string_view value) {
    const std::string_view near = nearest_field_name(name);
    const std::string raw = "MAIL_" + upper(name);
    if (near.empty()) return {raw, std::string(value), {}};
    if (!is_one_typo(name, near))
        return {raw, std::string(value),
                "taking " + std::string(name) + " for a field of your own, " + did_you_mean(near, "")};
    show_match match = match_of(*find_field(near), value);
    match.remark = "taking " + std::string(name) + " for " + std::string(near) + "; for a field of your own write " +
                   raw + "=" + std::string(value);
    return match;
}

} // namespace

show_match parse_match(std::string_view argument) {
    const std::size_t equals = argument.find('=');
    const std::string_view name = argument.substr(0, equals);
    if (equals == std::string_view::npos)
        throw failure(exit_code::usage, "\"" + std::string(argument) + "\" is no FIELD=VALUE",
                      find_field(name) ? "write " + std::string(name) + "=VALUE" : "write status=5.1.1");
    const std::string_view value = argument.substr(equals + 1);
    if (is_journal_name(name)) return {std::string(name), std::string(value), {}};
    if (const field_row *row = find_field(name)) return match_of(*row, value);
    if (is_user_field_name(name)) return unknown_name(name, value);
    throw failure(exit_code::usage, "\"" + std::string(name) + "\" is no name of a field",
                  did_you_mean(nearest_field_name(ascii_lower(name)),
                               "nixie fields lists them; a raw journal field is in capitals: _SYSTEMD_UNIT"));
}

} // namespace nixie::impl
