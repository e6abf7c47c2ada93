#include "config/values.hpp"

#include <array>

#include <gtest/gtest.h>

namespace nixie::impl {
namespace {

using std::chrono::milliseconds;

TEST(Values, ReadsSizes) {
    const std::pair<std::string_view, std::size_t> cases[] = {
        {"0", 0},
        {"4096", 4096},
        {"00017", 17},
        {"1B", 1},
        {"512KiB", 512 << 10},
        {"8MiB", 8 << 20},
        {"4GiB", std::size_t{4} << 30},
        {"1024GiB", std::size_t{1} << 40}, // the largest
        {"1099511627776", std::size_t{1} << 40},
    };
    for (const auto &[text, size] : cases) EXPECT_EQ(parse_size(text), size) << text;
}

TEST(Values, RefusesWhatIsNoSize) {
    const std::string_view cases[] = {
        "",
        "KiB",
        "MiB8",
        "8 MiB",
        " 8MiB",
        "8MiB ",
        "8mib",
        "8MB",
        "8M",
        "8k",
        "-1",
        "+1",
        "1.5MiB",
        "1e6",
        "0x10",
        "1,024",
        "8MiBMiB",
        "eight",
        "1025GiB",
        "1099511627777",
        "18446744073709551616",
        "99999999999999999999999KiB",
        std::string_view{"8\0", 2},
    };
    for (const std::string_view text : cases) EXPECT_EQ(parse_size(text), std::nullopt) << text;
}

TEST(Values, ReadsTimes) {
    const std::pair<std::string_view, milliseconds> cases[] = {
        {"0", milliseconds{0}},
        {"0s", milliseconds{0}},
        {"50ms", milliseconds{50}},
        {"2s", milliseconds{2'000}},
        {"5min", milliseconds{300'000}},
        {"1h", milliseconds{3'600'000}},
        {"8760h", milliseconds{31'536'000'000}}, // a year, the longest
        {"31536000000ms", milliseconds{31'536'000'000}},
    };
    for (const auto &[text, time] : cases) EXPECT_EQ(parse_duration(text), time) << text;
}

TEST(Values, RefusesWhatIsNoTime) {
    const std::string_view cases[] = {
        "",
        "s",
        "10",
        "00",
        "10 s",
        " 10s",
        "10s ",
        "10S",
        "10sec",
        "10m",
        "1d",
        "-1s",
        "+1s",
        "1.5s",
        "1h30min",
        "ms10",
        "8761h",
        "31536000001ms",
        "18446744073709551616s",
    };
    for (const std::string_view text : cases) EXPECT_EQ(parse_duration(text), std::nullopt) << text;
}

TEST(Values, WritesSizesInTheLargestUnitThatDividesThem) {
    const std::pair<std::size_t, std::string> cases[] = {
        {0, "0"},
        {1, "1"},
        {1023, "1023"},
        {1024, "1KiB"},
        {1536, "1536"},
        {8 << 20, "8MiB"},
        {(8 << 20) + 1024, "8193KiB"},
        {std::size_t{1} << 40, "1024GiB"},
    };
    for (const auto &[size, text] : cases) {
        EXPECT_EQ(size_text(size), text);
        EXPECT_EQ(parse_size(text), size);
    }
}

TEST(Values, WritesTimesInTheLargestUnitThatDividesThem) {
    const std::pair<milliseconds, std::string> cases[] = {
        {milliseconds{0}, "0"},          {milliseconds{1}, "1ms"},
        {milliseconds{1'500}, "1500ms"}, {milliseconds{2'000}, "2s"},
        {milliseconds{90'000}, "90s"},   {milliseconds{60'000}, "1min"},
        {milliseconds{3'600'000}, "1h"}, {milliseconds{31'536'000'000}, "8760h"},
    };
    for (const auto &[time, text] : cases) {
        EXPECT_EQ(duration_text(time), text);
        EXPECT_EQ(parse_duration(text), time);
    }
}

TEST(Values, HintNamesTheNearestWord) {
    constexpr std::array<std::string_view, 2> words{"drop", "block"};
    EXPECT_EQ(hint_from("blok", words), "; did you mean block?");
    EXPECT_EQ(hint_from("dorp", words), "; did you mean drop?");
}

TEST(Values, HintListsAllWordsWhereNoneIsNear) {
    constexpr std::array<std::string_view, 3> words{"none", "always", "auto"};
    EXPECT_EQ(hint_from("utf8", words), "; legal: none, always, auto");
    EXPECT_EQ(hint_from("", words), "; legal: none, always, auto");
}

} // namespace
} // namespace nixie::impl
