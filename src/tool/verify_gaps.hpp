// Which numbers of an instance are missing at one side, and why. Pure.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "tool/number_set.hpp"
#include "tool/range_list.hpp"

namespace nixie::impl {

enum class explanation {
    refused,       // at the call: queue_full, too_large, invalid
    dropped,       // by the target: backlog_full, too_large, deadline, shutdown
    uncertain,     // sent on a connection that then broke
    reported_lost, // an ICMP error told so
    suppressed,    // by journald's rate limit
    filtered       // not among the target's events
};
inline constexpr std::size_t explanation_count = 6;
std::string_view name_of(explanation why);

// These numbers were lost.
struct known_loss {
    explanation why;
    const number_set *numbers;
};

// So many were lost, somewhere in the range.
struct loss_total {
    explanation why;
    number_range within;
    std::uint64_t *left; // goes down as it is used up; several totals may share one
};

struct gap_account {
    explicit gap_account(std::size_t most_ranges);

    std::uint64_t missing = 0;
    std::array<range_list, explanation_count> explained; // by explanation
    range_list unexplained;
    // Which ones a total explains is not known. Where one was used up and numbers are left, the unexplained ones are
    // among these; else empty.
    range_list unexplained_among;

    const range_list &ranges_of(explanation why) const { return explained[static_cast<std::size_t>(why)]; }
};

// What is expected and not seen. Known losses explain before totals; where several know a number, the first in order
// of explanation. Of the totals that could explain a number, the one does that ends first, so that together they
// explain as much as they can.
gap_account explain_gaps(const number_set &seen, number_range expected, std::vector<known_loss> known,
                         std::vector<loss_total> totals, std::size_t most_ranges);

} // namespace nixie::impl
