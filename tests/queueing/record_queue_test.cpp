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

// The first byte of the oldest place; 0: there is none.
int front_byte(const record_queue &queue) {
    const record_queue::place front = queue.front();
    return front.bytes ? std::to_integer<int>(front.bytes[0]) : 0;
}

TEST(RecordQueue, GivesBackInOrder) {
    record_queue queue{1024, 1024};
    for (int i = 0; i < 3; ++i) log(queue, 8);
    for (int i = 1; i <= 3; ++i) {
        EXPECT_EQ(front_byte(queue), i);
        queue.release_record();
    }
    EXPECT_EQ(front_byte(queue), 0);
}

TEST(RecordQueue, ShowsTheSamePlaceUntilItIsReleased) {
    record_queue queue{1024, 1024};
    log(queue, 8);
    log(queue, 16);
    EXPECT_EQ(front_byte(queue), 1);
    EXPECT_EQ(front_byte(queue), 1);
    queue.release_record();
    EXPECT_EQ(front_byte(queue), 2);
}

TEST(RecordQueue, ShowsNoPlaceBeforeItIsPublishedNorThoseBehindIt) {
    record_queue queue{1024, 1024};
    auto slow = queue.claim_place(8, 1);
    log(queue, 8);
    EXPECT_EQ(front_byte(queue), 0);
    EXPECT_TRUE(queue.has_claims());
    slow.bytes()[0] = std::byte{1};
    (void)slow.publish();
    EXPECT_EQ(front_byte(queue), 1);
    queue.release_record();
    EXPECT_EQ(front_byte(queue), 2);
    queue.release_record();
    EXPECT_FALSE(queue.has_claims());
}

TEST(RecordQueue, WhatWasInItBeforeNeverLooksPublished) {
    record_queue queue{64, 64};
    for (const std::size_t first : {8U, 16U, 24U, 32U, 40U, 48U, 56U}) {
        auto full = queue.claim_place(first, 1);
        std::fill_n(full.bytes(), first, std::byte{0xff});
        (void)full.publish();
        queue.release_record();
        auto slow = queue.claim_place(8, 1);
        EXPECT_EQ(front_byte(queue), 0);
        slow.bytes()[0] = std::byte{1};
        (void)slow.publish();
        EXPECT_EQ(front_byte(queue), 1);
        queue.release_record();
    }
}

TEST(RecordQueue, IsGoneWhenAllThatWasClaimedAtTheMarkIsReleased) {
    record_queue queue{64, 64};
    for (int round = 0; round < 10; ++round) { // over the end of the ring
        log(queue, 8);
        log(queue, 8, 2);
        const std::uint64_t mark = queue.mark();
        log(queue, 8);
        for (int i = 0; i < 3; ++i) {
            EXPECT_LT(queue.gone(), mark);
            queue.release_record();
        }
        EXPECT_GE(queue.gone(), mark);
        queue.release_record();
    }
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
    EXPECT_EQ(queue.front().records, 3U);
    queue.release_record();
    queue.release_record();
    EXPECT_EQ(queue.counters().queued, 1U);
    EXPECT_EQ(refusal_of(queue, 40), refusal::queue_full); // its bytes are still there
    EXPECT_EQ(front_byte(queue), 1);
    queue.release_record();
    EXPECT_EQ(queue.counters().queued_bytes, 0U);
    EXPECT_NE(log(queue, 56), 0U);
}

TEST(RecordQueue, APlaceMayBeginAnywhereAndTakeTheWholeRing) {
    record_queue queue{64, 64};
    for (int i = 0; i < 20; ++i) {
        log(queue, 16); // 24 with its head: the next one begins elsewhere each time
        queue.release_record();
        EXPECT_NE(log(queue, 56), 0U);
        EXPECT_EQ(queue.counters().queued_bytes, 64U);
        EXPECT_EQ(refusal_of(queue, 8), refusal::queue_full);
        queue.release_record();
    }
}

