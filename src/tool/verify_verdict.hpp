// From what was seen to what is missing: the findings of `nixie verify`. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tool/verify_account.hpp"
#include "tool/verify_gaps.hpp"

namespace nixie::impl {

// Of the sources on the command line and of targets.
inline constexpr std::string_view journald_scheme = "journald:";

// A place where records went: one journal, or the files of one collector.
struct verify_side {
    std::string name;                        // as the reports call it
    std::optional<std::string> name_space{}; // a journal; "": of the default namespace
    bool is_journal = false;
    std::string target{}; // the URI that the user gave for it; "": to be found out
};

enum class verify_verdict {
    complete,    // nothing is missing
    explained,   // everything that is missing is explained
    unexplained, // something is not
    cannot_tell  // not everything was read, or memory was short
};
std::string_view name_of(verify_verdict verdict);

// One instance at one side.
struct side_finding {
    side_finding(const verify_side *of, std::size_t most_ranges);

    const verify_side *side;
    // The targets of the instance that this side may belong to, by URI. Explanations of all of them count.
    std::vector<std::string> targets;
    bool is_asked = true;      // false: the instance has no target there, so nothing is expected
    bool lacks_begin = false;  // the first number that is expected is among the unexplained
    std::uint64_t seen = 0;    // different numbers
    std::uint64_t doubles = 0; // records whose number had come before
    range_list doubled, late;
    gap_account gaps;
};

struct instance_finding {
    std::string name;
    number_range expected; // positions (sequence_position.hpp)
    std::optional<std::int64_t> first_time{}, last_time{};
    std::vector<side_finding> sides{};
    verify_verdict verdict = verify_verdict::complete;
};

struct verify_findings {
    std::vector<instance_finding> instances;
    verify_verdict verdict = verify_verdict::complete;
};

struct find_settings {
    bool has_since = false;               // the first number seen is the first expected one
    std::optional<std::size_t> only_of{}; // only instances of which this side has records
    std::size_t most_ranges = 16;         // of each kind are kept
};

verify_findings find_gaps(const verify_account &account, const std::vector<verify_side> &sides,
                          const find_settings &how);

} // namespace nixie::impl
