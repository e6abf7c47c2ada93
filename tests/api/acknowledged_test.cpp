// At least once, up to the collector's kernel: what was not acknowledged goes again when a connection breaks, with the
// same number and from the begin of a frame; before it what was acknowledged and is kept, and that is said to be
// uncertain. A FIN after the last byte makes nothing uncertain.
#include <gtest/gtest.h>

#include "api/equations.hpp"
#include "api/heard.hpp"

using namespace nixie;
using namespace nixie::tests;

namespace {

using connection = scripted_peer::connection;
constexpr std::size_t few = 10;      // less than any window
constexpr std::size_t many = 20'000; // more than any socket takes

target_stats of_target(const logger &log) {
    return log.take_stats().targets.at(0);
}

class Acknowledged : public testing::Test {
protected:
    logger open(const scripted_peer &peer, const std::string &query = "") {
        return logger{{.stats_interval = "0", .targets = {peer.target(query), local.target()}}};
    }
    static void log_some(logger &log, std::size_t count) {
        for (std::size_t i = 0; i < count; ++i)
            ASSERT_EQ(log.log({.diagnostic = "550 5.1.1 No such user", .recipient = "bob@example.fict"}),
                      outcome::accepted);
    }
    static bool acknowledges(const logger &log, std::size_t count) {
        return eventually([&] { return of_target(log).acknowledged == count; });
    }
    // Exactly one entry, which says that the first `count` records are uncertain.
    static void expect_uncertain(const heard &in, const scripted_peer &peer, const std::string &query, long first,
                                 long last) {
        ASSERT_TRUE(eventually([&] { return !in.losses().empty(); }));
        const std::vector<told_loss> all = in.losses();
        ASSERT_EQ(all.size(), 1U);
        EXPECT_EQ(all[0].target, peer.target(query));
        EXPECT_EQ(all[0].reason, "uncertain");
        EXPECT_EQ(all[0].lost, last - first + 1);
        EXPECT_EQ(all[0].first, first);
        EXPECT_EQ(all[0].last, last);
        EXPECT_EQ(all[0].ranges, std::to_string(first) + "-" + std::to_string(last));
    }
    // The second connection goes to its end.
    void expect_end(logger &log, std::size_t sent) {
        EXPECT_TRUE(log.close(patience));
        expect_equations(log.take_stats());
        const target_stats end = of_target(log);
        EXPECT_EQ(end.sent, sent);
        EXPECT_EQ(end.acknowledged + end.uncertain, end.sent);
        EXPECT_TRUE(local.log.reaches(sent));
    }

