// The stats entries: one about each target, to every target, each stats_interval while records flow and once after the
// last, so that a missing tail shows.
#include "transport/engine.hpp"
#include "transport/wall_clock.hpp"

namespace nixie::impl {
namespace {

// The calls that are through the queue: what waits there is for the entry after it. Refusals after the close are
// nobody's tail.
std::uint64_t calls_done(const queue_counters &of) {
    return of.calls - of.refused_closed - of.queued;
}

void set_counters(field_set &report, const queue_counters &queue, const target_counters &target) {
    const auto set = [&report](int id, std::uint64_t count) {
        report.set_number(id, static_cast<std::int64_t>(count));
    };
    set(NIXIE_FIELD_STATS_LAST_SEQUENCE, queue.last_sequence);
    set(NIXIE_FIELD_STATS_REFUSED, queue.refused_queue_full + queue.refused_too_large + queue.refused_invalid);
    set(NIXIE_FIELD_STATS_FILTERED, target.filtered);
    set(NIXIE_FIELD_STATS_ACCEPTED, target.accepted);
    set(NIXIE_FIELD_STATS_SENT, target.sent);
    set(NIXIE_FIELD_STATS_REPORTED_LOST, target.reported_lost);
    set(NIXIE_FIELD_STATS_DROPPED, target.dropped());
    set(NIXIE_FIELD_STATS_QUEUED, target.queued);
}

void set_stream_counters(field_set &report, const target_counters &target) {
    report.set_number(NIXIE_FIELD_STATS_ACKNOWLEDGED, static_cast<std::int64_t>(target.acknowledged));
    report.set_number(NIXIE_FIELD_STATS_UNCERTAIN, static_cast<std::int64_t>(target.uncertain));
}

} // namespace

void engine::await_stats() {
    if (stats_awaited_ || settings_.stats_interval.count() == 0) return;
    stats_timer_.expires_after(settings_.stats_interval);
    stats_timer_.async_wait([this](boost::system::error_code cancelled) {
        stats_awaited_ = false;
        if (cancelled || !write_stats()) return; // nothing new: the next record starts the timer again
        await_stats();
        post_step();
    });
    stats_awaited_ = true;
}

// Returns whether there was anything new to say.
bool engine::write_stats() noexcept {
    const queue_counters queue = queue_.counters();
    if (settings_.stats_interval.count() == 0 || calls_done(queue) == calls_in_stats_) return false;
    const std::int64_t now = wall_clock_now();
    try {
        for (const auto &about : targets_) {
            field_set report = begin_report(NIXIE_STATS, about.get(), now);
            const target_counters counted = about->counters();
            set_counters(report, queue, counted);
            if (about->is_stream()) set_stream_counters(report, counted);
            formats_.begin_record();
            for (const auto &each : targets_) each->take_report(report);
        }
    } catch (const std::exception &) {
        return false; // out of memory: the entries after the next record say the same and more
    }
    calls_in_stats_ = calls_done(queue);
    return true;
}

} // namespace nixie::impl
