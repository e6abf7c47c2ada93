#include "queueing/target_account.hpp"

#include <algorithm>

namespace nixie::impl {
namespace {

std::uint64_t &counter_of(target_counters &counters, loss_reason dropped_for) {
    switch (dropped_for) {
    case loss_reason::too_large:
        return counters.dropped_too_large;
    case loss_reason::deadline:
        return counters.dropped_deadline;
    case loss_reason::shutdown:
        return counters.dropped_shutdown;
    default:
        return counters.dropped_backlog_full;
    }
}

} // namespace

bool target_account::take(std::string_view bytes, std::uint32_t sequence) {
    const backlog::fit fit = backlog_.push(bytes, frame_kind::record, sequence);
    if (fit == backlog::fit::too_large) {
        take_lost(loss_reason::too_large, sequence);
        return false;
    }
    ++counters_.accepted;
    return true;
}

void target_account::take_lost(loss_reason reason, std::uint32_t sequence) {
    ++counters_.accepted;
    ++counter_of(counters_, reason);
    losses_.add(reason, sequence);
}

backlog::frame target_account::sent_front() {
    backlog::frame sent = backlog_.pop();
    counters_.sent += sent.kind == frame_kind::record;
    return sent;
}

void target_account::drop_front(loss_reason reason) {
    const backlog::frame dropped = backlog_.pop();
    if (dropped.kind != frame_kind::record) return;
    ++counter_of(counters_, reason);
    losses_.add(reason, dropped.sequence);
}

void target_account::acknowledged(const backlog::frame &sent) {
    counters_.acknowledged += sent.kind == frame_kind::record;
}

void target_account::uncertain(const backlog::frame &sent, bool was_acknowledged) {
    if (sent.kind != frame_kind::record) return; // one that went again is uncertain already
    counters_.acknowledged -= was_acknowledged;
    ++counters_.uncertain;
    losses_.add(loss_reason::uncertain, sent.sequence);
}

void target_account::send_again(backlog::frame sent) {
    const bool was_sent = sent.kind == frame_kind::record;
    backlog_.push_front(std::move(sent));
    counters_.sent -= was_sent;
}

void target_account::reported_lost(std::uint32_t first, std::uint32_t last, std::uint64_t count) {
    // An error about a report that quotes too little to be told from one about a record counts, but makes no more lost
    // than were sent: else each would make a loss entry, which would be lost again.
    const std::uint64_t lost = std::min(count, counters_.sent - counters_.reported_lost);
    counters_.reported_lost += lost;
    losses_.of(loss_reason::reported_lost).add_between(first, last, lost);
}

target_counters target_account::counters() const {
    target_counters result = counters_;
    result.dropped_backlog_full += backlog_.dropped();
    result.queued = backlog_.records();
    result.queued_bytes = backlog_.bytes();
    return result;
}

loss_ledger target_account::take_losses() {
    losses_.of(loss_reason::backlog_full).add(backlog_.take_dropped());
    return std::exchange(losses_, {});
}

} // namespace nixie::impl
