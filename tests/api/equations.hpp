// The equations that hold in every snapshot of a logger (nixie.h, Statistics).
#pragma once

#include <gtest/gtest.h>

#include "nixie/logger.hpp"

namespace nixie::tests {

inline std::uint64_t refused(const stats &of) {
    return of.refused_queue_full + of.refused_too_large + of.refused_invalid + of.refused_closed;
}

inline std::uint64_t dropped(const target_stats &of) {
    return of.dropped_backlog_full + of.dropped_too_large + of.dropped_deadline + of.dropped_shutdown;
}

inline void expect_equations(const stats &of) {
    EXPECT_EQ(of.calls, of.accepted + refused(of));
    for (const target_stats &target : of.targets) {
        EXPECT_EQ(target.accepted, target.sent + dropped(target) + target.queued) << target.uri;
        EXPECT_LE(target.acknowledged + target.uncertain, target.sent) << target.uri;
        EXPECT_EQ(of.accepted, target.accepted + target.filtered + of.queued) << target.uri;
    }
}

} // namespace nixie::tests
