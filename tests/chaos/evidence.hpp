// Reads what the judge judges: the load's accounts, the journal, and the JSON files of the collectors. Nothing of
// nixie's own readers takes part.
#pragma once

#include <string>

#include "chaos/judge.hpp"

namespace nixie::tests {

std::vector<account> read_accounts(const std::string &path);
// All entries with an instance: records into `into`, loss entries into `losses`.
void read_journal(stored_side &into, std::vector<loss_entry> &losses);
// The file of a collector; elements: the key under which its lines have the structured data. Lines that are no JSON are
// counted: half lines, which a full disk leaves.
std::size_t read_lines(const std::string &path, const std::string &elements, stored_side &into,
                       std::vector<loss_entry> &losses);
// "5-9,12"
std::vector<std::pair<std::uint32_t, std::uint32_t>> read_ranges(const std::string &text);

} // namespace nixie::tests
