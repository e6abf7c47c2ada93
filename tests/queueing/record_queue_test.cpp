#include "queueing/record_queue.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "queueing/modelled_queue.hpp"

namespace nixie::impl {
namespace {

// Publishes a call and says which sequence it got; 0 when it was refused.
std::uint32_t log(record_queue &queue, std::size_t size, std::uint32_t records = 1) {
    auto place = queue.claim_place(size, records);
    if (place.refusal() != refusal::none) return 0;
    std::fill_n(place.bytes(), size, std::byte{static_cast<unsigned char>(place.sequence())});
    (void)place.publish(); // no reader sleeps here
    return place.sequence();
}

enum refusal refusal_of(record_queue &queue, std::size_t size, std::uint32_t records = 1) {
    return queue.claim_place(size, records).refusal();
}

TEST(RecordQueue, GivesBackInOrder) {
    record_queue queue{1024, 1024};
    for (int i = 0; i < 3; ++i) log(queue, 8);
    const auto run = queue.front_run();
    ASSERT_EQ(run.size(), 24U);
    EXPECT_EQ(run[0], std::byte{1});
    EXPECT_EQ(run[8], std::byte{2});
    EXPECT_EQ(run[16], std::byte{3});
}

TEST(RecordQueue, ShowsTheSameRunUntilItIsReleased) {
    record_queue queue{1024, 1024};
    log(queue, 8);
    log(queue, 16);
    EXPECT_EQ(queue.front_run().size(), 24U);
    queue.release(8, 1);
    EXPECT_EQ(queue.front_run().size(), 16U);
    queue.release(16, 1);
    EXPECT_TRUE(queue.front_run().empty());
}

TEST(RecordQueue, ACallOfSeveralRecordsTakesConsecutiveSequences) {
    record_queue queue{1024, 1024};
    EXPECT_EQ(log(queue, 8), 1U);
    EXPECT_EQ(log(queue, 8, 5), 2U);
    EXPECT_EQ(log(queue, 8), 7U);
}

TEST(RecordQueue, RecordsOfACallAreReleasedOneByOne) {
    record_queue queue{64, 64};
    log(queue, 40, 3);
    queue.release(0, 1);
    queue.release(0, 1);
    EXPECT_EQ(queue.counters().queued, 1U);
    EXPECT_EQ(refusal_of(queue, 40), refusal::queue_full); // its bytes are still there
    EXPECT_EQ(queue.front_run().size(), 40U);
    queue.release(40, 1);
    EXPECT_EQ(queue.counters().queued_bytes, 0U);
    EXPECT_NE(log(queue, 64), 0U);
}

TEST(RecordQueue, SequenceGoesOnAtOneAfterTheLast) {
    record_queue queue{1024, 1024, 2'147'483'646};
    EXPECT_EQ(log(queue, 8), 2'147'483'646U);
    EXPECT_EQ(log(queue, 8), 2'147'483'647U);
    EXPECT_EQ(log(queue, 8), 1U);
}

TEST(RecordQueue, ACallThatWouldRunOverTheLastSequenceBeginsAtOne) {
    record_queue queue{1024, 1024, 2'147'483'645};
    EXPECT_EQ(log(queue, 8, 4), 1U);
    EXPECT_EQ(log(queue, 8), 5U);
}

TEST(RecordQueue, ACallMayEndExactlyAtTheLastSequence) {
    record_queue queue{1024, 1024, 2'147'483'645};
    EXPECT_EQ(log(queue, 8, 3), 2'147'483'645U);
    EXPECT_EQ(log(queue, 8), 1U);
}

TEST(RecordQueue, RefusedCallsTakeTheirSequences) {
    record_queue queue{64, 32};
    EXPECT_EQ(log(queue, 32), 1U);
    EXPECT_EQ(refusal_of(queue, 40, 3), refusal::too_large);       // 2 to 4
    EXPECT_EQ(queue.refuse_invalid().refusal(), refusal::invalid); // 5
    EXPECT_EQ(log(queue, 32), 6U);
    EXPECT_EQ(refusal_of(queue, 8, 2), refusal::queue_full); // 7 and 8
    queue.release(queue.front_run().size(), 2);
    EXPECT_EQ(log(queue, 8), 9U);
}

TEST(RecordQueue, CountsEveryRefusalByItsRecords) {
    record_queue queue{64, 32};
    log(queue, 32, 2);
    log(queue, 32);
    refusal_of(queue, 8, 3);
    refusal_of(queue, 40, 4);
    queue.refuse_invalid();
    queue.close();
    refusal_of(queue, 8, 5);
    queue.refuse_invalid();
    const queue_counters now = queue.counters();
    EXPECT_EQ(now.calls, 17U);
    EXPECT_EQ(now.accepted, 3U);
    EXPECT_EQ(now.refused_queue_full, 3U);
    EXPECT_EQ(now.refused_too_large, 4U);
    EXPECT_EQ(now.refused_invalid, 1U);
    EXPECT_EQ(now.refused_closed, 6U);
    EXPECT_EQ(now.queued, 3U);
    EXPECT_EQ(now.queued_bytes, 64U);
    test::expect_equations(now);
}

TEST(RecordQueue, WhatWasAcceptedOutlivesTheClose) {
    record_queue queue{64, 64};
    log(queue, 16);
    queue.close();
    EXPECT_EQ(queue.front_run().size(), 16U);
}

TEST(RecordQueue, LargestIsAtMostTheSize) {
    record_queue queue{64, 1024};
    EXPECT_EQ(refusal_of(queue, 72), refusal::too_large);
    EXPECT_NE(log(queue, 64), 0U);
}

TEST(RecordQueue, AClaimThatIsNotPublishedLeavesNothing) {
    record_queue queue{64, 64};
    { const auto abandoned = queue.claim_place(32, 1); }
    EXPECT_EQ(queue.counters().calls, 0U);
    EXPECT_TRUE(queue.front_run().empty());
    EXPECT_EQ(log(queue, 64), 2U); // its number shows as a gap
}

TEST(RecordQueue, FirstPublishAfterASleepWakesAndNoOther) {
    record_queue queue{1024, 1024};
    const auto publish = [&queue] { return queue.claim_place(8, 1).publish(); };
    EXPECT_FALSE(publish()) << "nobody sleeps yet";
    EXPECT_FALSE(queue.sleep_if_empty()) << "a record waits";
    EXPECT_FALSE(publish()) << "the reader did not fall asleep";
    queue.release(16, 2);
    EXPECT_TRUE(queue.sleep_if_empty());
    EXPECT_TRUE(publish());
    EXPECT_FALSE(publish());
}

TEST(RecordQueue, ARefusedCallWakesOnceForWhatIsToBeReported) {
    record_queue queue{64, 32};
    EXPECT_FALSE(queue.claim_place(40, 1).must_wake()) << "nobody sleeps yet";
    EXPECT_FALSE(queue.sleep_if_empty()) << "a loss waits";
    EXPECT_FALSE(queue.take_losses().empty());
    EXPECT_TRUE(queue.sleep_if_empty());
    EXPECT_TRUE(queue.refuse_invalid().must_wake());
    EXPECT_FALSE(queue.refuse_invalid().must_wake());
}

TEST(RecordQueue, NamesTheSequencesThatItRefused) {
    record_queue queue{64, 48};
    EXPECT_EQ(refusal_of(queue, 64, 3), refusal::too_large);  // 1 to 3
    queue.refuse_invalid();                                   // 4
    log(queue, 48);                                           // 5
    EXPECT_EQ(refusal_of(queue, 48, 2), refusal::queue_full); // 6, 7
    queue.refuse_invalid();                                   // 8
    loss_ledger losses = queue.take_losses();
    EXPECT_EQ(losses.of(loss_reason::too_large).text(), "1-3");
    EXPECT_EQ(losses.of(loss_reason::invalid).text(), "4,8");
    EXPECT_EQ(losses.of(loss_reason::queue_full).text(), "6-7");
    queue.close();
    EXPECT_EQ(refusal_of(queue, 8), refusal::closed);
    EXPECT_TRUE(queue.take_losses().empty()) << "a closed queue takes no sequence";
}

} // namespace
} // namespace nixie::impl
