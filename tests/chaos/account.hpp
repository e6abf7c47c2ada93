// What the load says of each logger that it opened, when it has closed it: one JSON object a line. The load writes it,
// the judge reads it.
#pragma once

#include <cstdint>
#include <string>

#include "nixie/logger.hpp"

namespace nixie::tests {

struct account {
    std::string instance;
    nixie::stats counted;
};

template <class Of>
struct named_counter {
    const char *name;
    std::uint64_t Of::*counter;
};

inline constexpr named_counter<stats> logger_counters[] = {
    {"calls", &stats::calls},
    {"accepted", &stats::accepted},
    {"queued", &stats::queued},
    {"refused_queue_full", &stats::refused_queue_full},
    {"refused_too_large", &stats::refused_too_large},
    {"refused_invalid", &stats::refused_invalid},
    {"refused_closed", &stats::refused_closed},
};

inline constexpr named_counter<target_stats> target_counters[] = {
    {"accepted", &target_stats::accepted},
    {"sent", &target_stats::sent},
    {"queued", &target_stats::queued},
    {"filtered", &target_stats::filtered},
    {"connects", &target_stats::connects},
    {"acknowledged", &target_stats::acknowledged},
    {"uncertain", &target_stats::uncertain},
    {"reported_lost", &target_stats::reported_lost},
    {"dropped_backlog_full", &target_stats::dropped_backlog_full},
    {"dropped_too_large", &target_stats::dropped_too_large},
    {"dropped_deadline", &target_stats::dropped_deadline},
    {"dropped_shutdown", &target_stats::dropped_shutdown},
};

// With its line feed. URIs of the load have nothing that JSON escapes.
inline std::string line_of(const account &of) {
    const auto text = [](const auto &counters, const auto &counted) {
        std::string out;
        for (const auto &each : counters)
            out += ",\"" + std::string(each.name) + "\":" + std::to_string(counted.*each.counter);
        return out;
    };
    std::string line = "{\"instance\":\"" + of.instance + "\"" + text(logger_counters, of.counted) + ",\"targets\":[";
    for (const target_stats &target : of.counted.targets)
        line += "{\"uri\":\"" + target.uri + "\"" + text(target_counters, target) + "},";
    if (line.back() == ',') line.pop_back();
    return line + "]}\n";
}

} // namespace nixie::tests
