#include "tool/emit_summary.hpp"

#include <gtest/gtest.h>

namespace nixie::impl {
namespace {

target_stats target(const char *uri) {
    target_stats result{};
    result.uri = uri;
    result.state = "up";
    return result;
}

TEST(EmitSummary, SaysWhatBecameOfAllRecords) {
    stats snapshot{};
    snapshot.targets.push_back(target("journald:"));
    snapshot.targets[0].accepted = snapshot.targets[0].sent = 50;
    EXPECT_EQ(emit_summary(snapshot, 2),
              std::vector<std::string>{"journald: accepted 50, sent 50, refused 2, dropped 0, left 0"});
    EXPECT_TRUE(is_all_sent(snapshot));
    EXPECT_EQ(still_to_send(snapshot), 0U);
}

TEST(EmitSummary, CountsWhatTheDeadlineCutOffAsLeftAndSaysWhy) {
    stats snapshot{};
    snapshot.targets.push_back(target("journald:"));
    snapshot.targets.push_back(target("unix:/dev/log"));
    snapshot.targets[0].accepted = snapshot.targets[0].sent = 9;
    target_stats &dead = snapshot.targets[1];
    dead.accepted = 9;
    dead.sent = 3;
    dead.dropped_deadline = 6;
    dead.state = "absent";
    dead.trouble = "connect: No such file or directory";
    EXPECT_EQ(emit_summary(snapshot, 0),
              (std::vector<std::string>{"journald: accepted 9, sent 9, refused 0, dropped 0, left 0",
                                        "unix:/dev/log accepted 9, sent 3, refused 0, dropped 0, left 6 (absent: "
                                        "connect: No such file or directory)"}));
    EXPECT_FALSE(is_all_sent(snapshot));
    EXPECT_EQ(still_to_send(snapshot), 6U);
}

TEST(EmitSummary, CountsTheQueueForEveryTarget) {
    stats snapshot{};
    snapshot.queued = 4;
    snapshot.targets.push_back(target("journald:"));
    snapshot.targets[0].accepted = 3;
    snapshot.targets[0].sent = 1;
    snapshot.targets[0].queued = 2;
    EXPECT_EQ(emit_summary(snapshot, 0),
              std::vector<std::string>{"journald: accepted 7, sent 1, refused 0, dropped 0, left 6"});
    EXPECT_FALSE(is_all_sent(snapshot));
}

TEST(EmitSummary, AddsUpDropsAndRefusals) {
    stats snapshot{};
    snapshot.refused_too_large = 1;
    snapshot.refused_invalid = 2;
    snapshot.targets.push_back(target("journald:"));
    target_stats &only = snapshot.targets[0];
    only.accepted = 9;
    only.sent = 3;
    only.dropped_backlog_full = 1;
    only.dropped_too_large = 2;
    only.dropped_shutdown = 3;
    only.trouble = "";
    EXPECT_EQ(emit_summary(snapshot, 4),
              std::vector<std::string>{"journald: accepted 9, sent 3, refused 7, dropped 6, left 0"});
    EXPECT_FALSE(is_all_sent(snapshot));
}

TEST(EmitSummary, IsNotAllSentWhereTheQueueRefused) {
    stats snapshot{};
    snapshot.refused_queue_full = 1;
    EXPECT_FALSE(is_all_sent(snapshot));
}

} // namespace
} // namespace nixie::impl
