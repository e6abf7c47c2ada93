#include "tool/time_argument.hpp"

#include <gtest/gtest.h>

#include "record/text_form.hpp"
#include "tool/failure_of.hpp"
#include "tool/time_zone.hpp"

namespace nixie::impl {
namespace {

// 2026-03-29 is the day on which the clocks of Berlin go from 02:00 to 03:00.
constexpr const char *now_text = "2026-03-29T10:20:30.500000Z"; // 12:20:30 in Berlin

class TimeArgument : public testing::Test {
protected:
    static std::string parsed(std::string_view text) {
        return time_text(parse_time_argument(text, *parse_time(now_text), "--since"));
    }

private:
    const test::time_zone zone_{test::berlin};
};

TEST_F(TimeArgument, TakesWords) {
    EXPECT_EQ(parsed("now"), now_text);
    EXPECT_EQ(parsed("today"), "2026-03-28T23:00:00.000000Z");
    EXPECT_EQ(parsed("yesterday"), "2026-03-27T23:00:00.000000Z");
}

TEST_F(TimeArgument, TakesSpansFromNow) {
    EXPECT_EQ(parsed("-2h"), "2026-03-29T08:20:30.500000Z");
    EXPECT_EQ(parsed("2h ago"), "2026-03-29T08:20:30.500000Z");
    EXPECT_EQ(parsed("1 hour 30 minutes ago"), "2026-03-29T08:50:30.500000Z");
    EXPECT_EQ(parsed("+1d"), "2026-03-30T10:20:30.500000Z");
}

TEST_F(TimeArgument, TakesSecondsSince1970) {
    EXPECT_EQ(parsed("@1769868000"), "2026-01-31T14:00:00.000000Z");
    EXPECT_EQ(parsed("@1769868000.25"), "2026-01-31T14:00:00.250000Z");
}

TEST_F(TimeArgument, TakesLocalTime) {
    EXPECT_EQ(parsed("2026-01-31"), "2026-01-30T23:00:00.000000Z");
    EXPECT_EQ(parsed("2026-07-31"), "2026-07-30T22:00:00.000000Z"); // summer time
    EXPECT_EQ(parsed("2026-01-31 14:00"), "2026-01-31T13:00:00.000000Z");
    EXPECT_EQ(parsed("2026-01-31 14:00:59"), "2026-01-31T13:00:59.000000Z");
    EXPECT_EQ(parsed("2026-01-31T14:00:59"), "2026-01-31T13:00:59.000000Z");
    EXPECT_EQ(parsed("09:15"), "2026-03-29T07:15:00.000000Z");
    EXPECT_EQ(parsed("2024-02-29"), "2024-02-28T23:00:00.000000Z");
}

TEST_F(TimeArgument, TakesRfc3339) {
    EXPECT_EQ(parsed("2026-01-31T14:00:00Z"), "2026-01-31T14:00:00.000000Z");
    EXPECT_EQ(parsed("2026-01-31T14:00:00.5-02:00"), "2026-01-31T16:00:00.500000Z");
    EXPECT_EQ(parsed("2026-01-31 14:00:00Z"), "2026-01-31T14:00:00.000000Z");
}

TEST_F(TimeArgument, TakesATimeOfDayThatTheClocksSkipped) {
    EXPECT_EQ(parsed("2026-03-29 02:30").substr(0, 10), "2026-03-29");
}

TEST_F(TimeArgument, RefusesWhatIsNoTime) {
    for (const char *text :
         {"", "2026", "1769868000", "tomorow", "@", "@x", "@-1", "2026-13-01", "2026-02-30", "2026-1-1", "2026-01-31 ",
          "2026-01-31 14", "2026-01-31 24:00", "2026-01-31 14:60", "2h", "-", " ago", "-2h ago", "14:00:00:00"})
        EXPECT_THROW(parsed(text), failure) << text;
}

TEST_F(TimeArgument, NamesTheOptionAndWhatIsLegal) {
    EXPECT_EQ(test::failure_of([] { parsed("noon"); }),
              "64 --since: \"noon\" is no time | write now, today, yesterday, -2h, \"2h ago\", 2026-01-31, "
              "\"2026-01-31 14:00\", 2026-01-31T14:00:00Z or @1769868000");
}

} // namespace
} // namespace nixie::impl
