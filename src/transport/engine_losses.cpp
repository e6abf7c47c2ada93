// The loss entries: what was refused at the call, and what each target has lost, to every target, in order and at most
// one about each and second. A target that is down is told when it is up again.
#include "transport/engine.hpp"
#include "transport/wall_clock.hpp"

namespace nixie::impl {
namespace {

void set_loss(field_set &report, const loss &told) {
    const auto set = [&report](int id, std::uint64_t number) {
        report.set_number(id, static_cast<std::int64_t>(number));
    };
    report.set_text(NIXIE_FIELD_REASON, name_of(told.reason));
    set(NIXIE_FIELD_LOST, told.sequences.count());
    set(NIXIE_FIELD_LOST_FIRST, told.sequences.first());
    set(NIXIE_FIELD_LOST_LAST, told.sequences.last());
    if (told.sequences.is_exact()) report.set_text(NIXIE_FIELD_LOST_RANGES, report.keep(told.sequences.text()));
    report.set_number(NIXIE_FIELD_LOST_SINCE, told.since);
}

} // namespace

void engine::collect_losses() noexcept {
    if (const loss_ledger refused = queue_.take_losses(); !refused.empty())
        losses_.add(loss_reports::the_call, refused, wall_clock_now());
    for (std::size_t i = 0; i < targets_.size(); ++i)
        if (targets_[i]->has_losses()) losses_.add(i + 1, targets_[i]->take_losses(), wall_clock_now());
}

// What every report begins with. about: nullptr for the calls, which have no target.
field_set engine::begin_report(int event, const target *about, std::int64_t now) const {
    field_set report{event};
    report.set_number(NIXIE_FIELD_TIME, now);
    report.set_text(NIXIE_FIELD_INSTANCE, settings_.instance);
    if (about) report.set_text(NIXIE_FIELD_TARGET, about->uri());
    return report;
}

// False: the target has no room, or the process no memory; it is owed to the target as before.
bool engine::tell(std::size_t to, std::size_t about, const loss &told) noexcept {
    bool is_told = false;
    try {
        const target *const loser = about == loss_reports::the_call ? nullptr : targets_[about - 1].get();
        field_set report = begin_report(NIXIE_LOSS, loser, wall_clock_now());
        set_loss(report, told);
        formats_.begin_record();
        is_told = targets_[to]->take_loss_report(report);
    } catch (const std::exception &) {
        is_told = false;
    }
    if (!is_told) losses_.give_back(to, about, told);
    return is_told;
}

// True: a target has something more to send.
bool engine::tell_losses() {
    collect_losses();
    bool is_told = false;
    const auto now = loss_reports::clock::now();
    bool more_later = held_; // while the queue is held back, calls are refused and nothing else wakes this thread
    for (std::size_t to = 0; to < targets_.size(); ++to) {
        if (!losses_.owes(to) || !targets_[to]->can_take_loss_report()) continue;
        for (std::size_t about = 0; about < losses_.subjects(); ++about)
            if (const auto due = losses_.take(to, about, now)) is_told = tell(to, about, *due) || is_told;
        more_later = more_later || losses_.owes(to);
    }
    if (more_later) await_next_losses();
    return is_told;
}

void engine::await_next_losses() {
    if (losses_awaited_) return;
    loss_timer_.expires_after(loss_reports::between_entries);
    loss_timer_.async_wait([this](boost::system::error_code cancelled) {
        losses_awaited_ = false;
        if (!cancelled) post_step();
    });
    losses_awaited_ = true;
}

// There is no later second: everything that is owed, to every target that has room.
void engine::tell_last_losses() noexcept {
    collect_losses();
    for (std::size_t to = 0; to < targets_.size(); ++to)
        for (std::size_t about = 0; about < losses_.subjects(); ++about)
            while (const auto due = losses_.take_last(to, about))
                if (!tell(to, about, *due)) break;
}

// Where the timer runs there is a step to come anyway.
bool engine::may_tell_losses() const {
    if (losses_awaited_) return false;
    for (std::size_t to = 0; to < targets_.size(); ++to) {
        // A broken connection or an ICMP error is no call, and wakes no step.
        if (targets_[to]->has_losses()) return true;
        if (losses_.owes(to) && targets_[to]->can_take_loss_report()) return true;
    }
    return false;
}

} // namespace nixie::impl
