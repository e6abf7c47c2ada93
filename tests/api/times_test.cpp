// Times at the ends of what the forms can write, through each of the APIs, read back by the independent reader.
#include "api/ec_collector.hpp"
#include "encode/read_back.hpp"
#include "nixie/logger.hpp"
#include "record/named_case.hpp"

using namespace nixie;
using namespace nixie::tests;

namespace {

// The last whole seconds that a count of microseconds holds.
constexpr std::int64_t last_second = INT64_MAX / 1'000'000, first_second = INT64_MIN / 1'000'000;

struct time_case : impl::test::named_case {
    timeval given;
    std::int64_t microseconds;
    std::string_view written; // "": NILVALUE
};

class Times : public testing::TestWithParam<time_case> {
protected:
    static void expect_written(receiver &at) {
        const std::string sent = at.next();
        const impl::syslog_message message = impl::test::parsed_message(sent);
        const std::string_view written = GetParam().written;
        EXPECT_EQ(message.timestamp, written);
        EXPECT_EQ(message.microseconds, written.empty() ? std::nullopt : std::optional{GetParam().microseconds});
        EXPECT_EQ(message.msgid, "PERMFAIL") << "and the rest of the message is whole";
    }

    socket_folder folder;
    receiver at{folder.path("log")};
    logger log{{.stats_interval = "0", .targets = {at.target()}}};
};

TEST_P(Times, AreTheSameThroughTheCApi) {
    const nixie_field fields[] = {nixie_number(NIXIE_FIELD_TIME, GetParam().microseconds),
                                  nixie_text(NIXIE_FIELD_QUEUE_ID, "c")};
    ASSERT_EQ(nixie_log(log.handle(), NIXIE_PERMANENT_FAILURE, fields, 2), NIXIE_OK);
    expect_written(at);
}

TEST_P(Times, AreTheSameThroughTheCppApi) {
    ASSERT_EQ(log.log({.time = timestamp(GetParam().given), .queue_id = "c++"}), outcome::accepted);
    expect_written(at);
}

TEST_P(Times, AreTheSameThroughEcLog) {
    receiver &ec_at = ec_collector();
    ec_message message{};
    message.id_text = "ec";
    timeval now = GetParam().given;
    ec_log_permanent_failure(&message, nullptr, &now, nullptr);
    expect_written(ec_at);
}

const time_case times[] = {
    {{"Epoch"}, {0, 0}, 0, "1970-01-01T00:00:00.000000Z"},
    {{"BeforeTheEpoch"}, {0, -1}, -1, "1969-12-31T23:59:59.999999Z"},
    {{"TvUsecBelowZero"}, {1'064'870'847, -1}, 1'064'870'846'999'999, "2003-09-29T21:27:26.999999Z"},
    {{"TvUsecOfASecond"}, {1'064'870'847, 1'000'000}, 1'064'870'848'000'000, "2003-09-29T21:27:28.000000Z"},
    {{"TvUsecOfIntMax"}, {1'064'870'847, INT32_MAX}, 1'064'872'994'483'647, "2003-09-29T22:03:14.483647Z"},
    {{"FirstYear"}, {-62'167'219'200, 0}, -62'167'219'200'000'000, "0000-01-01T00:00:00.000000Z"},
    {{"BeforeTheFirstYear"}, {-62'167'219'200, -1}, -62'167'219'200'000'001, ""},
    {{"LastMicrosecondOfFourDigits"},
     {253'402'300'799, 999'999},
     253'402'300'799'999'999,
     "9999-12-31T23:59:59.999999Z"},
    {{"Year10000"}, {253'402'300'799, 1'000'000}, 253'402'300'800'000'000, ""},
    {{"GreatestTimeT"}, {INT64_MAX, 999'999}, INT64_MAX, ""},
    {{"LeastTimeT"}, {INT64_MIN, -1}, INT64_MIN, ""},
};

INSTANTIATE_TEST_SUITE_P(Ends, Times, testing::ValuesIn(times), impl::test::claim_of<time_case>);

struct wait_case : impl::test::named_case {
    timeval created, now;
    std::string_view queue_time; // "": none
};

class QueueTime : public testing::TestWithParam<wait_case> {};

TEST_P(QueueTime, OfEcLogIsDerivedOrLeftOut) {
    receiver &at = ec_collector();
    ec_message message{};
    message.creation_time = GetParam().created;
    timeval now = GetParam().now;
    ec_log_permanent_failure(&message, nullptr, &now, nullptr);
    EXPECT_EQ(parameter(at.next(), "queue_time"), GetParam().queue_time);
}

const wait_case waits[] = {
    {{"AtOnce"}, {1'064'870'847, 123'456}, {1'064'870'847, 123'456}, "0.000"},
    {{"CreationCarriesOver"}, {1'064'870'846, 1'500'000}, {1'064'870'848, -250'000}, "0.250"},
    {{"AcrossTheEpoch"}, {-1, 0}, {0, 999'999}, "1.999"},
    {{"CreationUnknown"}, {0, 0}, {1'064'870'847, 0}, ""},
    {{"CreationAMicrosecondAfterTheEvent"}, {1'064'870'847, 1}, {1'064'870'847, 0}, ""},
    {{"ClockSteppedBackTwentyYears"}, {1'064'870'847, 0}, {433'718'847, 0}, ""},
    {{"ClockSteppedTo1970"}, {1'064'870'847, 0}, {0, 0}, ""},
    {{"DifferenceOverflows"}, {first_second, 0}, {1, 0}, ""},
    {{"EventBeyond"}, {1'064'870'847, 0}, {INT64_MAX, 0}, ""},
    {{"CreationBeyond"}, {INT64_MIN, 0}, {-1, 0}, ""},
    {{"BothBeyond"}, {last_second + 1, 0}, {INT64_MAX, 0}, ""},
};

INSTANTIATE_TEST_SUITE_P(Waits, QueueTime, testing::ValuesIn(waits), impl::test::claim_of<wait_case>);

} // namespace
