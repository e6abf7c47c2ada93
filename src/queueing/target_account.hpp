// What became of every record that one target was given: its backlog, its counters, and which records were lost. The
// equations of target_counters hold after each call. I/O thread only.
#pragma once

#include <cstdint>
#include <utility>

#include "queueing/backlog.hpp"
#include "queueing/loss_ledger.hpp"
#include "queueing/target_counters.hpp"

namespace nixie::impl {

class target_account {
public:
    target_account(std::size_t backlog_limit, backlog::when_full policy) : backlog_(backlog_limit, policy) {}

    const backlog &frames() const { return backlog_; }
    backlog &frames() { return backlog_; }
    // Those that no record's way changes, connects and the like.
    target_counters &count() { return counters_; }
    target_counters counters() const;

    // A record for the target: into the backlog, or dropped as too large for it, false. Throws std::bad_alloc and has
    // then not counted it.
    bool take(std::string_view bytes, std::uint32_t sequence);
    // A record for the target that never gets into the backlog.
    void take_lost(loss_reason reason, std::uint32_t sequence);

    // The front frame has left; it is given to who may have to send it again.
    backlog::frame sent_front();
    // The front frame is given up.
    void drop_front(loss_reason reason);

    // Sent records, whose frames somebody keeps: the peer's kernel has it;
    void acknowledged(const backlog::frame &sent);
    // nobody knows whether it arrived, acknowledged or not;
    void uncertain(const backlog::frame &sent, bool was_acknowledged);
    // it goes again, as the first. A record that was not uncertain() counts as queued anew. Throws std::bad_alloc and
    // has then done nothing.
    void send_again(backlog::frame sent);
    // `count` of the sent records from `first` to `last` were lost; at most as many as were sent.
    void reported_lost(std::uint32_t first, std::uint32_t last, std::uint64_t count);

    // The losses since the last call.
    loss_ledger take_losses();
    bool has_losses() const { return backlog_.has_dropped() || !losses_.empty(); }

private:
    backlog backlog_;
    target_counters counters_; // without queued, queued_bytes and what the backlog dropped
    loss_ledger losses_;       // likewise
};

} // namespace nixie::impl
