// What the live tests share: a journald that runs, loggers that write to it, and records told apart by a number.
#pragma once

#include <gtest/gtest.h>

#include "api/equations.hpp"
#include "api/eventually.hpp"
#include "live/journald.hpp"
#include "live/stored.hpp"
#include "nixie/logger.hpp"

namespace nixie::tests {

// A logger whose calls wait for room, so that nothing is refused while the tests count.
inline logger open_logger(const std::string &target) {
    return logger{{.app_name = "live_test", .on_full = "block", .block_for = "60s", .targets = {target}}};
}

// Logs `count` records with the queue ids first, first + 1, …
inline void log_numbered(logger &to, int first, int count) {
    for (int i = first; i < first + count; ++i) {
        const std::string id = std::to_string(i);
        ASSERT_EQ(to.log({.diagnostic = "550 5.1.1 No such user", .recipient = "bob@example.fict", .queue_id = id}),
                  outcome::accepted);
    }
}

inline bool has_state(const logger &of, std::string_view state) {
    return of.take_stats().targets.at(0).state == state;
}

// Everything that the logger accepted is stored once, in order, under the numbers 1 to `count`, and its counters agree.
inline void expect_all_stored(logger &from, journald &in, int count, const std::string &name_space = "") {
    ASSERT_TRUE(from.flush(patience));
    in.sync();
    const std::vector<stored_entry> entries = stored_entries(from.instance(), name_space);
    ASSERT_EQ(entries.size(), static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) {
        const stored_entry &entry = entries[static_cast<std::size_t>(i)];
        ASSERT_EQ(entry["MAIL_QUEUE_ID"], std::to_string(i + 1));
        ASSERT_EQ(entry["MAIL_SEQUENCE"], std::to_string(i + 1));
    }
    const stats counted = from.take_stats();
    expect_equations(counted);
    EXPECT_EQ(counted.accepted, static_cast<std::uint64_t>(count));
    EXPECT_EQ(counted.targets.at(0).sent, static_cast<std::uint64_t>(count));
    EXPECT_EQ(counted.targets.at(0).state, "up");
}

} // namespace nixie::tests
