// What the readers of nixie's output demand of a name. Checked when the tables are compiled (field_table.cpp).
#pragma once

#include <string_view>

#include "record/ascii.hpp"

namespace nixie::impl {

// A C++ member and a JSON key: [a-z][a-z0-9_]*.
constexpr bool is_member_name(std::string_view name) {
    if (name.empty() || !is_lower(name.front())) return false;
    for (const char c : name)
        if (!is_lower(c) && !is_digit(c) && c != '_') return false;
    return true;
}

// journald drops any other field without a word; a leading underscore is for fields that journald itself vouches for.
constexpr bool is_journal_name(std::string_view name) {
    if (name.empty() || name.size() > 64 || !is_upper(name.front())) return false;
    for (const char c : name)
        if (!is_upper(c) && !is_digit(c) && c != '_') return false;
    return true;
}

// SD-NAME of RFC 5424 section 6.3.2: 1 to 32 of printable ASCII without = ] " and blank.
constexpr bool is_sd_name(std::string_view name) {
    if (name.empty() || name.size() > 32) return false;
    for (const char c : name)
        if (c < '!' || c > '~' || c == '=' || c == ']' || c == '"') return false;
    return true;
}

// MSGID of RFC 5424 section 6.2.7: 1 to 32 of printable ASCII.
constexpr bool is_msgid(std::string_view name) {
    if (name.empty() || name.size() > 32) return false;
    for (const char c : name)
        if (c < '!' || c > '~') return false;
    return true;
}

// Whether the one is the other with its ASCII letters in capitals.
constexpr bool is_upper_case_of(std::string_view upper, std::string_view lower) {
    if (upper.size() != lower.size()) return false;
    for (std::size_t i = 0; i < lower.size(); ++i)
        if (is_lower(upper[i]) || to_lower(upper[i]) != lower[i]) return false;
    return true;
}

} // namespace nixie::impl
