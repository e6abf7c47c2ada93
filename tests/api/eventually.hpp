// Waiting for a condition that no descriptor announces: looks again until it holds or the deadline passes.
#pragma once

#include <chrono>
#include <thread>

namespace nixie::tests {

// Generous, because the machine may be busy; a test that passes never waits for it.
inline constexpr std::chrono::seconds patience{60};

template <class Condition>
bool eventually(Condition holds, std::chrono::milliseconds deadline = patience) {
    const auto end = std::chrono::steady_clock::now() + deadline;
    while (!holds()) {
        if (std::chrono::steady_clock::now() > end) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return true;
}

} // namespace nixie::tests
