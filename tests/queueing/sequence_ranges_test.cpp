#include "queueing/sequence_ranges.hpp"

#include <gtest/gtest.h>

namespace nixie::impl {
namespace {

TEST(SequenceRanges, NeighboursAreOneRange) {
    sequence_ranges lost;
    EXPECT_TRUE(lost.empty());
    lost.add(5, 1);
    lost.add(6, 3);
    lost.add(12, 1);
    EXPECT_EQ(lost.text(), "5-8,12");
    EXPECT_EQ(lost.count(), 5U);
    EXPECT_EQ(lost.first(), 5U);
    EXPECT_EQ(lost.last(), 12U);
}

TEST(SequenceRanges, TheFirstSequenceIsBehindTheLast) {
    sequence_ranges lost;
    lost.add(last_sequence - 1, 4);
    EXPECT_EQ(lost.text(), "2147483646-2");
    EXPECT_EQ(lost.count(), 4U);
    lost.add(3, 1);
    EXPECT_EQ(lost.text(), "2147483646-3");
    EXPECT_EQ(lost.first(), last_sequence - 1);
    EXPECT_EQ(lost.last(), 3U);
}

TEST(SequenceRanges, SixteenAreExactAndTheNextOneLeavesTheBounds) {
    sequence_ranges lost;
    for (std::uint32_t i = 0; i < sequence_ranges::most_ranges; ++i) lost.add(10 * i + 1, 2);
    EXPECT_TRUE(lost.is_exact());
    EXPECT_EQ(lost.count(), 32U);
    lost.add(153, 1); // joins the last one
    EXPECT_TRUE(lost.is_exact());
    lost.add(900, 1);
    EXPECT_FALSE(lost.is_exact());
    EXPECT_EQ(lost.text(), "");
    lost.add(40, 1);
    lost.add(901, 9);
    EXPECT_EQ(lost.first(), 1U);
    EXPECT_EQ(lost.last(), 909U);
    EXPECT_EQ(lost.count(), 44U);
}

TEST(SequenceRanges, TakesOthersOver) {
    sequence_ranges lost, more, vague;
    lost.add(lost);
    EXPECT_TRUE(lost.empty());
    more.add(3, 2);
    more.add(9, 1);
    lost.add(1, 2);
    lost.add(more);
    EXPECT_EQ(lost.text(), "1-4,9");
    vague.add_between(20, 40, 3);
    lost.add(vague);
    EXPECT_FALSE(lost.is_exact());
    EXPECT_EQ(lost.count(), 8U);
    EXPECT_EQ(lost.first(), 1U);
    EXPECT_EQ(lost.last(), 40U);
}

TEST(SequenceRanges, AnEarlierSequenceWidensThemToTheFront) {
    sequence_ranges lost;
    lost.add(100, 1);
    lost.add(50, 2);
    EXPECT_EQ(lost.first(), 50U);
    EXPECT_EQ(lost.last(), 100U);
    EXPECT_EQ(lost.text(), "100,50-51");
}

} // namespace
} // namespace nixie::impl
