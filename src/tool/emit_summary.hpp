// What became of the records of one run of `nixie emit`, out of one snapshot. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "nixie/logger.hpp"

namespace nixie::impl {

// One line a target: "journald: accepted 50, sent 50, refused 0, dropped 0, left 0". Accepted is sent + dropped + left.
// Refused are the lines that gave no record, and what the logger did not take; they are the same for every target.
std::vector<std::string> emit_summary(const stats &snapshot, std::uint64_t refused_lines);

// Whether every target has sent all that it was to get.
bool is_all_sent(const stats &snapshot);

// Records that some target has still to send.
std::uint64_t still_to_send(const stats &snapshot);

} // namespace nixie::impl
