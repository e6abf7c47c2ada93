// What is sent again after each end of a connection, and what is counted.
#include "queueing/replay_buffer.hpp"

#include <string>

#include <gtest/gtest.h>

namespace nixie::impl {
namespace {

constexpr std::size_t room = 1 << 20;

// Five frames of four bytes: <1>. to <5>.
class ReplayBuffer : public testing::Test {
protected:
    ReplayBuffer() { fill(1, 5); }

    void fill(std::uint32_t first, std::uint32_t last) {
        for (std::uint32_t i = first; i <= last; ++i) account.take("<" + std::to_string(i) + ">.", i);
    }
    std::string to_write() {
        std::string all;
        for (const std::string_view piece : buffer.gather()) all += piece;
        return all;
    }
    void write(std::size_t bytes, std::size_t unacknowledged) {
        static_cast<void>(buffer.gather());
        buffer.took(bytes);
        buffer.acknowledge(unacknowledged);
    }
    // sent, acknowledged, uncertain, queued
    std::vector<std::uint64_t> counted() const {
        const target_counters now = account.counters();
        EXPECT_EQ(now.accepted, now.sent + now.dropped() + now.queued);
        return {now.sent, now.acknowledged, now.uncertain, now.queued};
    }
    using counts = std::vector<std::uint64_t>;

    target_account account{room, backlog::when_full::drop_oldest};
    replay_buffer buffer{account, 8, room};
};

TEST_F(ReplayBuffer, AFrameIsAcknowledgedWithItsLastByte) {
    write(10, 10);
    EXPECT_EQ(counted(), (counts{2, 0, 0, 3}));
    buffer.acknowledge(7); // 3 of 4 bytes of the first
    EXPECT_EQ(counted(), (counts{2, 0, 0, 3}));
    buffer.acknowledge(6);
    EXPECT_EQ(counted(), (counts{2, 1, 0, 3}));
    buffer.acknowledge(0);
    EXPECT_EQ(counted(), (counts{2, 2, 0, 3})) << "the third has two bytes there, and is not sent yet";
    EXPECT_TRUE(buffer.is_all_acknowledged());
    buffer.acknowledge(9);
    EXPECT_EQ(counted(), (counts{2, 2, 0, 3})) << "what was acknowledged stays so";
}

TEST_F(ReplayBuffer, AProvenEndSendsNothingAgain) {
    write(10, 2);
    buffer.end_proven();
    EXPECT_EQ(counted(), (counts{2, 2, 0, 3}));
    EXPECT_EQ(to_write(), "<3>.<4>.<5>.") << "from the start of the frame that was begun";
    EXPECT_TRUE(account.take_losses().empty());
}

TEST_F(ReplayBuffer, AnUnprovenEndSendsEverythingAgainAndNamesWhatWasAcknowledged) {
    write(14, 5); // three frames and a half, nine bytes acknowledged: two frames
    EXPECT_EQ(counted(), (counts{3, 2, 0, 2}));
    buffer.end_unproven();
    EXPECT_EQ(counted(), (counts{2, 0, 2, 3})) << "the third was never there: it is queued again";
    EXPECT_EQ(to_write(), "<1>.<2>.<3>.<4>.<5>.");
    EXPECT_EQ(account.take_losses().of(loss_reason::uncertain).text(), "1-2");
    write(20, 0);
    EXPECT_EQ(counted(), (counts{5, 3, 2, 0})) << "one that was uncertain counts once";
}

TEST_F(ReplayBuffer, EachRecordIsUncertainOnce) {
    write(8, 0);
    buffer.end_unproven();
    write(12, 0);
    buffer.end_unproven();
    EXPECT_EQ(counted(), (counts{3, 0, 3, 2}));
    EXPECT_EQ(to_write(), "<1>.<2>.<3>.<4>.<5>.");
    EXPECT_EQ(account.take_losses().of(loss_reason::uncertain).text(), "1-3");
}

TEST_F(ReplayBuffer, KeepsNoMoreThanItMay) {
    replay_buffer two{account, 8, 2 * (4 + backlog::overhead)};
    static_cast<void>(two.gather());
    two.took(16);
    two.acknowledge(0);
    EXPECT_EQ(two.kept_bytes(), 2 * (4 + backlog::overhead));
    two.end_unproven();
    EXPECT_EQ(counted(), (counts{4, 2, 2, 1}));
    EXPECT_EQ(account.take_losses().of(loss_reason::uncertain).text(), "3-4");
}

TEST_F(ReplayBuffer, WithoutReplayOnlyWhatWasNotAcknowledgedGoesAgain) {
    replay_buffer none{account, 8, 0};
    static_cast<void>(none.gather());
    none.took(16);
    none.acknowledge(8);
    none.end_unproven();
    EXPECT_EQ(counted(), (counts{2, 2, 0, 3}));
    EXPECT_TRUE(account.take_losses().empty());
}

TEST_F(ReplayBuffer, GivingUpMakesAllThatIsNotProvenUncertain) {
    write(14, 5);
    buffer.give_up();
    EXPECT_EQ(counted(), (counts{3, 0, 3, 2}));
    EXPECT_EQ(account.take_losses().of(loss_reason::uncertain).text(), "1-3");
    EXPECT_EQ(buffer.kept_bytes(), 0U);
}

TEST_F(ReplayBuffer, ReplaysGiveWayToRecordsThatWereNeverSent) {
    target_account small{5 * (4 + backlog::overhead), backlog::when_full::drop_oldest};
    replay_buffer stream{small, 8, room};
    for (std::uint32_t i = 1; i <= 5; ++i) small.take("<" + std::to_string(i) + ">.", i);
    static_cast<void>(stream.gather());
    stream.took(8);
    stream.acknowledge(0);
    stream.end_unproven();
    small.take("<6>.", 6);
    small.take("<7>.", 7);
    std::string all;
    for (const std::string_view piece : stream.gather()) all += piece;
    EXPECT_EQ(all, "<3>.<4>.<5>.<6>.<7>.");
    EXPECT_EQ(small.counters().dropped(), 0U);
    EXPECT_EQ(small.counters().uncertain, 2U);
}

TEST_F(ReplayBuffer, WhoWaitsForTheBacklogWaitsForWhatGoesAgain) {
    write(8, 0);
    const std::uint64_t mark = account.frames().taken();
    buffer.end_unproven();
    write(16, 0);
    EXPECT_LT(account.frames().gone(), mark);
    write(4, 0);
    EXPECT_EQ(account.frames().gone(), mark);
}

TEST_F(ReplayBuffer, AReportGoesAgainAndCountsNowhere) {
    account.frames().push("<r>.", frame_kind::loss_report);
    write(24, 0);
    buffer.end_unproven();
    EXPECT_EQ(counted(), (counts{5, 0, 5, 0}));
    EXPECT_EQ(to_write(), "<1>.<2>.<3>.<4>.<5>.<r>.");
}

TEST_F(ReplayBuffer, WhatGoesAgainIsNotQueuedButWaits) {
    write(8, 0);
    buffer.end_unproven();
    EXPECT_EQ(account.frames().records(), 3U);
    EXPECT_EQ(account.frames().replayed(), 2U);
}

} // namespace
} // namespace nixie::impl
