// Reads what the judge judges: the load's accounts, the journal, and the JSON files of the collectors. Nothing of
// nixie's own readers takes part.
#pragma once

#include <string>

#include "chaos/judge.hpp"

namespace nixie::tests {

std::vector<account> read_accounts(const std::string &path);
// All entries with an instance: records and loss entries.
void read_journal(evidence &all);
// The same of a collector's file. Returns how many lines are no JSON: half lines, which a full disk leaves.
std::size_t read_lines(side at, const std::string &path, evidence &all);
// "5-9,12"
std::vector<std::pair<std::uint32_t, std::uint32_t>> read_ranges(const std::string &text);

} // namespace nixie::tests