TEST(RecordQueue, RoomIsGivenBackLateOrWhenTheReaderSaysSo) {
    record_queue queue{64 * 128, 64 * 128};
    for (int i = 0; i < 128; ++i) log(queue, 56);
    queue.release_record();
    EXPECT_EQ(refusal_of(queue, 56), refusal::queue_full);
    queue.give_room();
    EXPECT_NE(log(queue, 56), 0U);
    queue.release_record();
    queue.release_record(); // a 64th of the ring
    EXPECT_NE(log(queue, 56), 0U);
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
    record_queue queue{64, 24};
    EXPECT_EQ(log(queue, 24), 1U);
    EXPECT_EQ(refusal_of(queue, 32, 3), refusal::too_large);       // 2 to 4
    EXPECT_EQ(queue.refuse_invalid().refusal(), refusal::invalid); // 5
    EXPECT_EQ(log(queue, 24), 6U);
    EXPECT_EQ(refusal_of(queue, 8, 2), refusal::queue_full); // 7 and 8
    queue.release_record();
    EXPECT_EQ(log(queue, 8), 9U);
}

TEST(RecordQueue, CountsEveryRefusalByItsRecords) {
    record_queue queue{64, 24};
    log(queue, 24, 2);
    log(queue, 24);
    refusal_of(queue, 8, 3);
    refusal_of(queue, 32, 4);
    (void)queue.refuse_invalid();
    queue.close();
    refusal_of(queue, 8, 5);
    (void)queue.refuse_invalid();
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
    EXPECT_EQ(front_byte(queue), 1);
}

TEST(RecordQueue, LargestIsAtMostTheSize) {
    record_queue queue{64, 1024};
    EXPECT_EQ(refusal_of(queue, 64), refusal::too_large) << "with its head it is larger than the ring";
    EXPECT_NE(log(queue, 56), 0U);
}

TEST(RecordQueue, FirstPublishAfterASleepWakesAndNoOther) {
    record_queue queue{1024, 1024};
    const auto publish = [&queue] { return queue.claim_place(8, 1).publish(); };
    EXPECT_FALSE(publish()) << "nobody sleeps yet";
    EXPECT_FALSE(queue.sleep_if_empty()) << "a record waits";
    EXPECT_FALSE(publish()) << "the reader did not fall asleep";
    queue.release_record();
    queue.release_record();
    EXPECT_TRUE(queue.sleep_if_empty());
    EXPECT_TRUE(publish());
    EXPECT_FALSE(publish());
}

TEST(RecordQueue, AReaderThatLooksByItselfIsNotWoken) {
    record_queue queue{1024, 1024};
    EXPECT_TRUE(queue.sleep_if_empty());
    queue.stay_awake();
    EXPECT_FALSE(queue.claim_place(8, 1).publish());
    EXPECT_FALSE(queue.refuse_invalid().must_wake());
}

TEST(RecordQueue, AReaderThatNapsIsWokenOnceWhenTheRingIsMoreThanHalfFull) {
    record_queue queue{64, 64};
    queue.nap();
    EXPECT_FALSE(queue.claim_place(24, 1).publish()) << "half";
    EXPECT_FALSE(queue.refuse_invalid().must_wake());
    EXPECT_TRUE(queue.claim_place(8, 1).publish());
    EXPECT_FALSE(queue.claim_place(8, 1).publish());
}

TEST(RecordQueue, AReaderThatNapsIsWokenByACallThatFindsNoRoom) {
    record_queue queue{64, 64};
    EXPECT_FALSE(queue.claim_place(24, 1).publish());
    queue.nap();
    EXPECT_TRUE(queue.claim_place(32, 1).must_wake());
    EXPECT_FALSE(queue.claim_place(32, 1).must_wake());
}

TEST(RecordQueue, AReaderMaySleepBeforeAPlaceThatIsOnlyClaimed) {
    record_queue queue{1024, 1024};
    auto slow = queue.claim_place(8, 1);
    EXPECT_TRUE(queue.sleep_if_empty());
    EXPECT_TRUE(slow.publish());
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
    (void)queue.refuse_invalid();                             // 4
    log(queue, 48);                                           // 5
    EXPECT_EQ(refusal_of(queue, 48, 2), refusal::queue_full); // 6, 7
    (void)queue.refuse_invalid();                             // 8
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
