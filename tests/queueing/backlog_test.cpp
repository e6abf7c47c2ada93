#include "queueing/backlog.hpp"

#include <vector>

#include <gtest/gtest.h>

namespace nixie::impl {
namespace {

constexpr auto drop_oldest = backlog::when_full::drop_oldest;
constexpr auto exceed = backlog::when_full::exceed;

// The limit at which `records` records of `size` bytes fit exactly.
constexpr std::size_t room_for(std::size_t records, std::size_t size) {
    return records * (size + backlog::overhead);
}

std::vector<std::string> drained(backlog &from) {
    std::vector<std::string> all;
    for (; !from.empty(); from.pop()) all.emplace_back(from.front().bytes);
    return all;
}

using texts = std::vector<std::string>;

TEST(Backlog, GivesBackInOrder) {
    backlog queued{room_for(3, 1), drop_oldest};
    for (const char *text : {"a", "b", "c"}) EXPECT_EQ(queued.push(text), backlog::fit::fitted);
    EXPECT_EQ(queued.records(), 3U);
    EXPECT_EQ(drained(queued), (texts{"a", "b", "c"}));
    EXPECT_EQ(queued.dropped(), 0U);
}

TEST(Backlog, AccountsForEveryByteAndTheOverhead) {
    backlog queued{1000, drop_oldest};
    queued.push("12345");
    queued.push("");
    EXPECT_EQ(queued.bytes(), 5 + 2 * backlog::overhead);
    queued.pop();
    EXPECT_EQ(queued.bytes(), backlog::overhead);
    queued.pop();
    EXPECT_EQ(queued.bytes(), 0U);
}

TEST(Backlog, DropsTheOldestForANewRecord) {
    backlog queued{room_for(3, 1), drop_oldest};
    for (const char *text : {"a", "b", "c", "d", "e"}) queued.push(text);
    EXPECT_EQ(queued.dropped(), 2U);
    EXPECT_EQ(queued.bytes(), room_for(3, 1));
    EXPECT_EQ(drained(queued), (texts{"c", "d", "e"}));
}

TEST(Backlog, DropsAsManyAsOneLargeRecordNeeds) {
    backlog queued{room_for(4, 10), drop_oldest};
    for (int i = 0; i < 4; ++i) queued.push(std::string(10, 'a'));
    const std::string large(3 * (10 + backlog::overhead) - backlog::overhead, 'b'); // takes the place of three
    queued.push(large);
    EXPECT_EQ(queued.dropped(), 3U);
    EXPECT_EQ(drained(queued), (texts{std::string(10, 'a'), large}));
}

TEST(Backlog, TakesARecordOfExactlyTheLimitAndNoneAboveIt) {
    backlog queued{room_for(1, 100), drop_oldest};
    EXPECT_EQ(queued.push(std::string(101, 'x')), backlog::fit::too_large);
    EXPECT_TRUE(queued.empty());
    EXPECT_EQ(queued.push(std::string(100, 'x')), backlog::fit::fitted);
    EXPECT_EQ(queued.records(), 1U);
}

TEST(Backlog, DropsNothingForARecordThatIsTooLarge) {
    backlog queued{room_for(2, 10), drop_oldest};
    queued.push("a");
    EXPECT_EQ(queued.push(std::string(room_for(2, 10), 'x')), backlog::fit::too_large);
    EXPECT_EQ(queued.dropped(), 0U);
    EXPECT_EQ(drained(queued), (texts{"a"}));
}

TEST(Backlog, KeepsThePinnedFront) {
    backlog queued{room_for(3, 1), drop_oldest};
    for (const char *text : {"a", "b", "c"}) queued.push(text);
    queued.pin_front(true);
    queued.push("d");
    queued.push("e");
    EXPECT_EQ(queued.dropped(), 2U);
    EXPECT_EQ(drained(queued), (texts{"a", "d", "e"}));
}

TEST(Backlog, GoesOverTheLimitByTheNewRecordAloneWhenThePinnedFrontIsAllThatIsLeft) {
    backlog queued{room_for(1, 10), drop_oldest};
    queued.push(std::string(10, 'a'));
    queued.pin_front(true);
    queued.push(std::string(10, 'b'));
    queued.push(std::string(10, 'c')); // drops b
    EXPECT_EQ(queued.bytes(), room_for(2, 10));
    EXPECT_EQ(drained(queued), (texts{std::string(10, 'a'), std::string(10, 'c')}));
}

TEST(Backlog, PinEndsWithTheFrontRecord) {
    backlog queued{room_for(2, 1), drop_oldest};
    queued.push("a");
    queued.pin_front(true);
    queued.pop();
    for (const char *text : {"b", "c", "d"}) queued.push(text);
    EXPECT_EQ(drained(queued), (texts{"c", "d"}));
}

TEST(Backlog, ExceedDropsNothingAndHasNoRoomFromTheLimitOn) {
    backlog queued{room_for(2, 10), exceed};
    queued.push(std::string(10, 'a'));
    EXPECT_TRUE(queued.has_room());
    queued.push(std::string(9, 'b'));
    EXPECT_TRUE(queued.has_room()); // one byte is left
    queued.push(std::string(10, 'c'));
    EXPECT_FALSE(queued.has_room());
    EXPECT_EQ(queued.dropped(), 0U);
    queued.pop();
    EXPECT_TRUE(queued.has_room());
    EXPECT_EQ(drained(queued), (texts{std::string(9, 'b'), std::string(10, 'c')}));
}

TEST(Backlog, HasNoRoomAtExactlyTheLimit) {
    backlog queued{room_for(2, 10), exceed};
    queued.push(std::string(10, 'a'));
    queued.push(std::string(10, 'b'));
    EXPECT_FALSE(queued.has_room());
}

TEST(Backlog, MarkIsReachedWhenEveryRecordBeforeItHasLeft) {
    backlog queued{room_for(3, 1), drop_oldest};
    queued.push("a");
    queued.push("b");
    const std::uint64_t mark = queued.taken();
    EXPECT_EQ(mark, 2U);
    queued.push("c");
    queued.push("d"); // drops a
    EXPECT_EQ(queued.gone(), 1U);
    queued.pop(); // b
    EXPECT_EQ(queued.gone(), mark);
    EXPECT_EQ(queued.taken(), 4U);
}

TEST(Backlog, MarkWaitsForThePinnedFrontAlthoughLaterOnesAreGone) {
    backlog queued{room_for(2, 1), drop_oldest};
    queued.push("half sent");
    queued.pin_front(true);
    const std::uint64_t mark = queued.taken();
    for (const char *text : {"b", "c", "d"}) queued.push(text);
    EXPECT_GT(queued.dropped(), 0U);
    EXPECT_LT(queued.gone(), mark);
    queued.pop();
    EXPECT_EQ(queued.gone(), mark + queued.dropped());
    EXPECT_EQ(queued.taken(), 4U);
}

// The connection is lost, and the record that was half sent is dropped before it begins anew.
TEST(Backlog, MarkIsReachedWhenTheFrontIsDroppedThatWasPinned) {
    backlog queued{room_for(2, 1), drop_oldest};
    queued.push("a");
    queued.push("b");
    const std::uint64_t mark = queued.taken();
    queued.pin_front(true);
    queued.push("c"); // drops b
    EXPECT_LT(queued.gone(), mark);
    queued.pin_front(false);
    queued.push("d"); // drops a
    EXPECT_EQ(queued.gone(), mark);
    EXPECT_EQ(queued.taken(), 4U);
    EXPECT_EQ(drained(queued), (texts{"c", "d"}));
    EXPECT_EQ(queued.gone(), 4U);
}

TEST(Backlog, MarkTakesNoNoticeOfARecordThatIsTooLarge) {
    backlog queued{room_for(1, 1), drop_oldest};
    queued.push("a");
    queued.push("much too large");
    EXPECT_EQ(queued.gone(), 0U);
    EXPECT_EQ(queued.taken(), 1U);
}

// A loss report outlives the records around it, and would keep their chunk.
TEST(BacklogReports, ALossReportStandsApartFromTheRecords) {
    backlog queued{1 << 20};
    queued.push("3 one");
    queued.push("4 loss", frame_kind::loss_report);
    queued.push("3 two");
    const auto &frames = queued.frames();
    EXPECT_EQ(frames[0].bytes.view().data() + frames[0].bytes.size(), frames[2].bytes.view().data());
    EXPECT_EQ(drained(queued), (texts{"3 one", "4 loss", "3 two"}));
}

} // namespace
} // namespace nixie::impl
