#include "record/text_form.hpp"

#include <ctime>

#include "record/named_case.hpp"
#include "record/random_text.hpp"

using namespace nixie::impl;
using namespace std::string_view_literals;

namespace {

constexpr std::int64_t year_0000 = -62'167'219'200'000'000;
constexpr std::int64_t year_10000 = 253'402'300'800'000'000;

TEST(TimeText, IsRfc3339FromYear0000To9999) {
    EXPECT_EQ(time_text(1'064'870'847'123'456), "2003-09-29T21:27:27.123456Z");
    EXPECT_EQ(time_text(0), "1970-01-01T00:00:00.000000Z");
    EXPECT_EQ(time_text(-1), "1969-12-31T23:59:59.999999Z");
    EXPECT_EQ(time_text(year_0000), "0000-01-01T00:00:00.000000Z");
    EXPECT_EQ(time_text(year_10000 - 1), "9999-12-31T23:59:59.999999Z");
    EXPECT_EQ(time_text(1'709'164'800'000'000), "2024-02-29T00:00:00.000000Z");
}

TEST(TimeText, IsSecondsBeyond) {
    EXPECT_EQ(time_text(year_0000 - 1), "-62167219200.000001");
    EXPECT_EQ(time_text(year_10000), "253402300800.000000");
    EXPECT_EQ(time_text(INT64_MAX), "9223372036854.775807");
    EXPECT_EQ(time_text(INT64_MIN), "-9223372036854.775808");
}

TEST(TimeText, HasNoRfc3339Beyond) {
    EXPECT_EQ(rfc3339_text(year_0000 - 1), "");
    EXPECT_EQ(rfc3339_text(year_10000), "");
    EXPECT_EQ(rfc3339_text(INT64_MIN), "");
    EXPECT_EQ(rfc3339_text(1'064'870'847'123'456), "2003-09-29T21:27:27.123456Z");
}

struct number_case : test::named_case {
    std::string_view text;
    std::int64_t wanted;
};

class ParseTime : public testing::TestWithParam<number_case> {};

TEST_P(ParseTime, Takes) {
    EXPECT_EQ(parse_time(GetParam().text), GetParam().wanted);
}

const number_case times[] = {
    {{"Microseconds"}, "2003-09-29T21:27:27.123456Z", 1'064'870'847'123'456},
    {{"NoFraction"}, "2003-09-29T21:27:27Z", 1'064'870'847'000'000},
    {{"OneDecimal"}, "2003-09-29T21:27:27.1Z", 1'064'870'847'100'000},
    {{"NineDecimalsAreCut"}, "2003-09-29T21:27:27.123456999Z", 1'064'870'847'123'456},
    {{"OffsetEast"}, "2003-09-29T23:57:27+02:30", 1'064'870'847'000'000},
    {{"OffsetWest"}, "2003-09-29T14:27:27.5-07:00", 1'064'870'847'500'000},
    {{"UnknownOffset"}, "2003-09-29T21:27:27-00:00", 1'064'870'847'000'000},
    {{"SmallLetters"}, "2003-09-29t21:27:27z", 1'064'870'847'000'000},
    {{"BlankBetweenDateAndTime"}, "2003-09-29 21:27:27Z", 1'064'870'847'000'000},
    {{"LeapDay"}, "2024-02-29T00:00:00Z", 1'709'164'800'000'000},
    {{"LeapSecondIsTheNextMidnight"}, "2016-12-31T23:59:60Z", 1'483'228'800'000'000},
    {{"LeapSecondElsewhere"}, "2017-01-01T00:59:60.5+01:00", 1'483'228'800'500'000},
    {{"BeforeTheEpoch"}, "1969-12-31T23:59:59.5Z", -500'000},
    {{"FirstYear"}, "0000-01-01T00:00:00Z", year_0000},
    {{"OffsetOutOfTheFirstYear"}, "0000-01-01T00:00:00+00:01", year_0000 - 60'000'000},
    {{"LastMicrosecond"}, "9999-12-31T23:59:59.999999Z", year_10000 - 1},
    {{"Seconds"}, "1064870847", 1'064'870'847'000'000},
    {{"SecondsWithFraction"}, "1064870847.5", 1'064'870'847'500'000},
    {{"SecondsWithTooManyDecimalsAreCut"}, "1064870847.1234567890123", 1'064'870'847'123'456},
    {{"NegativeSeconds"}, "-0.000001", -1},
    {{"GreatestSeconds"}, "9223372036854.775807", INT64_MAX},
    {{"LeastSeconds"}, "-9223372036854.775808", INT64_MIN},
};

INSTANTIATE_TEST_SUITE_P(Forms, ParseTime, testing::ValuesIn(times), test::claim_of<number_case>);

struct text_case : test::named_case {
    std::string_view text;
};

class NoTime : public testing::TestWithParam<text_case> {};

TEST_P(NoTime, IsNotTaken) {
    EXPECT_EQ(parse_time(GetParam().text), std::nullopt);
}

const text_case no_times[] = {
    {{"Nothing"}, ""},
    {{"Words"}, "yesterday"},
    {{"NoZone"}, "2003-09-29T21:27:27"},
    {{"DateAlone"}, "2003-09-29"},
    {{"PointWithoutDecimals"}, "2003-09-29T21:27:27.Z"},
    {{"TenDecimals"}, "2003-09-29T21:27:27.1234567890Z"},
    {{"MonthThirteen"}, "2003-13-01T00:00:00Z"},
    {{"MonthZero"}, "2003-00-01T00:00:00Z"},
    {{"DayZero"}, "2003-01-00T00:00:00Z"},
    {{"NoSuchDay"}, "2003-02-29T00:00:00Z"},
    {{"CenturyIsNoLeapYear"}, "1900-02-29T00:00:00Z"},
    {{"HourTwentyFour"}, "2003-09-29T24:00:00Z"},
    {{"MinuteSixty"}, "2003-09-29T21:60:00Z"},
    {{"SecondSixtyOne"}, "2016-12-31T23:59:61Z"},
    {{"LeapSecondWithinADay"}, "2016-12-31T22:59:60Z"},
    {{"OffsetHourTwentyFour"}, "2003-09-29T21:27:27+24:00"},
    {{"OffsetMinuteSixty"}, "2003-09-29T21:27:27+00:60"},
    {{"OffsetWithoutColon"}, "2003-09-29T21:27:27+0200"},
    {{"FiveDigitYear"}, "12003-09-29T21:27:27Z"},
    {{"TextBehind"}, "2003-09-29T21:27:27Z "},
    {{"TextBefore"}, " 2003-09-29T21:27:27Z"},
    {{"SecondsWithPlus"}, "+1"},
    {{"SecondsWithExponent"}, "1e9"},
    {{"SecondsWithoutDecimals"}, "1."},
    {{"SecondsWithoutDigits"}, ".5"},
    {{"MinusAlone"}, "-"},
    {{"TwoPoints"}, "1.2.3"},
    {{"TwoMinuses"}, "--1"},
    {{"OverTheGreatest"}, "9223372036854.775808"},
    {{"UnderTheLeast"}, "-9223372036854.775809"},
    {{"FarOverTheGreatest"}, "99999999999999999999999999"},
    {{"NulBehind"}, "1\0"sv},
};

INSTANTIATE_TEST_SUITE_P(Forms, NoTime, testing::ValuesIn(no_times), test::claim_of<text_case>);

TEST(SecondsText, HasThreeDecimals) {
    EXPECT_EQ(seconds_text(12'345), "12.345");
    EXPECT_EQ(seconds_text(0), "0.000");
    EXPECT_EQ(seconds_text(7), "0.007");
    EXPECT_EQ(seconds_text(-500), "-0.500");
    EXPECT_EQ(seconds_text(INT64_MIN), "-9223372036854775.808");
}

TEST(SecondsText, IsTakenWithAnyDecimals) {
    EXPECT_EQ(parse_seconds("12.345"), 12'345);
    EXPECT_EQ(parse_seconds("12"), 12'000);
    EXPECT_EQ(parse_seconds("12.3459"), 12'345);
    EXPECT_EQ(parse_seconds("-0.5"), -500);
    for (const char *text : {"", "12s", "1,5", "1e3", " 1", "nan", "9223372036854775.808"})
        EXPECT_EQ(parse_seconds(text), std::nullopt) << text;
}

TEST(NumberText, IsDecimalFrom0ToTheGreatest) {
    EXPECT_EQ(parse_number("0"), 0);
    EXPECT_EQ(parse_number("550"), 550);
    EXPECT_EQ(parse_number("9223372036854775807"), INT64_MAX);
    for (const char *text : {"", "-1", "+1", "1.0", "0x1", "1 ", " 1", "9223372036854775808", "1e3", "\xef\xbc\x91"})
        EXPECT_EQ(parse_number(text), std::nullopt) << text;
}

// ---- Fields ----

struct field_case : test::named_case {
    const char *name;
    std::string_view text;
    std::string_view written; // as text_form() writes it back
};

class FieldText : public testing::TestWithParam<field_case> {};

TEST_P(FieldText, IsTakenAndWritten) {
    const field_row *row = find_field(GetParam().name);
    ASSERT_NE(row, nullptr);
    field_set record;
    ASSERT_TRUE(set_from_text(record, *row, GetParam().text));
    EXPECT_EQ(text_form(record, *row), GetParam().written);
}

const field_case good_fields[] = {
    {{"Text"}, "diagnostic", "550 \xff\0\r\n"sv, "550 \xff\0\r\n"sv},
    {{"Domain"}, "domain", "Example.FICT", "Example.FICT"},
    {{"Word"}, "lost_ranges", "1-7,9", "1-7,9"},
    {{"Number"}, "size", "9223372036854775807", "9223372036854775807"},
    {{"Port"}, "remote_port", "65535", "65535"},
    {{"Time"}, "time", "1064870847.5", "2003-09-29T21:27:27.500000Z"},
    {{"Seconds"}, "queue_time", "12.5", "12.500"},
    {{"Event"}, "event", "transient_failure", "transient_failure"},
    {{"Stage"}, "stage", "after_rcpt_to", "after_rcpt_to"},
};

INSTANTIATE_TEST_SUITE_P(OfEachType, FieldText, testing::ValuesIn(good_fields), test::claim_of<field_case>);

class NoFieldText : public testing::TestWithParam<field_case> {};

TEST_P(NoFieldText, LeavesTheRecordAlone) {
    const field_row *row = find_field(GetParam().name);
    ASSERT_NE(row, nullptr);
    field_set record(NIXIE_DELIVERY);
    EXPECT_FALSE(set_from_text(record, *row, GetParam().text));
    EXPECT_FALSE(record.has(row->id));
    EXPECT_EQ(record.event(), NIXIE_DELIVERY);
}

const field_case bad_fields[] = {
    {{"WordWithLineBreak"}, "target", "a\nb", ""}, {{"WordWithUtf8"}, "target", "\u00fc", ""},
    {{"NegativeNumber"}, "code", "-1", ""},        {{"NumberInWords"}, "code", "many", ""},
    {{"NumberLeftEmpty"}, "code", "", ""},         {{"PortOver65535"}, "remote_port", "65536", ""},
    {{"TimeInWords"}, "time", "now", ""},          {{"SecondsWithUnit"}, "queue_time", "5s", ""},
    {{"UnknownEvent"}, "event", "bounce", ""},     {{"UnknownStage"}, "stage", "rcpt", ""},
    {{"StageByNumber"}, "stage", "4", ""},
};

INSTANTIATE_TEST_SUITE_P(OfEachType, NoFieldText, testing::ValuesIn(bad_fields), test::claim_of<field_case>);

TEST(FieldText, EmptyTextTakesTheFieldAway) {
    field_set record;
    record.set_text(NIXIE_FIELD_SENDER, "a@b");
    EXPECT_TRUE(set_from_text(record, *find_field("sender"), ""));
    EXPECT_FALSE(record.has(NIXIE_FIELD_SENDER));
}

TEST(FieldText, TextIsNotCopied) {
    const std::string text = "550 5.1.1 unknown";
    field_set record;
    ASSERT_TRUE(set_from_text(record, *find_field("diagnostic"), text));
    EXPECT_EQ(record.text(NIXIE_FIELD_DIAGNOSTIC).data(), text.data());
}

TEST(FieldText, StageThatTheTableLacksIsUnknown) {
    field_set record;
    record.set_number(NIXIE_FIELD_STAGE, 99);
    EXPECT_EQ(text_form(record, *find_field("stage")), "unknown");
}

// ---- Properties ----

// What the C library says about a time of the years 0000 to 9999.
std::string text_of_libc(std::int64_t microseconds) {
    const std::int64_t fraction = (microseconds % 1'000'000 + 1'000'000) % 1'000'000;
    const std::time_t whole = (microseconds - fraction) / 1'000'000;
    std::tm parts{};
    gmtime_r(&whole, &parts);
    char text[128];
    std::snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02d.%06dZ", parts.tm_year + 1900, parts.tm_mon + 1,
                  parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec, static_cast<int>(fraction));
    return text;
}

TEST(TimeProperty, AgreesWithTheCLibraryAndComesBack) {
    test::random_source random;
    SCOPED_TRACE(random.seed_text());
    for (int round = 0; round < 20'000; ++round) {
        const std::int64_t time = random.number(year_0000, year_10000 - 1);
        const std::string text = time_text(time);
        ASSERT_EQ(text, text_of_libc(time)) << time;
        ASSERT_EQ(parse_time(text), time) << text;
    }
}

TEST(TimeProperty, EveryTimeComesBack) {
    test::random_source random;
    SCOPED_TRACE(random.seed_text());
    const auto comes_back = [](std::int64_t time) { return parse_time(time_text(time)) == time; };
    for (const std::int64_t edge :
         {INT64_MIN, INT64_MIN + 1, year_0000 - 1, year_0000, std::int64_t{-1}, std::int64_t{0}, std::int64_t{1},
          year_10000 - 1, year_10000, INT64_MAX - 1, INT64_MAX})
        ASSERT_TRUE(comes_back(edge)) << edge;
    for (int round = 0; round < 20'000; ++round) {
        const std::int64_t time = random.number(INT64_MIN, INT64_MAX);
        ASSERT_TRUE(comes_back(time)) << time;
        ASSERT_EQ(parse_seconds(seconds_text(time)), time);
    }
}

} // namespace
