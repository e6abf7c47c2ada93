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

void ledger::explain(std::vector<std::string> &fates) const {
    for (const auto &[reason, told] : by_reason_) explain_named(fates, reason, told);
    for (const auto &[reason, told] : by_reason_) explain_counted(fates, reason, told);
}

void ledger::explain_named(std::vector<std::string> &fates, const std::string &reason, const by_side &told) const {
    for (const auto &[at, losses] : told)
        for (const std::uint32_t n : losses.named)
            if (n < fates.size() && fates[n].empty()) fates[n] = class_of(reason);
}

// By the side that knows of most. What others named is among those that it counts.
void ledger::explain_counted(std::vector<std::string> &fates, const std::string &reason, const by_side &told) const {
    const auto knows_less = [](const auto &one, const auto &other) {
        return one.second.count() < other.second.count();
    };
    const told_losses &most = std::max_element(told.begin(), told.end(), knows_less)->second;
    std::set<std::uint32_t> taken = most.named;
    for (const loss_entry *each : most.counted) {
        const std::size_t last = std::min<std::size_t>(each->ranges[0].second, fates.size() - 1);
        std::uint64_t left = each->lost;
        for (std::uint32_t n = each->ranges[0].first; n <= last && left > 0; ++n)
            if (fates[n] == class_of(reason) && taken.insert(n).second) --left;
        for (std::uint32_t n = each->ranges[0].first; n <= last && left > 0; ++n) {
            if (!fates[n].empty()) continue;
            fates[n] = class_of(reason);
            taken.insert(n);
            --left;
        }
    }
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
