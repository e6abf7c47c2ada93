// Times at the ends of what the forms can write, from JSON through `nixie emit` to each form and back.
#include <sstream>

#include "encode/read_back.hpp"
#include "tool/run_program.hpp"

namespace nixie::impl::test {
namespace {

using nixie::test::run_program;

struct emitted_time {
    const char *given; // in JSON
    std::int64_t microseconds;
    std::string_view text;      // in JSON and the journal
    std::string_view timestamp; // in RFC 5424; "": NILVALUE
};

constexpr emitted_time times[] = {
    {"0", 0, "1970-01-01T00:00:00.000000Z", "1970-01-01T00:00:00.000000Z"},
    {"-0.000001", -1, "1969-12-31T23:59:59.999999Z", "1969-12-31T23:59:59.999999Z"},
    {"\"2016-12-31T23:59:60Z\"", 1'483'228'800'000'000, "2017-01-01T00:00:00.000000Z", "2017-01-01T00:00:00.000000Z"},
    {"253402300799.999999", 253'402'300'799'999'999, "9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999999Z"},
    {"253402300800", 253'402'300'800'000'000, "253402300800.000000", ""},
    {"\"0000-01-01T00:00:00+00:01\"", -62'167'219'260'000'000, "-62167219260.000000", ""},
    {"9223372036854.775807", INT64_MAX, "9223372036854.775807", ""},
    {"-9223372036854.775808", INT64_MIN, "-9223372036854.775808", ""},
};

// What the program makes of all of them.
std::string emitted(const char *format) {
    std::string lines;
    for (const emitted_time &each : times) lines += std::string("{\"queue_id\":\"x\",\"time\":") + each.given + "}\n";
    const auto result = run_program({"emit", "--to", std::string("stdout:?format=") + format}, lines);
    EXPECT_EQ(result.code, 0) << result.err;
    return result.out;
}

TEST(EmitTimes, AreReadBackFromRfc5424OrNil) {
    std::istringstream lines(emitted("rfc5424"));
    std::string line;
    for (const emitted_time &each : times) {
        ASSERT_TRUE(std::getline(lines, line)) << each.given;
        const syslog_message message = parsed_message(line);
        EXPECT_EQ(message.timestamp, each.timestamp) << each.given;
        EXPECT_EQ(message.microseconds, each.timestamp.empty() ? std::nullopt : std::optional{each.microseconds});
    }
}

TEST(EmitTimes, AreReadBackFromTheJournalsForm) {
    const std::string bytes = emitted("journal");
    const std::vector<journal_entry> entries = parsed_entries(bytes);
    ASSERT_EQ(entries.size(), std::size(times));
    for (std::size_t i = 0; i < entries.size(); ++i) {
        EXPECT_EQ(entries[i].find("MAIL_TIME"), times[i].text) << times[i].given;
        field_set record;
        EXPECT_FALSE(read_mail_record(entries[i], record)) << times[i].given;
        EXPECT_EQ(record.number(NIXIE_FIELD_TIME), times[i].microseconds) << times[i].given;
    }
}

TEST(EmitTimes, StandInJsonAsTheyStandInTheJournal) {
    std::istringstream lines(emitted("json"));
    std::string line;
    for (const emitted_time &each : times) {
        ASSERT_TRUE(std::getline(lines, line)) << each.given;
        EXPECT_NE(line.find("\"time\":\"" + std::string(each.text) + "\""), std::string::npos) << line;
    }
}

} // namespace
} // namespace nixie::impl::test
