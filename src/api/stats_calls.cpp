// Snapshots of the counters, in the C API.
#include <new>
#include <string>

#include "api/cancellation.hpp"
#include "api/logger_handle.hpp"

namespace impl = nixie::impl;

struct nixie_stats {
    impl::engine_report report;
};

namespace {

std::uint64_t counter_of(const impl::engine_report &report, int counter) {
    switch (counter) {
    case NIXIE_CALLS:
        return report.queue.calls;
    case NIXIE_ACCEPTED:
        return report.queue.accepted;
    case NIXIE_REFUSED_QUEUE_FULL:
        return report.queue.refused_queue_full;
    case NIXIE_REFUSED_TOO_LARGE:
        return report.queue.refused_too_large;
    case NIXIE_REFUSED_INVALID:
        return report.queue.refused_invalid;
    case NIXIE_REFUSED_CLOSED:
        return report.queue.refused_closed;
    case NIXIE_QUEUED:
        return report.queue.queued;
    case NIXIE_QUEUED_BYTES:
        return report.queue.queued_bytes;
    case NIXIE_REPAIRED:
        return report.repaired;
    default:
        return 0;
    }
}

std::uint64_t counter_of(const impl::target_counters &target, int counter) {
    switch (counter) {
    case NIXIE_ACCEPTED:
        return target.accepted;
    case NIXIE_QUEUED:
        return target.queued;
    case NIXIE_QUEUED_BYTES:
        return target.queued_bytes;
    case NIXIE_SENT:
        return target.sent;
    case NIXIE_DROPPED_BACKLOG_FULL:
        return target.dropped_backlog_full;
    case NIXIE_DROPPED_TOO_LARGE:
        return target.dropped_too_large;
    case NIXIE_DROPPED_DEADLINE:
        return target.dropped_deadline;
    case NIXIE_DROPPED_SHUTDOWN:
        return target.dropped_shutdown;
    case NIXIE_FILTERED:
        return target.filtered;
    case NIXIE_SHORTENED:
        return target.shortened;
    case NIXIE_CONNECTS:
        return target.connects;
    case NIXIE_WAITS:
        return target.waits;
    case NIXIE_REPORTED_LOST:
        return target.reported_lost;
    case NIXIE_ACKNOWLEDGED:
        return target.acknowledged;
    case NIXIE_UNCERTAIN:
        return target.uncertain;
    default:
        return 0;
    }
}

const impl::target_report *target_at(const nixie_stats *stats, std::size_t target) {
    return stats && target < stats->report.targets.size() ? &stats->report.targets[target] : nullptr;
}

} // namespace

nixie_stats *nixie_stats_take(nixie_logger *logger) noexcept {
    const impl::no_cancellation guard;
    impl::engine *engine = logger ? logger->engine() : nullptr;
    if (!engine) return nullptr;
    try {
        return new nixie_stats{engine->report()};
    } catch (const std::exception &) {
        return nullptr;
    }
}

void nixie_stats_free(nixie_stats *stats) noexcept {
    delete stats;
}

std::uint64_t nixie_stats_counter(const nixie_stats *stats, int counter) noexcept {
    return stats ? counter_of(stats->report, counter) : 0;
}

std::size_t nixie_stats_target_count(const nixie_stats *stats) noexcept {
    return stats ? stats->report.targets.size() : 0;
}

const char *nixie_stats_target_uri(const nixie_stats *stats, std::size_t target) noexcept {
    const impl::target_report *report = target_at(stats, target);
    return report ? report->uri.c_str() : "";
}

const char *nixie_stats_target_state(const nixie_stats *stats, std::size_t target) noexcept {
    const impl::target_report *report = target_at(stats, target);
    return report ? impl::state_name(report->state).data() : ""; // literals, so they end with NUL
}

const char *nixie_stats_target_trouble(const nixie_stats *stats, std::size_t target) noexcept {
    const impl::target_report *report = target_at(stats, target);
    return report ? report->trouble.c_str() : "";
}

std::uint64_t nixie_stats_target_counter(const nixie_stats *stats, std::size_t target, int counter) noexcept {
    const impl::target_report *report = target_at(stats, target);
    return report ? counter_of(report->counters, counter) : 0;
}
