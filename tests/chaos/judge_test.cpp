#include "chaos/judge.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "chaos/addresses.hpp"

namespace nixie::tests {
namespace {

const std::string journal_uri = "journald:", stream_uri = "tcp://192.0.2.2:601";

// A logger that took ten calls, all of which went everywhere.
class Judge : public testing::Test {
protected:
    Judge() {
        stats counted{};
        counted.calls = counted.accepted = 10;
        for (const std::string &uri : {journal_uri, stream_uri}) {
            target_stats target{};
            target.uri = uri;
            target.accepted = target.sent = 10;
            counted.targets.push_back(target);
        }
        all.accounts.push_back({"a", counted});
        for (std::uint32_t n = 1; n <= 10; ++n)
            for (const side each : {side::journald, side::rsyslog})
                at(each).of_instance["a"].push_back({n, "1." + std::to_string(n), n * 100ULL, n * 1000ULL});
    }

    stored_side &at(side which) { return all.sides[static_cast<std::size_t>(which)]; }
    // As if the side had never stored it.
    void lose(side which, std::uint32_t first, std::uint32_t last) {
        std::erase_if(at(which).of_instance["a"],
                      [=](const sighting &each) { return each.sequence >= first && each.sequence <= last; });
    }
    void name(const std::string &target, const std::string &reason, std::uint32_t first, std::uint32_t last,
              std::uint64_t inexactly = 0) {
        all.losses.push_back({"a",
                              target,
                              reason,
                              inexactly ? inexactly : last - first + 1,
                              {{first, last}},
                              inexactly == 0,
                              "",
                              side::journald});
    }
    stats &counted() { return all.accounts[0].counted; }
    std::map<std::string, std::uint64_t> missing_at_rsyslog() const {
        return judge(all).sides[static_cast<std::size_t>(side::rsyslog)].missing;
    }
    using classes = std::map<std::string, std::uint64_t>;

