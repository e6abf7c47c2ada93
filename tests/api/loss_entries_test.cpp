// Nothing lost in silence: what was refused at the call and what each target has lost is told to every target, those
// that are up at once, one that was down when it is up again; and what is told adds up to what is counted.
#include <gtest/gtest.h>

#include <optional>

#include "api/equations.hpp"
#include "api/heard.hpp"

using namespace nixie;
using namespace nixie::tests;

namespace {

using connection = scripted_peer::connection;

std::string target_at(std::uint16_t port, const std::string &query) {
    return "tcp://127.0.0.1:" + std::to_string(port) + "?" + query;
}

// What the counters say, in the form of heard::sums().
loss_sums counted(const stats &of) {
    loss_sums all{{{"", "queue_full"}, static_cast<long>(of.refused_queue_full)},
                  {{"", "too_large"}, static_cast<long>(of.refused_too_large)},
                  {{"", "invalid"}, static_cast<long>(of.refused_invalid)}};
    for (const target_stats &each : of.targets) {
        all[{each.uri, "backlog_full"}] = static_cast<long>(each.dropped_backlog_full);
        all[{each.uri, "too_large"}] = static_cast<long>(each.dropped_too_large);
        all[{each.uri, "deadline"}] = static_cast<long>(each.dropped_deadline);
        all[{each.uri, "uncertain"}] = static_cast<long>(each.uncertain);
    }
    std::erase_if(all, [](const auto &each) { return each.second == 0; });
    return all;
}

// About each target (or the call) no two entries within a second, but for those that the end wrote.
void expect_seconds_between(const std::vector<told_loss> &entries) {
    std::map<std::string, std::int64_t> last;
    for (const told_loss &each : entries) {
        if (const auto before = last.find(each.target); before != last.end()) {
            EXPECT_GE(each.time - before->second, 999'000) << each.target << " " << each.reason;
        }
        last[each.target] = each.time;
    }
}

class LossEntries : public testing::Test {
protected:
    static void log_some(logger &log, int count, event what = event::permanent_failure) {
        for (int i = 0; i < count; ++i)
            ASSERT_EQ(log.log({.event = what, .diagnostic = "550 5.1.1 No such user", .recipient = "b@example.fict"}),
                      outcome::accepted);
    }
    bool has_told(const std::string &target, const std::string &reason, long lost) {
        return eventually([&] { return local.log.sums()[{target, reason}] == lost; });
    }
    std::uint16_t port_of(const scripted_peer &peer) {
        const std::string target = peer.target();
        return static_cast<std::uint16_t>(std::stoi(target.substr(target.rfind(':') + 1)));
    }
    // Of a port at which nobody listens now.
    std::uint16_t free_port() {
        const scripted_peer reserved{[](const connection &) {}};
        return port_of(reserved);
    }

    local_server local;
};

TEST_F(LossEntries, WhatWasRefusedAtTheCallIsToldWithItsNumbers) {
    logger log{{.largest_record = "64KiB", .stats_interval = "0", .targets = {local.target()}}};
    log_some(log, 1);
    ASSERT_EQ(log.log({}), outcome::invalid);
    ASSERT_TRUE(has_told("", "invalid", 1));
    const std::string large(100'000, 'x');
    ASSERT_EQ(log.log({.diagnostic = large}), outcome::too_large);
    ASSERT_EQ(log.log({.diagnostic = large}), outcome::too_large);
    ASSERT_TRUE(has_told("", "too_large", 2));
    ASSERT_TRUE(log.close(patience));
    EXPECT_EQ(local.log.sums(), counted(log.take_stats()));
    EXPECT_EQ(local.log.sequences(), numbers(1, 1));
}

// The queue is held back by a target that must not drop and that nobody serves.
TEST_F(LossEntries, AFullQueueIsToldWhileItIsFull) {
    const std::string held = target_at(free_port(), "on_full=block&backlog=64KiB");
    logger log{
        {.queue_size = "64KiB", .largest_record = "16KiB", .stats_interval = "0", .targets = {held, local.target()}}};
    const auto refuse_one = [&] { return log.log({.diagnostic = "550 5.1.1 No such user"}) == outcome::queue_full; };
    for (int i = 0; i < 20'000 && log.take_stats().refused_queue_full < 100; ++i) refuse_one();
    const long refused = static_cast<long>(log.take_stats().refused_queue_full);
    ASSERT_GE(refused, 100);
    EXPECT_TRUE(has_told("", "queue_full", refused));
    expect_seconds_between(local.log.losses());
    EXPECT_FALSE(log.close(std::chrono::milliseconds(100)));
    EXPECT_TRUE(eventually([&] { return local.log.sums() == counted(log.take_stats()); }));
}

TEST_F(LossEntries, WhatAnAbsentTargetDropsIsToldToTheOtherAtOnceAndToItselfWhenItIsBack) {
    heard back;
    const std::uint16_t port = free_port();
    const std::string absent = target_at(port, "backlog=64KiB");
    logger log{{.stats_interval = "0", .targets = {absent, local.target()}}};
    const auto dropped = [&] { return static_cast<long>(log.take_stats().targets.at(0).dropped_backlog_full); };
    for (int burst = 0; burst < 3; ++burst) {
        log_some(log, 2000);
        ASSERT_TRUE(eventually([&] { return log.take_stats().queued == 0; }));
        EXPECT_TRUE(has_told(absent, "backlog_full", dropped()));
    }
    ASSERT_GT(dropped(), 0);
    const long first_kept = dropped() + 1;
    expect_seconds_between(local.log.losses());

    scripted_peer peer([&](const connection &from) { frame_reader{back}.read_to_end(from); }, port);
    ASSERT_TRUE(eventually([&] { return !back.losses().empty(); }));
    EXPECT_TRUE(log.close(patience));
    const stats after = log.take_stats();
    expect_equations(after);
    EXPECT_EQ(back.sums(), counted(after));
    EXPECT_TRUE(eventually([&] { return local.log.sums() == counted(after); }));
    ASSERT_EQ(back.losses().size(), 1U) << "what it missed, in one";
    EXPECT_EQ(back.losses()[0].ranges, "1-" + std::to_string(first_kept - 1));
    EXPECT_EQ(back.sequences(), numbers(first_kept, 6000));
    EXPECT_EQ(local.log.sequences(), numbers(1, 6000));
}

// Every second number is filtered out, so that each that is dropped stands alone.
TEST_F(LossEntries, MoreThanSixteenRangesAreToldAsFirstLastAndCount) {
    const std::string absent = target_at(free_port(), "backlog=64KiB&events=permanent_failure");
    logger log{{.stats_interval = "0", .targets = {absent, local.target()}}};
    for (int i = 0; i < 1000; ++i) {
        log_some(log, 1);
        log_some(log, 1, event::delivery);
    }
    ASSERT_TRUE(eventually([&] { return log.take_stats().queued == 0; }));
    const auto dropped = static_cast<long>(log.take_stats().targets.at(0).dropped_backlog_full);
    ASSERT_GT(dropped, 100);
    ASSERT_TRUE(has_told(absent, "backlog_full", dropped));
    bool is_long = false;
    for (const told_loss &each : local.log.losses()) {
        const bool is_exact = each.ranges != "";
        EXPECT_EQ(is_exact, each.lost <= 16);
        EXPECT_EQ(each.last - each.first, 2 * (each.lost - 1));
        is_long = is_long || !is_exact;
    }
    EXPECT_TRUE(is_long);
    EXPECT_EQ(local.log.losses().back().last, 2 * dropped - 1);
}

TEST_F(LossEntries, WhatTheEndGivesUpIsToldToTheTargetThatIsUp) {
    const std::string absent = target_at(free_port(), "");
    logger log{{.stats_interval = "0", .targets = {absent, local.target()}}};
    log_some(log, 10);
    EXPECT_FALSE(log.close(std::chrono::milliseconds(100)));
    EXPECT_TRUE(has_told(absent, "deadline", 10));
    EXPECT_EQ(local.log.sums(), counted(log.take_stats()));
}

// No entry about the loss of an entry: else each would make the next one.
TEST_F(LossEntries, ReportsThatAUdpTargetLosesAreNoLosses) {
    const std::string nobody = "udp://127.0.0.1:" + std::to_string(free_port());
    logger log{{.stats_interval = "1ms", .targets = {nobody, local.target()}}};
    for (int i = 0; i < 10; ++i) {
        log_some(log, 10);
        EXPECT_TRUE(log.flush(patience));
    }
    EXPECT_TRUE(has_told(nobody, "reported_lost", 100));
    log.close(patience);
    EXPECT_EQ(log.take_stats().targets.at(0).reported_lost, 100U);
    EXPECT_TRUE(has_told(nobody, "reported_lost", 100));
}

} // namespace
