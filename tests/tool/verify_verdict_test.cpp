// From records and reports at several sides to findings, as text and as JSON.
#include "tool/verify_verdict.hpp"

#include <gtest/gtest.h>

#include "encode/given_record.hpp"
#include "tool/verify_json.hpp"
#include "tool/verify_report.hpp"

namespace nixie::impl {
namespace {

using test::given_record;
using test::record_of;

const std::string instance = "9c1e07b4a53f2d68";

given_record stats_about(const std::string &target, const std::string &last, const std::string &filtered = "0") {
    return {NIXIE_STATS, {{"target", target}, {"stats_last_sequence", last}, {"stats_filtered", filtered}}};
}

given_record loss_of(const std::string &target, const std::string &reason, const std::string &range) {
    const std::string first = range.substr(0, range.find('-')), last = range.substr(range.find('-') + 1);
    return {
        NIXIE_LOSS,
        {{"target", target}, {"reason", reason}, {"lost_first", first}, {"lost_last", last}, {"lost_ranges", range}}};
}

given_record refusal_of(const std::string &range) {
    given_record loss = loss_of("x", "queue_full", range);
    std::erase_if(loss.fields, [](const auto &field) { return field.first == "target"; });
    return loss;
}

class VerifyVerdict : public testing::Test {
protected:
    void see(std::size_t side, std::int64_t first, std::int64_t last, const std::string &unit = {}) {
        numbered_entry entry;
        entry.kind = numbered_entry::kind::record;
        entry.instance = instance;
        entry.time = 1'769'868'000'000'000;
        for (entry.sequence = first; entry.sequence <= last; ++entry.sequence) account.take(side, entry, unit);
    }
    void report(std::size_t side, const given_record &given) {
        const field_set fields = record_of(given);
        numbered_entry entry;
        entry.kind = numbered_entry::kind::report;
        entry.instance = instance;
        entry.report = &fields;
        account.take(side, entry);
    }
    verify_findings find() { return find_gaps(account, sides, how); }
    // "unexplained: journald: 3 missing, 1 dropped, 2 unexplained; x.log: 0 missing"
    std::string found() {
        const verify_findings findings = find();
        std::string text = std::string(name_of(findings.verdict)) + ":";
        for (const side_finding &side : findings.instances.at(0).sides) {
            text += " " + side.side->name + (side.is_asked ? "" : " not asked");
            for (std::size_t i = 0; i < explanation_count; ++i)
                if (const std::uint64_t count = side.gaps.explained.at(i).numbers())
                    text += " " + std::to_string(count) + " " + std::string(name_of(static_cast<explanation>(i)));
            text += " " + std::to_string(side.gaps.unexplained.numbers()) + " of " + std::to_string(side.gaps.missing);
        }
        return text;
    }

