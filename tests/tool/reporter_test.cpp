#include "tool/reporter.hpp"

#include <gtest/gtest.h>

namespace nixie::impl {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr steady_clock::time_point start{std::chrono::hours(1)};

TEST(Reporter, ProgressIsDueAfterHalfASecondAndThenFiveTimesASecond) {
    reporter report{true};
    EXPECT_FALSE(report.is_due(start));
    EXPECT_FALSE(report.is_due(start + milliseconds(499)));
    EXPECT_TRUE(report.is_due(start + milliseconds(500)));
    EXPECT_FALSE(report.is_due(start + milliseconds(699)));
    EXPECT_TRUE(report.is_due(start + milliseconds(700)));
}

TEST(Reporter, ProgressIsNeverDueWhereNobodyLooksOn) {
    reporter report{false};
    EXPECT_FALSE(report.is_due(start));
    EXPECT_FALSE(report.is_due(start + milliseconds(500)));
}

TEST(Reporter, ALineTakesThePlaceOfTheProgress) {
    reporter report{true};
    testing::internal::CaptureStderr();
    report.progress("1 line");
    report.progress("2 lines");
    report.say("a.jsonl:2: broken \x1b[2J");
    report.say("end");
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "1 line\r\033[K2 lines\r\033[Ka.jsonl:2: broken #033[2J\nend\n");
}

} // namespace
} // namespace nixie::impl
