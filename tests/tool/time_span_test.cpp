#include "tool/time_span.hpp"

#include <gtest/gtest.h>

#include "tool/failure_of.hpp"

namespace nixie::impl {
namespace {

struct span_case {
    const char *text;
    std::int64_t seconds;
};

class TimeSpan : public testing::TestWithParam<span_case> {};

TEST_P(TimeSpan, IsRead) {
    EXPECT_EQ(parse_span(GetParam().text), GetParam().seconds * 1'000'000);
}

INSTANTIATE_TEST_SUITE_P(Forms, TimeSpan,
                         testing::Values(span_case{"0s", 0}, span_case{"30s", 30}, span_case{"2000ms", 2},
                                         span_case{"5m", 300}, span_case{"5min", 300}, span_case{"1h30min", 5400},
                                         span_case{"2 hours", 7200}, span_case{" 1 day 1 hour ", 90000},
                                         span_case{"1week", 604800}, span_case{"2d", 172800}));

TEST(TimeSpanRefusals, NoSpan) {
    for (const char *text : {"", " ", "30", "s", "-1s", "1month", "1.5h", "5 s x", "1h30", "99999999999999999999s",
                             "9223372036854775807w", "9223372036854s 1h"})
        EXPECT_FALSE(parse_span(text)) << text;
}

TEST(TimeSpanArgument, KeepsMilliseconds) {
    EXPECT_EQ(parse_span_argument("200ms", "--wait"), std::chrono::milliseconds(200));
}

TEST(TimeSpanArgument, NamesTheOptionAndWhatIsLegal) {
    const std::string expected = "64 --wait: \"30\" is no span of time | write a number with its unit, at most a year: "
                                 "200ms, 30s, 5min, 1h30min";
    EXPECT_EQ(test::failure_of([] { parse_span_argument("30", "--wait"); }), expected);
}

TEST(TimeSpanArgument, StopsAtAYear) {
    EXPECT_EQ(parse_span_argument("365d", "--wait"), std::chrono::hours(365 * 24));
    EXPECT_THROW(parse_span_argument("366d", "--wait"), failure);
}

} // namespace
} // namespace nixie::impl
