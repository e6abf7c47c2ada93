// What the loss and stats entries of one instance tell, from whichever side they came. Pure.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "record/field_set.hpp"
#include "tool/number_set.hpp"
#include "tool/sequence_position.hpp"
#include "tool/verify_gaps.hpp"

namespace nixie::impl {

// A loss entry without ranges: `lost` numbers, somewhere in the range. The same entry may come by several ways.
struct loss_without_ranges {
    explanation why;
    number_range within;
    std::uint64_t lost;
    std::int64_t since;
    std::int64_t time;
    auto operator<=>(const loss_without_ranges &) const = default;
};

// Losses of one target, or those at the call, which are nobody's in particular.
struct loss_account {
    explicit loss_account(number_memory &memory)
        : exact{number_set(memory), number_set(memory), number_set(memory), number_set(memory)} {}

    number_set &of(explanation why) { return exact[static_cast<std::size_t>(why)]; }
    void add_to(std::vector<known_loss> &known) const;

    std::array<number_set, 4> exact; // refused, dropped, uncertain, reported_lost
    std::set<loss_without_ranges> without_ranges;
    std::uint64_t filtered = 0; // by the newest stats entry about the target
};

class verify_losses {
public:
    explicit verify_losses(number_memory &memory) : memory_(&memory), refused_(memory) {}

    // Takes in a loss or stats entry. Its numbers are those nearest to this place.
    void take(const field_set &report, number_range place);

    const loss_account &refused() const { return refused_; }
    const std::map<std::string, loss_account, std::less<>> &targets() const { return targets_; } // by URI
    std::optional<std::uint64_t> last() const { return last_; } // position of the highest number that is known
    bool has_stats() const { return has_stats_; }

private:
    void take_loss(const field_set &report, number_range place);
    void take_stats(const field_set &report, number_range place);
    loss_account *account_of(std::string_view target);
    void reach(std::uint64_t position) { last_ = std::max(last_.value_or(position), position); }

    number_memory *memory_;
    loss_account refused_;
    std::map<std::string, loss_account, std::less<>> targets_;
    std::optional<std::uint64_t> last_;
    bool has_stats_ = false;
};

} // namespace nixie::impl
