#include "tool/probe_report.hpp"

#include <gtest/gtest.h>

#include "tool/probe_series.hpp"

namespace nixie::impl {
namespace {

using lines = std::vector<std::string>;
using test::finding_of;
using test::good_series;

const probe_target tcp = parse_probe_target("tcp://a");
const probe_target udp = parse_probe_target("udp://a");
const probe_target local = parse_probe_target("unix:/dev/log");

void fail(probe_series &series, std::string_view canary, canary_fate fate, std::size_t arrived = 0) {
    finding_of(series, canary).fate = fate;
    finding_of(series, canary).arrived = arrived;
}

probe_series empty_series(enum framing how) {
    probe_series series = good_series(how);
    series.findings.assign(series.messages.size(), canary_finding{});
    return series;
}

TEST(ProbeReport, ListsWhatIsAsSentInOneLineAndTheRestInLinesOfTheirOwn) {
    probe_series series = good_series(framing::octet_counting);
    fail(series, "tab", canary_fate::missing);
    fail(series, "size_64k", canary_fate::cut);
    finding_of(series, "size_64k").note = "cut after 8096 of 65536 bytes";
    series.notes = {"a note"};
    EXPECT_EQ(
        report_series(series),
        (lines{"octet counting: 17 of 19 as sent", "  a note",
               "  as sent     bracket quote backslash all_three line_break nul escape delete c1 separator bidi utf8_2 "
               "utf8_3 utf8_4 bom size_2k size_8k",
               "  tab         missing", "  size_64k    cut after 8096 of 65536 bytes"}));
}

TEST(ProbeReport, SaysInOneLineThatNothingArrived) {
    EXPECT_EQ(report_series(empty_series(framing::line_feed)),
              (lines{"line feed: 0 of 19 as sent", "  nothing of it arrived"}));
}

TEST(ProbeReport, ASeriesWhoseFramingStandsInTheTextIsNotAsSent) {
    probe_series series = good_series(framing::octet_counting);
    EXPECT_TRUE(series.is_all_as_sent());
    series.is_glued = true;
    EXPECT_FALSE(series.is_all_as_sent());
    EXPECT_EQ(report_series(series)[1], "  not understood: several messages are in one line");
    series.is_glued = false;
    finding_of(series, "tab").has_octet_count = true;
    EXPECT_FALSE(series.is_all_as_sent());
    EXPECT_EQ(report_series(series)[1], "  not understood: the length of octet counting is in the text");
}

TEST(ProbeAdvice, OfAFlawlessCollectorIsTheTargetItself) {
    const probe_advice advice = advise(tcp, {good_series(framing::octet_counting), good_series(framing::line_feed)});
    EXPECT_EQ(advice.uri, "tcp://a:601");
    EXPECT_EQ(advice.reasons, (lines{"framing=octet, the default: both framings are understood",
                                     "max_size may be raised to 65536: even such messages come whole; the default is "
                                     "8192"}));
    EXPECT_EQ(advise(local, {good_series()}).uri, "unix:/dev/log");
}

TEST(ProbeAdvice, ChoosesTheFramingThatIsUnderstood) {
    probe_series good = good_series(framing::line_feed);
    EXPECT_EQ(advise(tcp, {empty_series(framing::octet_counting), good}).uri, "tcp://a:601?framing=lf");
    probe_series glued = good_series(framing::octet_counting);
    glued.is_glued = true;
    EXPECT_EQ(advise(tcp, {glued, good}).uri, "tcp://a:601?framing=lf");
    EXPECT_EQ(advise(tcp, {glued, good}).reasons.front(), "framing=lf: octet counting is not understood");
    EXPECT_EQ(advise(tcp, {good_series(framing::octet_counting), empty_series(framing::line_feed)}).uri, "tcp://a:601");
    EXPECT_EQ(advise(tcp, {empty_series(framing::octet_counting), empty_series(framing::line_feed)}).reasons.front(),
              "neither framing brought anything as it was sent: does the collector write this file?");
}

TEST(ProbeAdvice, AMessageThatWasNotSentOverBothIsNoDifference) {
    probe_series lines_only = good_series(framing::line_feed);
    lines_only.messages.pop_back();
    lines_only.findings.pop_back();
    EXPECT_EQ(advise(tcp, {good_series(framing::octet_counting), lines_only}).reasons.front(),
              "framing=octet, the default: both framings are understood");
}

TEST(ProbeAdvice, SetsTheSizeThatComesWhole) {
    probe_series series = good_series();
    fail(series, "size_64k", canary_fate::cut, 40'000);
    EXPECT_EQ(advise(local, {series}).uri, "unix:/dev/log") << "the default is below";
    fail(series, "size_8k", canary_fate::cut, 8096);
    EXPECT_EQ(advise(local, {series}).uri, "unix:/dev/log?max_size=8096") << "where it was cut";
    fail(series, "size_8k", canary_fate::missing);
    EXPECT_EQ(advise(local, {series}).uri, "unix:/dev/log?max_size=2048") << "the longest that came";
    fail(series, "size_2k", canary_fate::missing);
    EXPECT_EQ(advise(local, {series}).uri, "unix:/dev/log") << "nothing is known";
}

TEST(ProbeAdvice, LetsDatagramsBeCutInPiecesWhereThatIsSeenToWork) {
    probe_series series = good_series();
    series.one_piece = 1472;
    EXPECT_EQ(advise(udp, {series}).uri, "udp://a:514?mtu=fragment");
    for (const char *canary : {"size_2k", "size_8k", "size_64k"}) fail(series, canary, canary_fate::missing);
    EXPECT_EQ(advise(udp, {series}).uri, "udp://a:514");
    series = good_series();
    series.one_piece = 65'536;
    EXPECT_EQ(advise(udp, {series}).uri, "udp://a:514") << "none had to be cut";
    fail(series, "size_8k", canary_fate::cut, 8096);
    EXPECT_EQ(advise(udp, {series}).uri, "udp://a:514?max_size=8096");
}

TEST(ProbeAdvice, WantsAByteOrderMarkOnlyWhereItHelps) {
    probe_series series = good_series();
    finding_of(series, "bom").bom_stays = true;
    EXPECT_EQ(advise(local, {series}).uri, "unix:/dev/log");
    EXPECT_EQ(advise(local, {series}).reasons.front(),
              "bom=none, the default: the collector keeps a byte order mark in the text");
    finding_of(series, "bom").bom_stays = false;
    fail(series, "utf8_2", canary_fate::changed);
    EXPECT_EQ(advise(local, {series}).uri, "unix:/dev/log?bom=auto");
}

TEST(ProbeReport, SaysWhatToLookForWhereNobodyCanJudge) {
    probe_series series = good_series();
    series.findings.clear();
    const lines said = what_to_look_for(local, {series});
    EXPECT_EQ(said.size(), 3 + all_canaries().size());
    EXPECT_EQ(said.front(), "datagrams: 19 test messages sent; grep 0123456789abcdef finds them at the collector, each "
                            "once and in a line of its own");
    EXPECT_EQ(said[2].substr(0, 14), "bracket     ] ");
    EXPECT_EQ(said.back(), "target, where all is as it should be: unix:/dev/log");
}

} // namespace
} // namespace nixie::impl