    std::vector<verify_side> sides{{"journald:", "", true}, {"x.log"}};
    verify_account account{{.sides = 2}};
    find_settings how;
};

TEST_F(VerifyVerdict, WhatAllSidesHaveIsComplete) {
    see(0, 1, 100);
    see(1, 1, 100);
    EXPECT_EQ(found(), "complete: journald: 0 of 0 x.log 0 of 0");
}

TEST_F(VerifyVerdict, WhatOneSideHasIsExpectedAtTheOther) {
    see(0, 1, 100);
    EXPECT_EQ(found(), "unexplained: journald: 0 of 0 x.log 100 of 100");
}

TEST_F(VerifyVerdict, RefusalsExplainGapsAtAllSides) {
    see(0, 1, 90);
    see(1, 1, 90);
    report(0, refusal_of("91-100"));
    EXPECT_EQ(found(), "explained: journald: 10 refused 0 of 10 x.log 10 refused 0 of 10");
}

TEST_F(VerifyVerdict, WhatATargetDroppedExplainsGapsAtItsOwnSideAlone) {
    see(0, 1, 90);
    see(1, 1, 90);
    report(0, loss_of("tcp://x", "backlog_full", "91-100")); // told by the journal
    EXPECT_EQ(found(), "unexplained: journald: 10 of 10 x.log 10 dropped 0 of 10");
}

TEST_F(VerifyVerdict, EveryReasonHasItsWord) {
    see(0, 1, 50);
    see(1, 1, 10);
    report(0, loss_of("tcp://x", "deadline", "11-20"));
    report(0, loss_of("tcp://x", "shutdown", "15-25"));
    report(0, loss_of("tcp://x", "too_large", "26-26"));
    report(0, loss_of("tcp://x", "uncertain", "27-30"));
    report(0, loss_of("tcp://x", "reported_lost", "31-33"));
    EXPECT_EQ(found(), "unexplained: journald: 0 of 0 x.log 16 dropped 4 uncertain 3 reported_lost 17 of 40");
}

TEST_F(VerifyVerdict, StatsTellOfAMissingTail) {
    see(0, 1, 100);
    see(1, 1, 100);
    report(1, stats_about("tcp://x", "103"));
    report(1, stats_about("journald:", "103"));
    EXPECT_EQ(found(), "unexplained: journald: 3 of 3 x.log 3 of 3");
}

TEST_F(VerifyVerdict, AFilterExplainsAsManyAsItTook) {
    see(0, 1, 100);
    see(1, 1, 60);
    report(0, stats_about("tcp://x?events=rejection", "100", "35"));
    EXPECT_EQ(found(), "unexplained: journald: 0 of 0 x.log 35 filtered 5 of 40");
}

TEST_F(VerifyVerdict, WithSeveralTargetsForASideAllExplainUntilOneIsGiven) {
    see(0, 1, 100);
    see(1, 1, 80);
    report(0, loss_of("tcp://x", "backlog_full", "81-90"));
    report(0, loss_of("udp://y?mtu=1500", "backlog_full", "91-100"));
    EXPECT_EQ(found(), "explained: journald: 0 of 0 x.log 20 dropped 0 of 20");
    sides[1].target = "udp://y";
    EXPECT_EQ(found(), "unexplained: journald: 0 of 0 x.log 10 dropped 10 of 20");
}

TEST_F(VerifyVerdict, AJournalBelongsToTheTargetOfItsNamespace) {
    see(1, 1, 100);
    see(0, 1, 80);
    report(0, loss_of("journald:", "backlog_full", "81-90"));
    report(0, loss_of("journald:mail", "backlog_full", "91-100"));
    EXPECT_EQ(found(), "unexplained: journald: 10 dropped 10 of 20 x.log 0 of 0");
    sides[0].name_space = "mail";
    EXPECT_EQ(found(), "unexplained: journald: 10 dropped 10 of 20 x.log 0 of 0");
    sides[0].name_space.reset(); // a directory: nobody knows
    EXPECT_EQ(found(), "explained: journald: 20 dropped 0 of 20 x.log 0 of 0");
}

TEST_F(VerifyVerdict, NothingIsExpectedWhereTheInstanceHasNoTarget) {
    see(0, 1, 100);
    report(0, stats_about("journald:", "100"));
    EXPECT_EQ(found(), "complete: journald: 0 of 0 x.log not asked 0 of 0");
}

TEST_F(VerifyVerdict, SuppressedMessagesLieBeforeTheNextThatWasStored) {
    see(0, 1, 100, "mta.service");
    account.take_suppressed(0, {"mta.service", 10});
    account.take_suppressed(0, {"other.service", 50});
    see(0, 111, 120, "mta.service");
    see(0, 131, 140, "mta.service");
    see(1, 1, 140);
    EXPECT_EQ(found(), "unexplained: journald: 10 suppressed 10 of 20 x.log 0 of 0");
}

TEST_F(VerifyVerdict, AnInstanceThatOnlyReportsTellOfIsMissing) {
    report(0, stats_about("journald:", "10"));
    EXPECT_EQ(found(), "unexplained: journald: 10 of 10 x.log not asked 0 of 0");
}

TEST_F(VerifyVerdict, OnlyInstancesOfOneSideWhereThatIsAskedFor) {
    see(1, 1, 100); // of another host
    how.only_of = 0;
    EXPECT_TRUE(find().instances.empty());
    how.only_of = 1;
    EXPECT_EQ(found(), "unexplained: journald: 100 of 100 x.log 0 of 0");
}

TEST_F(VerifyVerdict, WithSinceTheFirstNumberSeenIsTheFirstExpectedOne) {
    see(0, 41, 100);
    see(1, 43, 100);
    EXPECT_EQ(found(), "unexplained: journald: 40 of 40 x.log 42 of 42");
    how.has_since = true;
    EXPECT_EQ(found(), "unexplained: journald: 0 of 0 x.log 2 of 2");
}

TEST_F(VerifyVerdict, AsTextForPeople) {
    see(0, 1, 100);
    see(1, 11, 50);
    see(1, 49, 50);
    see(1, 61, 90);
    see(1, 51, 51);
    report(0, loss_of("tcp://x", "backlog_full", "52-60"));
    report(0, stats_about("tcp://x", "100"));
    report(0, stats_about("journald:", "100"));
    const verify_summary summary{
        .sides = {{.lines = 101}, {.files = {"x.log.1.gz", "x.log"}, .lines = 75, .broken = 1}}};
    EXPECT_EQ(verify_text(find(), summary, false),
              "side journald: 101 entries\n"
              "side x.log: 75 lines, 1 broken, of x.log.1.gz x.log\n"
              "instance 9c1e07b4a53f2d68: numbers 1-100, 2026-01-31T14:00:00.000000Z to 2026-01-31T14:00:00.000000Z\n"
              "  journald: seen 100, missing 0, double 0, out of order 0, target journald:\n"
              "  x.log: seen 71, missing 29, double 2, out of order 1, target tcp://x\n"
              "    9 dropped by the target: 52-60\n"
              "    20 UNEXPLAINED: 1-10,91-100\n"
              "    2 double: 49-50\n"
              "    1 out of order: 51\n"
              "    its first numbers are missing: were they rotated away? --since leaves out what is older\n"
              "gaps, not all explained: 29 missing, 20 unexplained\n");
}

TEST_F(VerifyVerdict, AsJsonForScripts) {
    sides.resize(1);
    account = verify_account({});
    see(0, 1, 10);
    see(0, 10, 10);
    report(0, loss_of("journald:", "backlog_full", "11-12"));
    report(0, stats_about("journald:", "15"));
    const verify_findings findings = find();
    EXPECT_EQ(verify_json(findings.instances.at(0)),
              R"({"instance":"9c1e07b4a53f2d68","side":"journald:","target":"journald:","first":1,"last":15,)"
              R"("first_time":"2026-01-31T14:00:00.000000Z","last_time":"2026-01-31T14:00:00.000000Z","seen":10,)"
              R"("missing":5,"explained":{"refused":0,"dropped":2,"uncertain":0,"reported_lost":0,"suppressed":0,)"
              R"("filtered":0},"unexplained":3,"unexplained_ranges":[[13,15]],"unexplained_ranges_left_out":0,)"
              R"("unexplained_exact":true,"double":1,"double_ranges":[[10,10]],"out_of_order":0,"expected":true})"
              "\n");
    const verify_summary summary{.sides = {{.lines = 13, .foreign = 1, .broken = 2}}};
    EXPECT_EQ(verify_json_summary(findings, summary),
              R"({"verdict":"unexplained","instances":1,"sides":1,"lines":13,"foreign_lines":1,"broken_lines":2,)"
              R"("read_whole":true,"memory_short":false})"
              "\n");
}

} // namespace
} // namespace nixie::impl