    evidence all;
};

TEST_F(Judge, FindsNothingWhereNothingIsMissing) {
    const verdict judged = judge(all);
    EXPECT_EQ(judged.problems, std::vector<std::string>{});
    EXPECT_EQ(judged.records, 10U);
    EXPECT_EQ(judged.sides[1].seen, 10U);
    EXPECT_EQ(judged.sides[1].doubles, 0U);
}

TEST_F(Judge, WhatNobodyNamesIsUnexplained) {
    lose(side::rsyslog, 4, 6);
    const verdict judged = judge(all);
    EXPECT_EQ(judged.sides[1].unexplained(), 3U);
    EXPECT_EQ(judged.problems, std::vector<std::string>{"rsyslog a: unexplained: 4-6"});
}

TEST_F(Judge, AMissingTailIsUnexplainedToo) {
    lose(side::rsyslog, 10, 10);
    EXPECT_EQ(missing_at_rsyslog(), (classes{{"unexplained", 1}}));
}

TEST_F(Judge, ALoggerThatASideNeverSawIsMissingThere) {
    at(side::rsyslog).of_instance.clear();
    EXPECT_EQ(missing_at_rsyslog(), (classes{{"unexplained", 10}}));
}

TEST_F(Judge, AnEntryOfTheLedgerExplainsAtItsTargetAlone) {
    lose(side::rsyslog, 4, 6);
    lose(side::journald, 4, 6);
    name(stream_uri, "uncertain", 3, 6);
    counted().targets[1].uncertain = 4; // what is uncertain may be stored
    EXPECT_EQ(missing_at_rsyslog(), (classes{{"uncertain", 3}}));
    EXPECT_EQ(judge(all).problems, std::vector<std::string>{"journald a: unexplained: 4-6"});
}

TEST_F(Judge, ARefusedNumberIsMissingEverywhere) {
    lose(side::rsyslog, 4, 4);
    lose(side::journald, 4, 4);
    name("", "queue_full", 4, 4);
    counted().accepted = 9;
    counted().refused_queue_full = 1;
    for (target_stats &target : counted().targets) target.accepted = target.sent = 9;
    EXPECT_EQ(missing_at_rsyslog(), (classes{{"refused_queue_full", 1}}));
    EXPECT_EQ(judge(all).problems, std::vector<std::string>{});
}

TEST_F(Judge, AnEntryWithoutRangesExplainsNoMoreThanItsCount) {
    lose(side::rsyslog, 3, 8);
    name(stream_uri, "uncertain", 1, 10, 4);
    EXPECT_EQ(missing_at_rsyslog(), (classes{{"uncertain", 4}, {"unexplained", 2}}));
}

TEST_F(Judge, TotalsExplainAsMuchAsTheyCan) {
    lose(side::rsyslog, 3, 8);
    name(stream_uri, "uncertain", 1, 10, 3); // 6 to 8 are left for this one
    name(stream_uri, "backlog_full", 2, 5, 3);
    EXPECT_EQ(missing_at_rsyslog(), (classes{{"backlog_full", 3}, {"uncertain", 3}}));
}

TEST_F(Judge, ATotalExplainsFirstWhatNothingElseDoes) {
    lose(side::rsyslog, 2, 8);
    at(side::rsyslog).gaps.push_back({"disk_full", 150, UINT64_MAX, 5500}); // 2 to 5
    name(stream_uri, "backlog_full", 1, 10, 3);
    EXPECT_EQ(missing_at_rsyslog(), (classes{{"backlog_full", 3}, {"own_disk_full", 4}}));
}

TEST_F(Judge, WhatAnotherSideHasWasNotRefused) {
    lose(side::rsyslog, 2, 4);
    lose(side::journald, 4, 4);
    name("", "queue_full", 1, 10, 3);
    EXPECT_EQ(missing_at_rsyslog(), (classes{{"refused_queue_full", 1}, {"unexplained", 2}}));
}

// Each side is told of all losses, perhaps in entries that are put together otherwise.
TEST_F(Judge, ALossThatTwoSidesAreToldOfIsOneLoss) {
    lose(side::rsyslog, 3, 6);
    name(stream_uri, "uncertain", 1, 10, 3);
    name(stream_uri, "uncertain", 3, 4);
    all.losses.back().told_at = side::rsyslog;
    EXPECT_EQ(missing_at_rsyslog(), (classes{{"uncertain", 3}, {"unexplained", 1}}));
}

TEST_F(Judge, ALedgerThatNamesAStoredRecordAsDroppedLies) {
    name(stream_uri, "backlog_full", 5, 5);
    counted().targets[1].sent = 9;
    counted().targets[1].dropped_backlog_full = 1;
    EXPECT_EQ(judge(all).problems, std::vector<std::string>{"rsyslog a: stored, and named backlog_full: 5"});
}

TEST_F(Judge, ARecordThatWasGivenUpWhenItHadGoneOnceMayBeStored) {
    name(stream_uri, "backlog_full", 5, 5);
    counted().targets[1].sent = 9;
    counted().targets[1].dropped_backlog_full = 1;
    counted().targets[1].connects = 2;
    EXPECT_EQ(judge(all).problems, std::vector<std::string>{});
}

TEST_F(Judge, ALedgerThatTellsLessThanTheCountersIsWrongWhereJournaldLived) {
    lose(side::rsyslog, 4, 6);
    name(stream_uri, "backlog_full", 4, 5);
    counted().targets[1].sent = 7;
    counted().targets[1].dropped_backlog_full = 3;
    EXPECT_EQ(judge(all).problems.size(), 2U); // the ledger, and number 6
    at(side::journald).gaps.push_back({"kill", 550, 550, 5500});
    EXPECT_EQ(judge(all).problems, std::vector<std::string>{"rsyslog a: unexplained: 6"});
}

TEST_F(Judge, AKilledCollectorMayLoseWhatItHadTakenAndNoMore) {
    lose(side::rsyslog, 5, 7);
    at(side::rsyslog).gaps.push_back({"kill", 450, 450, 6500}); // 5 and 6 were logged before that, 7 after
    EXPECT_EQ(missing_at_rsyslog(), (classes{{"own_kill", 2}, {"unexplained", 1}}));
    EXPECT_EQ(judge(all).own_losses, std::vector<std::string>{"rsyslog a: kill: 5-6"});
}

TEST_F(Judge, WhatWasMissingBeforeTheKillIsNotTheCollectors) {
    lose(side::rsyslog, 2, 2);
    lose(side::rsyslog, 9, 9);
    at(side::rsyslog).gaps.push_back({"kill", 550, 550, 99'000});
    EXPECT_EQ(missing_at_rsyslog(), (classes{{"unexplained", 2}}));
}

TEST_F(Judge, ARecordThatCameTwiceIsDoubleAndNoProblem) {
    at(side::rsyslog).of_instance["a"].push_back({7, "1.7", 1100, 0});
    const verdict judged = judge(all);
    EXPECT_EQ(judged.sides[1].doubles, 1U);
    EXPECT_EQ(judged.problems, std::vector<std::string>{});
}

TEST_F(Judge, ARecordIsTheSameEverywhere) {
    at(side::rsyslog).of_instance["a"][6].identity = "2.1";
    EXPECT_EQ(judge(all).problems, std::vector<std::string>{"a: number 7 is both 1.7 and 2.1"});
}

TEST_F(Judge, ANumberThatNobodyGaveOutIsAProblem) {
    at(side::rsyslog).of_instance["a"].push_back({11, "1.11", 1100, 0});
    at(side::rsyslog).of_instance["b"].push_back({1, "1.1", 1200, 0});
    EXPECT_EQ(judge(all).problems, (std::vector<std::string>{"rsyslog a: number 11 was never given out",
                                                             "nobody accounts for the instance b"}));
}

TEST_F(Judge, CountersThatDoNotAddUpAreAProblem) {
    counted().targets[1].sent = 9;
    EXPECT_EQ(judge(all).problems.size(), 1U);
}

TEST(Ranges, NamesRunsByTheirEnds) {
    EXPECT_EQ(ranges_of({}), "");
    EXPECT_EQ(ranges_of({3}), "3");
    EXPECT_EQ(ranges_of({1, 2, 3, 5, 8, 9}), "1-3,5,8-9");
}

TEST(Sides, EveryWayToACollectorLeadsThere) {
    EXPECT_EQ(side_of("journald:?backlog=64KiB"), side::journald);
    for (const route by : {route::address, route::name, route::relay, route::relay_then_name}) {
        EXPECT_EQ(side_of("tcp://" + hosts_of(rsyslog_addresses, by, false)), side::rsyslog);
        EXPECT_EQ(side_of("tcp://" + hosts_of(syslog_ng_addresses, by, true)), side::syslog_ng);
    }
}

} // namespace
} // namespace nixie::tests
