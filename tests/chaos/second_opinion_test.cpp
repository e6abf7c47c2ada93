#include "chaos/second_opinion.hpp"

#include <gtest/gtest.h>

namespace nixie::tests {
namespace {

const sources from{"/journal", "/rsyslog", "/syslog-ng"};

verdict judged_as(const instance_verdict &at_rsyslog) {
    verdict result;
    result.instances[{"a", side::rsyslog}] = at_rsyslog;
    return result;
}

std::string line(const std::string &counts) {
    return R"({"instance":"a","side":"/rsyslog","seen":8,)" + counts + "}\n" + R"({"verdict":"explained"})" + "\n";
}

using strings = std::vector<std::string>;

TEST(SecondOpinion, IsTheSameWhereBothHaveTheSameNumbers) {
    EXPECT_EQ(disagreements(line(R"("double":1,"missing":2,"unexplained":0)"),
                            judged_as({.seen = 8, .doubles = 1, .missing = 2}), from),
              strings{});
}

TEST(SecondOpinion, DiffersWhereAnyNumberDoes) {
    EXPECT_EQ(disagreements(line(R"("double":0,"missing":3,"unexplained":0)"),
                            judged_as({.seen = 7, .doubles = 1, .missing = 2}), from),
              strings{"nixie verify: rsyslog a; seen 8, the judge 7; double 0, the judge 1; missing 3, the judge 2"});
}

TEST(SecondOpinion, KnowsNothingOfWhatASideHasLostItself) {
    const std::string said = line(R"("double":0,"missing":2,"unexplained":2)");
    EXPECT_EQ(disagreements(said, judged_as({.seen = 8, .missing = 2, .own = 2}), from), strings{});
    EXPECT_EQ(disagreements(said, judged_as({.seen = 8, .missing = 2, .own = 1}), from),
              strings{"nixie verify: rsyslog a; unexplained 2, the judge 1"});
}

TEST(SecondOpinion, MustHaveSeenEveryInstanceThatHasARecord) {
    EXPECT_EQ(disagreements("{}", judged_as({.missing = 2}), from),
              strings{"nixie verify: 0 instances and sides of 1"});
    EXPECT_EQ(disagreements("{}", judged_as({}), from), strings{});
    EXPECT_EQ(disagreements(line(R"("double":0,"missing":0,"unexplained":0)"), {}, from),
              strings{"nixie verify: knows a at /rsyslog"});
}

} // namespace
} // namespace nixie::tests
