// What is counted of records and reports, and through the end of a round.
#include "tool/verify_account.hpp"

#include <gtest/gtest.h>

#include "encode/given_record.hpp"
#include "tool/sequence_position.hpp"

namespace nixie::impl {
namespace {

using test::given_record;
using test::record_of;

constexpr std::int64_t highest_number = 2'147'483'647;

class VerifyAccount : public testing::Test {
protected:
    void see(std::int64_t number, std::size_t side = 0, std::optional<std::int64_t> time = 100) {
        numbered_entry entry;
        entry.kind = numbered_entry::kind::record;
        entry.instance = "9c1e07b4a53f2d68";
        entry.sequence = number;
        entry.time = time;
        account.take(side, entry);
    }
    void report(const given_record &given, std::size_t side = 0) {
        const field_set fields = record_of(given);
        numbered_entry entry;
        entry.kind = numbered_entry::kind::report;
        entry.instance = "9c1e07b4a53f2d68";
        entry.report = &fields;
        account.take(side, entry);
    }
    const side_account &side(std::size_t index = 0) const { return account.instances().at(0).sides.at(index); }
    const verify_losses &ledger() const { return account.instances().at(0).ledger; }

    verify_account account{{.sides = 2}};
};

TEST_F(VerifyAccount, CountsDoublesAndWhatIsOutOfOrder) {
    for (const std::int64_t number : {1, 2, 5, 3, 3, 4, 6, 2}) see(number);
    EXPECT_EQ(side().seen.size(), 6U);
    EXPECT_EQ(side().doubles, 2U);
    EXPECT_EQ(side().doubled.size(), 2U);
    EXPECT_EQ(side().late.size(), 2U);
    EXPECT_TRUE(side().late.contains(first_position(3)));
    EXPECT_TRUE(side().late.contains(first_position(4)));
}

TEST_F(VerifyAccount, CountsOnThroughTheEndOfARound) {
    for (const std::int64_t number : {highest_number - 1, highest_number, std::int64_t{1}, std::int64_t{2}})
        see(number);
    EXPECT_EQ(side().highest - side().lowest, 3U);
    EXPECT_EQ(side().late.size(), 0U);
    EXPECT_EQ(number_at(side().highest), 2U);
}

TEST_F(VerifyAccount, ASideThatBeginsInTheRoundBeforeMeetsTheOther) {
    see(1, 0);
    see(2, 0);
    for (const std::int64_t number : {highest_number, std::int64_t{1}, std::int64_t{2}}) see(number, 1);
    EXPECT_EQ(side(1).highest, side(0).highest);
    EXPECT_EQ(side(1).lowest + 1, side(0).lowest);
}

TEST_F(VerifyAccount, BeginsWithTheFirstRecordOfTheTimeAskedFor) {
    account = verify_account({.sides = 2, .since = 50});
    see(1, 0, 40);
    see(2, 0, 50);
    see(3, 0, 45); // a caller may give a time of its own
    EXPECT_EQ(side().seen.size(), 2U);
    EXPECT_EQ(side().lowest, first_position(2));
}

TEST_F(VerifyAccount, TakesOnlyTheInstancesAskedFor) {
    account = verify_account({.instances = {"0000000000000000"}});
    see(1);
    EXPECT_TRUE(account.instances().empty());
}

TEST_F(VerifyAccount, LossesHaveTheirRangesAndTheirTarget) {
    see(1);
    report({NIXIE_LOSS,
            {{"reason", "backlog_full"},
             {"target", "tcp://x"},
             {"lost", "6"},
             {"lost_first", "5"},
             {"lost_last", "12"},
             {"lost_ranges", "5-9,12"}}});
    report({NIXIE_LOSS,
            {{"reason", "too_large"}, {"lost", "1"}, {"lost_first", "3"}, {"lost_last", "3"}, {"lost_ranges", "3"}}});
    const number_set &dropped =
        ledger().targets().at("tcp://x").exact.at(static_cast<std::size_t>(explanation::dropped));
    EXPECT_EQ(dropped.size(), 6U);
    EXPECT_EQ(dropped.next_out(first_position(5)), first_position(10));
    EXPECT_TRUE(dropped.contains(first_position(12)));
    EXPECT_TRUE(ledger().refused().exact.at(0).contains(first_position(3)));
    EXPECT_EQ(ledger().last(), first_position(12));
}

TEST_F(VerifyAccount, LossesGoThroughTheEndOfARound) {
    see(highest_number - 10);
    report({NIXIE_LOSS,
            {{"reason", "queue_full"},
             {"lost", "5"},
             {"lost_first", "2147483645"},
             {"lost_last", "2"},
             {"lost_ranges", "2147483645-2"}}});
    const number_set &refused = ledger().refused().exact.at(0);
    EXPECT_EQ(refused.size(), 5U);
    EXPECT_EQ(number_at(*ledger().last()), 2U);
    EXPECT_GT(*ledger().last(), side().highest);
}

TEST_F(VerifyAccount, TheSameLossEntryCountsOnce) {
    const given_record vague{NIXIE_LOSS,
                             {{"reason", "deadline"},
                              {"target", "udp://x"},
                              {"lost", "20"},
                              {"lost_first", "5"},
                              {"lost_last", "100"},
                              {"lost_since", "2026-01-01T00:00:00Z"}}};
    report(vague, 0);
    report(vague, 1);
    EXPECT_EQ(ledger().targets().at("udp://x").without_ranges.size(), 1U);
}

TEST_F(VerifyAccount, BrokenRangesAreATotal) {
    for (const char *ranges : {"5-", "x", "5-9,", "0-9", "5--9", "99999999999"})
        report({NIXIE_LOSS,
                {{"reason", "deadline"},
                 {"target", ranges},
                 {"lost", "3"},
                 {"lost_first", "5"},
                 {"lost_last", "9"},
                 {"lost_ranges", ranges}}});
    for (const auto &[target, losses] : ledger().targets()) {
        EXPECT_EQ(losses.without_ranges.size(), 1U) << target;
        EXPECT_EQ(losses.exact.at(1).size(), 0U) << target;
    }
    EXPECT_EQ(ledger().targets().size(), 6U);
}

TEST_F(VerifyAccount, StatsTellTheTailAndTheMostFiltered) {
    see(10);
    const auto stats = [](const char *last, const char *filtered) {
        return given_record{NIXIE_STATS,
                            {{"target", "tcp://x"}, {"stats_last_sequence", last}, {"stats_filtered", filtered}}};
    };
    report(stats("120", "4"));
    report(stats("60", "2"), 1); // an older one, read later
    EXPECT_EQ(ledger().last(), first_position(120));
    EXPECT_EQ(ledger().targets().at("tcp://x").filtered, 4U);
}

TEST_F(VerifyAccount, InstancesWithoutEndDoNotUseUpTheMemory) {
    account = verify_account({.memory = 1024 * 1024});
    for (int i = 0; i < 100'000; ++i) {
        numbered_entry entry;
        const std::string name = std::to_string(i);
        entry.kind = numbered_entry::kind::record;
        entry.instance = name;
        entry.sequence = 1;
        account.take(0, entry);
    }
    EXPECT_TRUE(account.was_short_of_memory());
    EXPECT_LT(account.instances().size(), 2'000U);
}

} // namespace
} // namespace nixie::impl
