// nixie::timestamp, made from what the system's clocks and a mail server's structs hold.
#include <gtest/gtest.h>

#include "nixie/record.hpp"

using namespace std::chrono_literals;
using nixie::timestamp;

namespace {

using std::chrono::sys_days;
using std::chrono::sys_seconds;
using std::chrono::system_clock;

constexpr std::int64_t last_second = INT64_MAX / 1'000'000, first_second = INT64_MIN / 1'000'000;

TEST(Timestamp, CarriesATvUsecOver) {
    const struct {
        timeval given;
        std::int64_t microseconds;
    } cases[] = {
        {{0, 0}, 0},
        {{0, -1}, -1},
        {{-1, 999'999}, -1},
        {{1'064'870'847, 123'456}, 1'064'870'847'123'456},
        {{1'064'870'847, 999'999}, 1'064'870'847'999'999},
        {{1'064'870'847, 1'000'000}, 1'064'870'848'000'000},
        {{1'064'870'847, -1}, 1'064'870'846'999'999},
        {{1'064'870'847, INT32_MAX}, 1'064'872'994'483'647},
        {{1'064'870'847, INT32_MIN}, 1'064'868'699'516'352},
        {{253'402'300'799, 999'999}, 253'402'300'799'999'999},
        {{253'402'300'799, 1'000'000}, 253'402'300'800'000'000},
    };
    for (const auto &[given, microseconds] : cases)
        EXPECT_EQ(timestamp{given}.microseconds(), microseconds) << given.tv_sec << ' ' << given.tv_usec;
}

TEST(Timestamp, OfATimevalIsExactUpToTheEndsOfItsRange) {
    const struct {
        timeval given;
        std::int64_t microseconds;
    } cases[] = {
        {{last_second, 775'807}, INT64_MAX},
        {{last_second, 775'806}, INT64_MAX - 1},
        {{last_second + 1, -224'193}, INT64_MAX},
        {{last_second + 1, -500'000}, INT64_MAX - 275'807},
        {{first_second, -775'808}, INT64_MIN},
        {{first_second, -775'807}, INT64_MIN + 1},
        {{first_second - 1, 224'192}, INT64_MIN},
        {{first_second - 1, 500'000}, INT64_MIN + 275'808},
        {{0, INT64_MAX}, INT64_MAX},
        {{0, INT64_MIN}, INT64_MIN},
        {{2 * last_second, INT64_MIN}, INT64_MAX - 1'551'615},
    };
    for (const auto &[given, microseconds] : cases)
        EXPECT_EQ(timestamp{given}.microseconds(), microseconds) << given.tv_sec << ' ' << given.tv_usec;
}

TEST(Timestamp, OfATimevalBeyondIsTheNearestOne) {
    for (const timeval late : {timeval{last_second, 775'808}, timeval{last_second + 1, 0}, timeval{INT64_MAX, 0},
                               timeval{INT64_MAX, 999'999}, timeval{INT64_MAX, INT64_MAX}, timeval{1, INT64_MAX}})
        EXPECT_EQ(timestamp{late}.microseconds(), INT64_MAX) << late.tv_sec << ' ' << late.tv_usec;
    for (const timeval early : {timeval{first_second, -775'809}, timeval{first_second - 1, 0}, timeval{INT64_MIN, 0},
                                timeval{INT64_MIN, -1}, timeval{INT64_MIN, INT64_MIN}, timeval{-1, INT64_MIN}})
        EXPECT_EQ(timestamp{early}.microseconds(), INT64_MIN) << early.tv_sec << ' ' << early.tv_usec;
}

TEST(Timestamp, OfAClockReadingIsRoundedDown) {
    EXPECT_EQ(timestamp{system_clock::time_point{}}.microseconds(), 0);
    EXPECT_EQ(timestamp{system_clock::time_point{1'999ns}}.microseconds(), 1);
    EXPECT_EQ(timestamp{system_clock::time_point{-1ns}}.microseconds(), -1);
    EXPECT_EQ(timestamp{sys_seconds{1'064'870'847s}}.microseconds(), 1'064'870'847'000'000);
    EXPECT_EQ(timestamp{sys_days{std::chrono::year{9999} / 12 / 31}}.microseconds(), 253'402'214'400'000'000);
}

TEST(Timestamp, OfAClockReadingBeyondIsTheNearestOne) {
    EXPECT_EQ(timestamp{sys_seconds{std::chrono::seconds{last_second}}}.microseconds(), last_second * 1'000'000);
    EXPECT_EQ(timestamp{sys_seconds{std::chrono::seconds{last_second + 1}}}.microseconds(), INT64_MAX);
    EXPECT_EQ(timestamp{sys_seconds{std::chrono::seconds{first_second}}}.microseconds(), first_second * 1'000'000);
    EXPECT_EQ(timestamp{sys_seconds{std::chrono::seconds{first_second - 1}}}.microseconds(), INT64_MIN);
    EXPECT_EQ(timestamp{sys_seconds::max()}.microseconds(), INT64_MAX);
    EXPECT_EQ(timestamp{sys_seconds::min()}.microseconds(), INT64_MIN);
    EXPECT_EQ(timestamp{system_clock::time_point::max()}.microseconds(), INT64_MAX / 1000);
    EXPECT_EQ(timestamp{system_clock::time_point::min()}.microseconds(), INT64_MIN / 1000 - 1);
}

} // namespace
