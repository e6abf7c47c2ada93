// What the loss entries say about one logger and one of its targets, or about its calls. Every side is told of all
// losses, in entries that may be put together otherwise than at the next side, so one side's are counted, not the sum.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "chaos/judge.hpp"

namespace nixie::tests {

// By one side, for one reason.
struct told_losses {
    std::set<std::uint32_t> named;           // each a number
    std::vector<const loss_entry *> counted; // so many, somewhere in a range
    std::uint64_t count() const;
};

// What became of the numbers of one logger at one side; all by number.
struct fates {
    std::vector<std::string> of;       // "": missing, and not explained so far
    std::vector<bool> seen_elsewhere;  // so it was not refused
    std::vector<std::string> own_loss; // why the side may have lost it itself; "": it cannot have
};

class ledger {
public:
    // No target: the calls.
    ledger(const evidence &all, const std::string &instance, const std::string &target);

    // Numbers that are named as lost for certain.
    std::map<std::uint32_t, std::string> certain() const;
    // How many the side was told of.
    std::uint64_t told(side by, const std::string &reason) const;

private:
    using by_side = std::map<side, told_losses>;

    friend void explain(fates &, const ledger &, const ledger &);
    struct total;

    void explain_named(fates &of) const;
    void append_totals(std::vector<total> &to) const;
    template <class Wanted>
    static void explain_by_totals(fates &of, std::vector<total> &totals, Wanted wanted);
    std::string class_of(const std::string &reason) const { return (of_calls_ ? "refused_" : "") + reason; }

    const bool of_calls_;
    std::map<std::string, by_side> by_reason_;
};

// Explains what is missing by what a target and the calls have lost. Of entries that have a total alone, as many
// explain as can, and first what nothing else explains.
void explain(fates &of, const ledger &of_target, const ledger &of_calls);

} // namespace nixie::tests
