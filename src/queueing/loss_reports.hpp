// Whom the losses are still to be told: each target is told of the losses at the call and of those of every target, its
// own among them, one entry about each and second. What one target cannot take now waits for it here. I/O thread only.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <vector>

#include "queueing/loss_ledger.hpp"

namespace nixie::impl {

class loss_reports {
public:
    using clock = std::chrono::steady_clock;

    static constexpr std::chrono::milliseconds between_entries{1000};
    static constexpr std::size_t the_call = 0; // whose losses: refused at the call; target i is i + 1

    explicit loss_reports(std::size_t targets);

    // wall_clock: microseconds since 1970.
    void add(std::size_t about, const loss_ledger &fresh, std::int64_t wall_clock);

    // The loss about `about` that target `to` is to be told now, where there is one and its second has passed.
    std::optional<loss> take(std::size_t to, std::size_t about, clock::time_point now);
    // The same at the end, when there is no later second.
    std::optional<loss> take_last(std::size_t to, std::size_t about);
    // It could not be told after all.
    void give_back(std::size_t to, std::size_t about, const loss &untold) { at(to, about).owed.add(untold); }

    std::size_t subjects() const { return targets_ + 1; }
    // Whether a target is still owed something.
    bool owes(std::size_t to) const;

private:
    struct account {
        loss_ledger owed;
        std::optional<clock::time_point> told; // the last entry
    };
    account &at(std::size_t to, std::size_t about) { return accounts_[to * subjects() + about]; }
    const account &at(std::size_t to, std::size_t about) const { return accounts_[to * subjects() + about]; }

    const std::size_t targets_;
    std::vector<account> accounts_;
};

} // namespace nixie::impl
