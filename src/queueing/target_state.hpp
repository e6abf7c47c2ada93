// What a target is doing.
#pragma once

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

} // namespace nixie::impl