    local_server local;
    heard first, second; // what came over the two connections
};

TEST_F(Acknowledged, ReachesSentWhenThePeerReads) {
    scripted_peer peer([&](const connection &from) { frame_reader{first}.read_to_end(from); });
    logger log = open(peer);
    log_some(log, 1000);
    EXPECT_TRUE(log.flush(patience));
    EXPECT_TRUE(acknowledges(log, 1000));
    expect_end(log, 1000);
    EXPECT_EQ(first.sequences(), numbers(1, 1000));
    EXPECT_EQ(of_target(log).uncertain, 0U);
}

TEST_F(Acknowledged, StaysBehindSentWhenThePeerDoesNotRead) {
    std::atomic<bool> hold = true;
    scripted_peer peer([&](const connection &from) {
        while (hold && from.wait_for(std::chrono::milliseconds(1))) {
        }
        frame_reader{first}.read_to_end(from);
    });
    logger log = open(peer);
    log_some(log, many);
    EXPECT_TRUE(eventually([&] { return of_target(log).state == "stalled"; }));
    const target_stats stalled = of_target(log);
    EXPECT_GT(stalled.acknowledged, 0U);
    EXPECT_LT(stalled.acknowledged, stalled.sent) << "the rest waits in this side's socket";
    EXPECT_GT(stalled.queued, 0U);
    hold = false;
    expect_end(log, many);
    EXPECT_EQ(first.sequences(), numbers(1, many));
    EXPECT_EQ(of_target(log).connects, 1U);
}

// All of it stands in the peer's kernel, and is acknowledged, when the peer dies.
TEST_F(Acknowledged, WhatWasKeptGoesAgainAfterAReset) {
    std::atomic<bool> hold = true;
    scripted_peer peer([&](const connection &from) {
        if (peer.connections() > 1) return frame_reader{second}.read_to_end(from);
        while (hold && from.wait_for(std::chrono::milliseconds(1))) {
        }
        from.reset_at_close();
    });
    logger log = open(peer);
    log_some(log, few);
    ASSERT_TRUE(acknowledges(log, few));
    hold = false;
    EXPECT_TRUE(second.reaches(few));
    expect_uncertain(second, peer, "", 1, few);
    expect_uncertain(local.log, peer, "", 1, few);
    expect_end(log, few);
    EXPECT_EQ(second.sequences(), numbers(1, few));
    EXPECT_EQ(of_target(log).uncertain, few);
}

TEST_F(Acknowledged, NothingOfItGoesAgainWithoutReplay) {
    std::atomic<bool> hold = true;
    scripted_peer peer([&](const connection &from) {
        if (peer.connections() > 1) return frame_reader{second}.read_to_end(from);
        while (hold && from.wait_for(std::chrono::milliseconds(1))) {
        }
        from.reset_at_close();
    });
    logger log = open(peer, "replay=0");
    log_some(log, few);
    ASSERT_TRUE(acknowledges(log, few));
    hold = false;
    ASSERT_TRUE(eventually([&] { return peer.closed() == 1; }));
    log_some(log, few);
    expect_end(log, 2 * few);
    EXPECT_EQ(second.sequences(), numbers(few + 1, 2 * few));
    EXPECT_EQ(of_target(log).uncertain, 0U);
    EXPECT_TRUE(second.losses().empty());
}

// The peer reads some and dies with the rest in its socket, the window closed, and more in this side's socket.
class Reset : public Acknowledged, public testing::WithParamInterface<const char *> {
protected:
    static constexpr std::size_t some = 100;

