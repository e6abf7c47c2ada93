// How much is measured: what ./dev bench was asked for.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace nixie::bench {

struct settings {
    bool in_short = false;
    std::string loggen{}; // path; "": none here
    std::string only{};   // a part of the names of the families wanted; "": all
    std::string json{};   // where the figures go; "": nowhere

    int rounds() const { return in_short ? 3 : 7; }
    // The short mode's amount and the full one's.
    std::uint64_t amount(std::uint64_t of_short, std::uint64_t of_full) const { return in_short ? of_short : of_full; }
};

inline std::int64_t now_ns() {
    return std::chrono::steady_clock::now().time_since_epoch().count();
}

} // namespace nixie::bench
