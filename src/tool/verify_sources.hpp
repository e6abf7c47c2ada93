// The sources on the command line of `nixie verify` → sides. Looks at files, reads no records.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "journal/journal_source.hpp"
#include "tool/verify_verdict.hpp"

namespace nixie::impl {

struct side_source {
    verify_side side;
    journal_source journal{};         // where side.is_journal
    std::vector<std::string> files{}; // else: of a collector, the oldest first; "-": standard input
};

// A rotated file and what is left of its name: x.log.2.gz → x.log. Numbers count back from the newest file, dates on.
struct rotated_name {
    std::string base;
    bool is_date = false;
    std::string date{};       // digits
    unsigned long number = 0; // 0: the file that is written to
};
rotated_name parse_rotated(const std::string &path);

// `sources`: journald:, journald:NAMESPACE, a directory of journal files, journal files, files of collectors, -.
// `targets`: SIDE=URI. Files that differ by their rotation alone, and journal files of one directory, become one side.
// Throws failure: a source that is not there, or named twice; a target for a side that there is not.
std::vector<side_source> sides_of(const std::vector<std::string> &sources, const std::vector<std::string> &targets);

// The index of the side of this name. Throws failure, in which `option` is named, where there is none.
std::size_t find_side(const std::vector<side_source> &sides, const std::string &name, const std::string &option);

} // namespace nixie::impl
