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

class ledger {
public:
    // No target: the calls.
    ledger(const evidence &all, const std::string &instance, const std::string &target);

    // Explains what is missing: fates by number, "" where one is missing and not explained.
    void explain(std::vector<std::string> &fates) const;
    // Numbers that are named as lost for certain.
    std::map<std::uint32_t, std::string> certain() const;
    // How many the side was told of.
    std::uint64_t told(side by, const std::string &reason) const;

private:
    using by_side = std::map<side, told_losses>;

    void explain_named(std::vector<std::string> &fates, const std::string &reason, const by_side &told) const;
    void explain_counted(std::vector<std::string> &fates, const std::string &reason, const by_side &told) const;
    std::string class_of(const std::string &reason) const { return (of_calls_ ? "refused_" : "") + reason; }

    const bool of_calls_;
    std::map<std::string, by_side> by_reason_;
};

} // namespace nixie::tests