    const std::string query = GetParam();
    std::atomic<bool> hold = true;
    scripted_peer peer{[this](const connection &from) {
        if (peer.connections() > 1) return frame_reader{second}.read_to_end(from);
        frame_reader{first}.read_until(from, some);
        while (hold && from.wait_for(std::chrono::milliseconds(1))) {
        }
        from.reset_at_close();
    }};
};

TEST_P(Reset, TheNextConnectionGetsAllThatIsNotAcknowledgedAndWhatIsKept) {
    logger log = open(peer, query);
    log_some(log, many);
    ASSERT_TRUE(eventually([&] { return of_target(log).state == "stalled"; }));
    const std::size_t had = first.count();
    ASSERT_GE(of_target(log).acknowledged, had);
    hold = false;
    EXPECT_TRUE(eventually([&] { return !second.sequences().empty() && second.sequences().back() == many; }));
    const auto again = static_cast<std::size_t>(second.sequences().front());
    EXPECT_EQ(second.sequences(), numbers(static_cast<long>(again), many)) << "no gap, nothing twice, in order";
    const std::size_t uncertain = of_target(log).uncertain;
    if (query == "replay=0") {
        EXPECT_GT(again, had);
        EXPECT_EQ(uncertain, 0U);
    } else {
        const std::size_t last = again + uncertain - 1; // the last acknowledged
        EXPECT_GE(last, had);
        expect_uncertain(second, peer, query, static_cast<long>(again), static_cast<long>(last));
        expect_uncertain(local.log, peer, query, static_cast<long>(again), static_cast<long>(last));
    }
    if (query == "replay=2MiB") {
        EXPECT_EQ(again, 1U);
    }
    if (query == "replay=4KiB") {
        EXPECT_GT(again, 1U);
        EXPECT_LT(uncertain, 4096 / 100) << "as many as fit into it";
    }
    expect_end(log, many);
}

INSTANTIATE_TEST_SUITE_P(Of, Reset, testing::Values("replay=2MiB", "replay=4KiB", "replay=0"), [](const auto &each) {
    const std::string query = each.param;
    return query.substr(query.find('=') + 1);
});

TEST_F(Acknowledged, AFinAfterTheLastByteMakesNothingUncertain) {
    std::atomic<bool> hold = true;
    scripted_peer peer([&](const connection &from) {
        if (peer.connections() > 1) return frame_reader{second}.read_to_end(from);
        frame_reader{first}.read_until(from, few);
        while (hold && from.wait_for(std::chrono::milliseconds(1))) {
        }
    });
    logger log = open(peer);
    log_some(log, few);
    ASSERT_TRUE(acknowledges(log, few));
    ASSERT_TRUE(first.reaches(few));
    hold = false;
    ASSERT_TRUE(eventually([&] { return of_target(log).trouble.find("closed") != std::string::npos; }));
    log_some(log, few);
    expect_end(log, 2 * few);
    EXPECT_EQ(first.sequences(), numbers(1, few));
    EXPECT_EQ(second.sequences(), numbers(few + 1, 2 * few));
    EXPECT_EQ(of_target(log).uncertain, 0U);
    EXPECT_TRUE(local.log.losses().empty());
}

// The FIN is there, and whether the I/O thread has seen it is left to chance: it looks before it writes.
TEST_F(Acknowledged, TheFirstWriteAfterAFinIsNeitherLostNorDoubled) {
    heard all;
    scripted_peer peer([&](const connection &from) { frame_reader{all}.read_until(from, all.count() + 1); });
    logger log = open(peer);
    for (int i = 1; i <= 4; ++i) {
        log_some(log, 1);
        ASSERT_TRUE(eventually([&] { return peer.closed() == i; }));
    }
    expect_end(log, 4);
    EXPECT_EQ(all.sequences(), numbers(1, 4));
    EXPECT_EQ(of_target(log).uncertain, 0U);
}

TEST_F(Acknowledged, CloseWaitsForThePeersFin) {
    std::atomic<bool> has_read = false;
    scripted_peer peer([&](const connection &from) {
        frame_reader{first}.read_to_end(from);
        has_read = true;
    });
    logger log = open(peer);
    log_some(log, few);
    EXPECT_TRUE(log.close(patience));
    EXPECT_TRUE(has_read);
    EXPECT_EQ(first.sequences(), numbers(1, few));
    EXPECT_EQ(of_target(log).acknowledged, few);
    EXPECT_EQ(of_target(log).uncertain, 0U);
}

TEST_F(Acknowledged, CloseSaysThatAPeerProvedNothing) {
    scripted_peer peer([&](const connection &from) {
        frame_reader{first}.read_to_end(from);
        while (from.wait_for(std::chrono::minutes(1))) {
        }
    });
    logger log = open(peer);
    log_some(log, few);
    ASSERT_TRUE(first.reaches(few));
    EXPECT_FALSE(log.close(std::chrono::milliseconds(300)));
    EXPECT_TRUE(log.close(std::chrono::hours(1))) << "there is nothing left to wait for";
    expect_equations(log.take_stats());
    EXPECT_EQ(of_target(log).sent, few);
    EXPECT_EQ(of_target(log).uncertain, few);
    EXPECT_EQ(of_target(log).acknowledged, 0U);
    expect_uncertain(local.log, peer, "", 1, few);
}

TEST_F(Acknowledged, CloseSendsEverythingAgainToAPeerThatResets) {
    scripted_peer peer([&](const connection &from) {
        if (peer.connections() > 1) return frame_reader{second}.read_to_end(from);
        frame_reader{first}.read_to_end(from);
        from.reset_at_close();
    });
    logger log = open(peer);
    log_some(log, few);
    ASSERT_TRUE(
        acknowledges(log, few)); // a reset may come before the last ACK: then that is sent again, and not uncertain
    EXPECT_TRUE(log.close(patience));
    expect_equations(log.take_stats());
    EXPECT_EQ(first.sequences(), numbers(1, few));
    EXPECT_EQ(second.sequences(), numbers(1, few));
    EXPECT_EQ(of_target(log).sent, few);
    EXPECT_EQ(of_target(log).uncertain, few);
    expect_uncertain(local.log, peer, "", 1, few);
}

// What goes again was sent once; still it is no proof that anybody has read it.
TEST_F(Acknowledged, CloseSaysThatAPeerResetEachTime) {
    scripted_peer peer([&](const connection &from) {
        frame_reader{first}.read_to_end(from);
        from.reset_at_close();
    });
    logger log = open(peer);
    log_some(log, few);
    EXPECT_FALSE(log.close(std::chrono::milliseconds(400)));
    expect_equations(log.take_stats());
    EXPECT_EQ(of_target(log).acknowledged, 0U);
    EXPECT_EQ(of_target(log).uncertain, of_target(log).sent);
}

} // namespace
