// What a target is doing, and what it has counted.
#pragma once

#include <cstdint>
#include <string_view>

namespace nixie::impl {

enum class target_state {
    up,         // the last step succeeded
    connecting, // an attempt is under way
    absent,     // nobody has the address: the socket file does not exist
    refused,    // the address exists and nobody answers there, or the system refuses
    stalled,    // connected, and the peer's window is closed
    full        // connected, and the peer takes nothing right now (EAGAIN)
};

constexpr std::string_view state_name(target_state state) {
    switch (state) {
    case target_state::up:
        return "up";
    case target_state::connecting:
        return "connecting";
    case target_state::absent:
        return "absent";
    case target_state::refused:
        return "refused";
    case target_state::stalled:
        return "stalled";
    case target_state::full:
        return "full";
    }
    return "";
}

// accepted = sent + dropped_backlog_full + dropped_too_large + dropped_deadline + dropped_shutdown + queued. All count
// records, but for queued_bytes, connects and waits; nixie's own reports count nowhere. I/O thread only.
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
    std::uint64_t reported_lost = 0; // of the sent ones: ICMP errors that came back

    std::uint64_t dropped() const {
        return dropped_backlog_full + dropped_too_large + dropped_deadline + dropped_shutdown;
    }
};

} // namespace nixie::impl
