#include "queueing/loss_reports.hpp"

namespace nixie::impl {

loss_reports::loss_reports(std::size_t targets) : targets_(targets), accounts_(targets * (targets + 1)) {}

void loss_reports::add(std::size_t about, const loss_ledger &fresh, std::int64_t wall_clock) {
    for (std::size_t to = 0; to < targets_; ++to) at(to, about).owed.add(fresh, wall_clock);
}

std::optional<loss> loss_reports::take(std::size_t to, std::size_t about, clock::time_point now) {
    account &here = at(to, about);
    if (here.told && now - *here.told < between_entries) return std::nullopt;
    std::optional<loss> due = here.owed.take_oldest();
    if (due) here.told = now;
    return due;
}

std::optional<loss> loss_reports::take_last(std::size_t to, std::size_t about) {
    return at(to, about).owed.take_oldest();
}

bool loss_reports::owes(std::size_t to) const {
    for (std::size_t about = 0; about < subjects(); ++about)
        if (!at(to, about).owed.empty()) return true;
    return false;
}

} // namespace nixie::impl
