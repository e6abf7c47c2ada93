#include "queueing/loss_ledger.hpp"

#include <algorithm>
#include <utility>

namespace nixie::impl {

void loss_ledger::add(loss_reason reason, const sequence_ranges &sequences, std::int64_t since) {
    if (sequences.empty()) return;
    entry &here = entries_[index(reason)];
    here.since = here.sequences.empty() ? since : std::min(here.since, since);
    here.sequences.add(sequences);
}

void loss_ledger::add(const loss_ledger &fresh, std::int64_t now) {
    for (const loss_reason_row &row : loss_reason_table)
        add(row.reason, fresh.entries_[index(row.reason)].sequences, now);
}

void loss_ledger::add(const loss &unreported) {
    add(unreported.reason, unreported.sequences, unreported.since);
}

bool loss_ledger::empty() const {
    return std::ranges::all_of(entries_, [](const entry &each) { return each.sequences.empty(); });
}

std::optional<loss> loss_ledger::take_oldest() {
    const loss_reason_row *oldest = nullptr;
    for (const loss_reason_row &row : loss_reason_table) {
        const entry &each = entries_[index(row.reason)];
        if (!each.sequences.empty() && (!oldest || each.since < entries_[index(oldest->reason)].since)) oldest = &row;
    }
    if (!oldest) return std::nullopt;
    const entry taken = std::exchange(entries_[index(oldest->reason)], {});
    return loss{oldest->reason, taken.sequences, taken.since};
}

} // namespace nixie::impl
