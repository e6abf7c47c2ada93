#include "chaos/ledger.hpp"

#include <algorithm>

namespace nixie::tests {

std::uint64_t told_losses::count() const {
    std::uint64_t sum = named.size();
    for (const loss_entry *each : counted) sum += each->lost;
    return sum;
}

ledger::ledger(const evidence &all, const std::string &instance, const std::string &target)
    : of_calls_(target.empty()) {
    for (const loss_entry &each : all.losses) {
        if (each.instance != instance || each.target != target) continue;
        told_losses &into = by_reason_[each.reason][each.told_at];
        if (!each.exact) into.counted.push_back(&each);
        for (const auto &[first, last] : each.ranges)
            for (std::uint32_t n = first; each.exact && n <= last; ++n) into.named.insert(n);
    }
}

void ledger::explain_named(fates &of) const {
    for (const auto &[reason, told] : by_reason_)
        for (const auto &[at, losses] : told)
            for (const std::uint32_t n : losses.named)
                if (n < of.of.size() && of.of[n].empty()) of.of[n] = class_of(reason);
}

// An entry that says: so many of these numbers.
struct ledger::total {
    std::uint32_t first, last;
    std::uint64_t left;
    std::string fate;
    bool of_calls;
    const std::set<std::uint32_t> *named; // by the same side, in other entries
};

// Of the side that knows of most.
void ledger::append_totals(std::vector<total> &to) const {
    const auto knows_less = [](const auto &one, const auto &other) {
        return one.second.count() < other.second.count();
    };
    for (const auto &[reason, told] : by_reason_) {
        const told_losses &most = std::max_element(told.begin(), told.end(), knows_less)->second;
        for (const loss_entry *each : most.counted)
            to.push_back(
                {each->ranges[0].first, each->ranges[0].second, each->lost, class_of(reason), of_calls_, &most.named});
    }
}

// Number by number, by the entry that covers it and ends first: that leaves the most for later ones. A number that
// another side named is among those of the total, too.
template <class Wanted>
void ledger::explain_by_totals(fates &of, std::vector<total> &totals, Wanted wanted) {
    for (std::uint32_t n = 1; n < of.of.size(); ++n) {
        if (!wanted(n)) continue;
        const auto covers = [&](const total &each) {
            if (each.left == 0 || n < each.first || n > each.last) return false;
            if (of.of[n].empty()) return !each.of_calls || !of.seen_elsewhere[n];
            return of.of[n] == each.fate && !each.named->contains(n);
        };
        const auto found = std::find_if(totals.begin(), totals.end(), covers);
        if (found == totals.end()) continue;
        of.of[n] = found->fate;
        --found->left;
    }
}

void explain(fates &of, const ledger &of_target, const ledger &of_calls) {
    std::vector<ledger::total> totals;
    for (const ledger *each : {&of_target, &of_calls}) {
        each->explain_named(of);
        each->append_totals(totals);
    }
    std::sort(totals.begin(), totals.end(), [](const auto &one, const auto &other) { return one.last < other.last; });
    // Those with the fewest explanations choose first.
    ledger::explain_by_totals(of, totals, [&](auto n) { return !of.of[n].empty(); });
    ledger::explain_by_totals(
        of, totals, [&](auto n) { return of.of[n].empty() && of.own_loss[n].empty() && of.seen_elsewhere[n]; });
    ledger::explain_by_totals(of, totals, [&](auto n) { return of.of[n].empty() && of.own_loss[n].empty(); });
    ledger::explain_by_totals(of, totals, [&](auto n) { return of.of[n].empty(); });
}

std::map<std::uint32_t, std::string> ledger::certain() const {
    std::map<std::uint32_t, std::string> result;
    for (const auto &[reason, told] : by_reason_) {
        if (reason == "uncertain" || reason == "reported_lost") continue;
        for (const auto &[at, losses] : told)
            for (const std::uint32_t n : losses.named) result.emplace(n, reason);
    }
    return result;
}

std::uint64_t ledger::told(side by, const std::string &reason) const {
    const auto told = by_reason_.find(reason);
    if (told == by_reason_.end()) return 0;
    const auto at = told->second.find(by);
    return at == told->second.end() ? 0 : at->second.count();
}

} // namespace nixie::tests
