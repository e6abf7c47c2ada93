// Entries as systemd-journald takes them (https://systemd.io/JOURNAL_NATIVE_PROTOCOL) and as `journalctl -o export`
// writes them (https://systemd.io/JOURNAL_EXPORT_FORMATS), read strictly. Written apart from src/encode, whose output
// it checks.
#pragma once

#include <optional>
#include <string_view>
#include <variant>
#include <vector>

#include "decode/parse_problem.hpp"

namespace nixie::impl {

struct journal_field {
    std::string_view name;
    std::string_view value;
};

// Views into the bytes that were parsed.
struct journal_entry {
    std::vector<journal_field> fields; // in their order; a name may stand several times

    // The value of the only field of that name; nullopt: there is none, or several.
    std::optional<std::string_view> find(std::string_view name) const;
};

enum class journal_form {
    native,  // names that begin with _ are a problem: journald drops such fields without a word
    exported // as they come out of the journal, __CURSOR and _PID included
};

// Any number of entries, separated by empty lines. Every line must end with a line feed, as must every value with a
// length: journald ignores the rest of a datagram where one is missing. Names are at most 64 of A-Z, 0-9 and _, and
// begin with no digit, as journald wants them.
std::variant<std::vector<journal_entry>, parse_problem> parse_journal_entries(std::string_view bytes,
                                                                              journal_form form);

} // namespace nixie::impl
