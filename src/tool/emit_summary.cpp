#include "tool/emit_summary.hpp"

#include <algorithm>

namespace nixie::impl {
namespace {

std::uint64_t refused(const stats &of) {
    return of.refused_queue_full + of.refused_too_large + of.refused_invalid + of.refused_closed;
}

// What the queue still holds is on its way to every target.
std::uint64_t left(const target_stats &of, const stats &snapshot) {
    return snapshot.queued + of.queued + of.dropped_deadline;
}

std::uint64_t dropped(const target_stats &of) {
    return of.dropped_backlog_full + of.dropped_too_large + of.dropped_shutdown;
}

} // namespace

std::vector<std::string> emit_summary(const stats &snapshot, std::uint64_t refused_lines) {
    std::vector<std::string> lines;
    for (const target_stats &target : snapshot.targets) {
        std::string line = target.uri;
        const auto append = [&line](const char *what, std::uint64_t count) {
            line.append(what).append(std::to_string(count));
        };
        append(" accepted ", snapshot.queued + target.accepted);
        append(", sent ", target.sent);
        append(", refused ", refused_lines + refused(snapshot));
        append(", dropped ", dropped(target));
        append(", left ", left(target, snapshot));
        if (target.uncertain > 0) append(", uncertain ", target.uncertain);
        if (target.reported_lost > 0) append(", reported lost ", target.reported_lost);
        if (left(target, snapshot) + dropped(target) > 0 && !target.trouble.empty())
            line.append(" (").append(target.state).append(": ").append(target.trouble).append(")");
        lines.push_back(std::move(line));
    }
    return lines;
}

bool is_all_sent(const stats &snapshot) {
    return snapshot.refused_queue_full == 0 &&
           std::all_of(snapshot.targets.begin(), snapshot.targets.end(), [&snapshot](const target_stats &target) {
               return left(target, snapshot) + dropped(target) + target.uncertain + target.reported_lost == 0;
           });
}

std::uint64_t still_to_send(const stats &snapshot) {
    std::uint64_t most = 0;
    for (const target_stats &target : snapshot.targets) most = std::max(most, left(target, snapshot));
    return most;
}

} // namespace nixie::impl
