#include "decode/syslog_timestamp.hpp"

#include <gtest/gtest.h>

namespace nixie::impl {
namespace {

TEST(SyslogTimestamp, CountsMicroseconds) {
    const struct {
        std::string_view text;
        std::int64_t microseconds;
    } cases[] = {
        {"1970-01-01T00:00:00Z", 0},
        {"1970-01-01T00:00:00.000001Z", 1},
        {"1969-12-31T23:59:59.999999Z", -1},
        {"2003-09-29T21:27:27.123456Z", 1'064'870'847'123'456},
        {"2003-09-29T21:27:27.1Z", 1'064'870'847'100'000},
        {"2003-09-29T21:27:27.12Z", 1'064'870'847'120'000},
        {"2003-09-29T21:27:27.00012Z", 1'064'870'847'000'120},
        {"2003-09-29T23:27:27+02:00", 1'064'870'847'000'000},
        {"2003-09-29T12:57:27-08:30", 1'064'870'847'000'000},
        {"2003-09-29T21:27:27+00:00", 1'064'870'847'000'000},
        {"2003-09-29T21:27:27-00:00", 1'064'870'847'000'000},
        {"1985-04-12T23:20:50.52Z", 482'196'050'520'000},
        {"2000-02-29T00:00:00Z", 951'782'400'000'000},
        {"2024-02-29T23:59:59Z", 1'709'251'199'000'000},
        {"0000-01-01T00:00:00Z", -62'167'219'200'000'000},
        {"9999-12-31T23:59:59.999999Z", 253'402'300'799'999'999},
        {"9999-12-31T23:59:59-23:59", 253'402'387'139'000'000},
    };
    for (const auto &[text, microseconds] : cases) {
        const auto result = parse_syslog_timestamp(text);
        const auto *parsed = std::get_if<std::int64_t>(&result);
        ASSERT_TRUE(parsed) << text << ": " << std::get<parse_problem>(result).reason;
        EXPECT_EQ(*parsed, microseconds) << text;
    }
}

TEST(SyslogTimestamp, RefusesWhatSection623DoesNotAllow) {
    const struct {
        std::string_view text;
        std::string_view verdict;
    } cases[] = {
        {"", "0: TIMESTAMP lacks a digit"},
        {"2003", "4: TIMESTAMP is not of the form 2003-09-29T21:27:27.123456Z"},
        {"03-09-29T21:27:27Z", "2: TIMESTAMP lacks a digit"},
        {"2003-9-29T21:27:27Z", "6: TIMESTAMP lacks a digit"},
        {"2003-00-29T21:27:27Z", "5: TIMESTAMP has no such month"},
        {"2003-13-29T21:27:27Z", "5: TIMESTAMP has no such month"},
        {"2003-09-00T21:27:27Z", "8: TIMESTAMP has no such day"},
        {"2003-09-32T21:27:27Z", "8: TIMESTAMP has no such day"},
        {"2003-09-31T21:27:27Z", "8: TIMESTAMP has no such day in that month"},
        {"2003-02-29T21:27:27Z", "8: TIMESTAMP has no such day in that month"},
        {"1900-02-29T21:27:27Z", "8: TIMESTAMP has no such day in that month"},
        {"2003-09-29t21:27:27Z", "10: TIMESTAMP is not of the form 2003-09-29T21:27:27.123456Z"},
        {"2003-09-29 21:27:27Z", "10: TIMESTAMP is not of the form 2003-09-29T21:27:27.123456Z"},
        {"2003-09-29T24:00:00Z", "11: TIMESTAMP has no such hour"},
        {"2003-09-29T21:60:27Z", "14: TIMESTAMP has no such minute"},
        {"2003-09-29T21:27:60Z", "17: TIMESTAMP has no such second; 60 is not allowed here"},
        {"2016-12-31T23:59:60Z", "17: TIMESTAMP has no such second; 60 is not allowed here"},
        {"2003-09-29T21:27Z", "16: TIMESTAMP is not of the form 2003-09-29T21:27:27.123456Z"},
        {"2003-09-29T21:27:27", "19: TIMESTAMP ends without Z or an offset"},
        {"2003-09-29T21:27:27z", "19: TIMESTAMP ends without Z or an offset"},
        {"2003-09-29T21:27:27.Z", "20: TIMESTAMP has a point without decimals"},
        {"2003-09-29T21:27:27,5Z", "19: TIMESTAMP ends without Z or an offset"},
        {"2003-09-29T21:27:27.1234567Z", "26: TIMESTAMP has more than 6 decimals"},
        {"2003-09-29T21:27:27+24:00", "20: TIMESTAMP has no such offset"},
        {"2003-09-29T21:27:27+02:60", "23: TIMESTAMP has no such offset"},
        {"2003-09-29T21:27:27+0200", "22: TIMESTAMP is not of the form 2003-09-29T21:27:27.123456Z"},
        {"2003-09-29T21:27:27+2:00", "21: TIMESTAMP lacks a digit"},
        {"2003-09-29T21:27:27+02", "22: TIMESTAMP is not of the form 2003-09-29T21:27:27.123456Z"},
        {"2003-09-29T21:27:27Z+02:00", "20: TIMESTAMP has more than a time"},
        {"2003-09-29T21:27:27ZZ", "20: TIMESTAMP has more than a time"},
        {"-2003-09-29T21:27:27Z", "0: TIMESTAMP lacks a digit"},
        {"12003-09-29T21:27:27Z", "4: TIMESTAMP is not of the form 2003-09-29T21:27:27.123456Z"},
    };
    for (const auto &[text, verdict] : cases) {
        const auto result = parse_syslog_timestamp(text);
        const auto *problem = std::get_if<parse_problem>(&result);
        ASSERT_TRUE(problem) << text;
        EXPECT_EQ(std::to_string(problem->offset) + ": " + problem->reason, verdict) << text;
    }
}

} // namespace
} // namespace nixie::impl
