// What a target has counted.
#pragma once

#include <cstdint>

namespace nixie::impl {

// accepted = sent + dropped_backlog_full + dropped_too_large + dropped_deadline + dropped_shutdown + queued, and
// acknowledged + uncertain <= sent. All count records, but for queued_bytes, connects and waits; nixie's own reports
// count nowhere. I/O thread only.
struct target_counters {
    std::uint64_t accepted = 0;
    std::uint64_t sent = 0;
    std::uint64_t dropped_backlog_full = 0;
    std::uint64_t dropped_too_large = 0;
    std::uint64_t dropped_deadline = 0;
    std::uint64_t dropped_shutdown = 0;
    std::uint64_t queued = 0;
    std::uint64_t queued_bytes = 0;
    std::uint64_t filtered = 0;
    std::uint64_t shortened = 0;
    std::uint64_t connects = 0;
    std::uint64_t waits = 0;
    // Of the sent ones:
    std::uint64_t acknowledged = 0;  // the peer's kernel has it, and its connection has not broken since (streams)
    std::uint64_t uncertain = 0;     // on a connection that then broke (streams); each record once
    std::uint64_t reported_lost = 0; // ICMP errors that came back

    std::uint64_t dropped() const {
        return dropped_backlog_full + dropped_too_large + dropped_deadline + dropped_shutdown;
    }
};

} // namespace nixie::impl
