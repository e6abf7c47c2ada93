// Whole entries, byte for byte, lengths included.
#include <gtest/gtest.h>

#include "encode/given_record.hpp"
#include "encode/journal_entry.hpp"
#include "record/named_case.hpp"

namespace nixie::impl::test {
namespace {

using std::string_literals::operator""s;

struct entry_case : named_case {
    given_record given;
    std::string expected;
    journal_settings settings{.app_name = "mta"};
};

class JournalGolden : public testing::TestWithParam<entry_case> {};

TEST_P(JournalGolden, Is) {
    std::string out = "kept\n";
    append_journal_entry(out, record_of(GetParam().given), GetParam().settings);
    EXPECT_EQ(out, "kept\n" + GetParam().expected);
}

const entry_case full_case[] = {
    {{"FullRecord"},
     full_record(),
     "MESSAGE\n\x5d\0\0\0\0\0\0\0"
     "permanent failure: <bob@example.fict> via mx1.example.fict[192.0.2.7]: 550 5.1.1 No such user\n"
     "MESSAGE_ID=42f4e7dc51ca41d386580102cab05407\n"
     "PRIORITY=4\n"
     "SYSLOG_FACILITY=2\n"
     "SYSLOG_IDENTIFIER=mta\n"
     "MAIL_EVENT=permanent_failure\n"
     "MAIL_TIME=2003-09-29T21:27:27.123456Z\n"
     "MAIL_SEQUENCE=7\n"
     "MAIL_INSTANCE=9c1e07b4a53f2d68\n"
     "MAIL_ACTION=failed\n"
     "MAIL_STATUS\n\x05\0\0\0\0\0\0\0"
     "5.1.1\n"
     "MAIL_CODE=550\n"
     "MAIL_DIAGNOSTIC\n\x16\0\0\0\0\0\0\0"
     "550 5.1.1 No such user\n"
     "MAIL_DIAGNOSTIC_TYPE\n\x04\0\0\0\0\0\0\0"
     "smtp\n"
     "MAIL_STAGE=after_rcpt_to\n"
     "MAIL_BOUNCE_CLASS=10\n"
     "MAIL_BOUNCE_CLASS_NAME\n\x11\0\0\0\0\0\0\0"
     "invalid_recipient\n"
     "MAIL_BOUNCE_CATEGORY\n\x04\0\0\0\0\0\0\0"
     "hard\n"
     "MAIL_RECIPIENT\n\x10\0\0\0\0\0\0\0"
     "bob@example.fict\n"
     "MAIL_RECIPIENT_DOMAIN\n\x0c\0\0\0\0\0\0\0"
     "example.fict\n"
     "MAIL_SENDER\n\x0f\0\0\0\0\0\0\0"
     "ann@sender.fict\n"
     "MAIL_SENDER_DOMAIN\n\x0b\0\0\0\0\0\0\0"
     "sender.fict\n"
     "MAIL_ORIGINAL_RECIPIENT\n\x12\0\0\0\0\0\0\0"
     "bobby@example.fict\n"
     "MAIL_ENVELOPE_ID\n\x08\0\0\0\0\0\0\0"
     "QQ314159\n"
     "MAIL_DOMAIN\n\x0a\0\0\0\0\0\0\0"
     "route.fict\n"
     "MAIL_QUEUE_ID\n\x0a\0\0\0\0\0\0\0"
     "4TnX2k0Qz1\n"
     "MAIL_BATCH_ID\n\x04\0\0\0\0\0\0\0"
     "b-17\n"
     "MAIL_CONNECTION_ID\n\x04\0\0\0\0\0\0\0"
     "c-99\n"
     "MAIL_MESSAGE_ID\n\x0f\0\0\0\0\0\0\0"
     "<1@sender.fict>\n"
     "MAIL_SIZE=48213\n"
     "MAIL_BYTES_SENT=0\n"
     "MAIL_RETRIES=3\n"
     "MAIL_QUEUE_TIME=12.345\n"
     "MAIL_REMOTE_MTA\n\x10\0\0\0\0\0\0\0"
     "mx1.example.fict\n"
     "MAIL_REMOTE_IP\n\x09\0\0\0\0\0\0\0"
     "192.0.2.7\n"
     "MAIL_REMOTE_PORT=25\n"
     "MAIL_HELO\n\x10\0\0\0\0\0\0\0"
     "out1.sender.fict\n"
     "MAIL_LOCAL_IP\n\x0c\0\0\0\0\0\0\0"
     "198.51.100.4\n"
     "MAIL_LOCAL_PORT=40112\n"
     "MAIL_BINDING\n\x06\0\0\0\0\0\0\0"
     "pool-a\n"
     "MAIL_BINDING_GROUP\n\x05\0\0\0\0\0\0\0"
     "pools\n"
     "MAIL_TLS_VERSION\n\x07\0\0\0\0\0\0\0"
     "TLSv1.3\n"
     "MAIL_TLS_CIPHER\n\x16\0\0\0\0\0\0\0"
     "TLS_AES_256_GCM_SHA384\n"
     "MAIL_TRUNCATED=helo:5000\n"
     "MAIL_TARGET=tcp://logs.fict:601\n"
     "MAIL_REASON=backlog_full\n"
     "MAIL_LOST=12\n"
     "MAIL_LOST_FIRST=5\n"
     "MAIL_LOST_LAST=16\n"
     "MAIL_LOST_RANGES=5-16\n"
     "MAIL_LOST_SINCE=2003-09-29T21:00:00.000000Z\n"
     "MAIL_CLIENT_UID=1000\n"
     "MAIL_CLIENT_PID=4321\n"
     "MAIL_CLIENT_UNIT=mta.service\n"
     "MAIL_STATS_LAST_SEQUENCE=120\nMAIL_STATS_REFUSED=3\nMAIL_STATS_FILTERED=4\nMAIL_STATS_ACCEPTED=113\n"
     "MAIL_STATS_SENT=110\nMAIL_STATS_REPORTED_LOST=1\nMAIL_STATS_DROPPED=2\nMAIL_STATS_QUEUED=5\n"
     "MAIL_STATS_ACKNOWLEDGED=100\nMAIL_STATS_UNCERTAIN=6\n"
     "MAIL_CAMPAIGN\n\x06\0\0\0\0\0\0\0"
     "spring\n"s}};

// MESSAGE is short here, so that each case fits on a screen.
entry_case event_case(const char *claim, int event, const std::string &sized_message, const std::string &rest) {
    return {{claim}, {event}, "MESSAGE\n" + sized_message + "MESSAGE_ID=" + rest};
}

const entry_case event_cases[] = {
    event_case("PermanentFailure", NIXIE_PERMANENT_FAILURE, "\x11\0\0\0\0\0\0\0permanent failure\n"s,
               "cf45cd7778f84aa29e52d70ff6c996c0\nPRIORITY=4\nSYSLOG_FACILITY=2\nSYSLOG_IDENTIFIER=mta\n"
               "MAIL_EVENT=permanent_failure\n"),
    event_case("TransientFailure", NIXIE_TRANSIENT_FAILURE, "\x11\0\0\0\0\0\0\0transient failure\n"s,
               "b7800de6e0a04cfba932e74c797bdd6c\nPRIORITY=5\nSYSLOG_FACILITY=2\nSYSLOG_IDENTIFIER=mta\n"
               "MAIL_EVENT=transient_failure\n"),
    event_case("Delivery", NIXIE_DELIVERY,
               "\x08\0\0\0\0\0\0\0"
               "delivery\n"s,
               "0df2add87d634572baecf86517bc01e9\nPRIORITY=6\nSYSLOG_FACILITY=2\nSYSLOG_IDENTIFIER=mta\n"
               "MAIL_EVENT=delivery\n"),
    event_case("Attempt", NIXIE_ATTEMPT,
               "\x07\0\0\0\0\0\0\0"
               "attempt\n"s,
               "13181f92591f4c6392b40d6eda958418\nPRIORITY=6\nSYSLOG_FACILITY=2\nSYSLOG_IDENTIFIER=mta\n"
               "MAIL_EVENT=attempt\n"),
    event_case("Reception", NIXIE_RECEPTION, "\x09\0\0\0\0\0\0\0reception\n"s,
               "b1ddcc390f734287ad8af12929cdd8d0\nPRIORITY=6\nSYSLOG_FACILITY=2\nSYSLOG_IDENTIFIER=mta\n"
               "MAIL_EVENT=reception\n"),
    event_case("Rejection", NIXIE_REJECTION, "\x09\0\0\0\0\0\0\0rejection\n"s,
               "5944fade24f449e9af212d0f0078820c\nPRIORITY=5\nSYSLOG_FACILITY=2\nSYSLOG_IDENTIFIER=mta\n"
               "MAIL_EVENT=rejection\n"),
    event_case("Loss", NIXIE_LOSS, "\x04\0\0\0\0\0\0\0loss\n"s,
               "e7c0dff6ae55414986cc0c164e631a7a\nPRIORITY=5\nSYSLOG_FACILITY=2\nSYSLOG_IDENTIFIER=mta\n"
               "MAIL_EVENT=loss\n"),
    event_case("Stats", NIXIE_STATS, "\x05\0\0\0\0\0\0\0stats\n"s,
               "ae61cd05e5204358a2084d5514e41729\nPRIORITY=6\nSYSLOG_FACILITY=2\nSYSLOG_IDENTIFIER=mta\n"
               "MAIL_EVENT=stats\n"),
};

const std::string stats_head =
    "MESSAGE\n\x05\0\0\0\0\0\0\0stats\nMESSAGE_ID=ae61cd05e5204358a2084d5514e41729\nPRIORITY=6\n"s;
const std::string attempt_rest = "MESSAGE_ID=13181f92591f4c6392b40d6eda958418\nPRIORITY=6\nSYSLOG_FACILITY=2\n"
                                 "SYSLOG_IDENTIFIER=mta\nMAIL_EVENT=attempt\n";

entry_case time_case(const char *claim, const char *time, const std::string &written) {
    return {{claim},
            {NIXIE_STATS, {{"time", time}}},
            stats_head + "SYSLOG_FACILITY=2\nSYSLOG_IDENTIFIER=mta\nMAIL_EVENT=stats\nMAIL_TIME=" + written + "\n"};
}

const entry_case other_cases[] = {
    time_case("Epoch", "1970-01-01T00:00:00Z", "1970-01-01T00:00:00.000000Z"),
    time_case("LastYear", "9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999999Z"),
    time_case("Year10000InSeconds", "253402300800.5", "253402300800.500000"),
    time_case("BeforeTheFirstYearInSeconds", "-62167219200.000001", "-62167219200.000001"),
    {{"FacilityAndName"},
     {NIXIE_STATS},
     stats_head + "SYSLOG_FACILITY=23\nSYSLOG_IDENTIFIER=postfix/smtp\nMAIL_EVENT=stats\n",
     {.app_name = "postfix/smtp", .facility = 23}},
    {{"UserFieldsLast"},
     {NIXIE_STATS, {{"helo", "h"}}, {{"zone_2", "b"}, {"campaign", "a"}}},
     stats_head + "SYSLOG_FACILITY=2\nSYSLOG_IDENTIFIER=mta\nMAIL_EVENT=stats\n"
                  "MAIL_HELO\n\x01\0\0\0\0\0\0\0h\n"
                  "MAIL_ZONE_2\n\x01\0\0\0\0\0\0\0"
                  "b\n"
                  "MAIL_CAMPAIGN\n\x01\0\0\0\0\0\0\0"
                  "a\n"s},
    {{"NullSender"},
     {NIXIE_ATTEMPT, {{"sender", "<>"}}},
     "MESSAGE\n\x10\0\0\0\0\0\0\0"
     "attempt: from <>\n"s +
         attempt_rest + "MAIL_SENDER\n\x02\0\0\0\0\0\0\0<>\n"s},
    {{"BytesStayAndMessageIsSafe"},
     {NIXIE_ATTEMPT, {{"diagnostic", "a\r\n\tb\0\xFF]\""s}}},
     "MESSAGE\n\x1a\0\0\0\0\0\0\0"
     "attempt: a#015\n\tb#000\xEF\xBF\xBD]\"\n"s +
         attempt_rest +
         "MAIL_DIAGNOSTIC\n\x09\0\0\0\0\0\0\0"
         "a\r\n\tb\0\xFF]\"\n"s},
    {{"ForgedField"},
     {NIXIE_ATTEMPT, {{"helo", "x\nMAIL_STATUS=2.0.0\n\n"}}},
     "MESSAGE\n\x07\0\0\0\0\0\0\0"
     "attempt\n"s +
         attempt_rest + "MAIL_HELO\n\x15\0\0\0\0\0\0\0x\nMAIL_STATUS=2.0.0\n\n\n"s},
    {{"LengthOfTwoBytes"},
     {NIXIE_ATTEMPT, {{"helo", std::string(0x1234, 'h')}}},
     "MESSAGE\n\x07\0\0\0\0\0\0\0"
     "attempt\n"s +
         attempt_rest + "MAIL_HELO\n\x34\x12\0\0\0\0\0\0"s + std::string(0x1234, 'h') + "\n"},
};

INSTANTIATE_TEST_SUITE_P(Full, JournalGolden, testing::ValuesIn(full_case), claim_of<entry_case>);
INSTANTIATE_TEST_SUITE_P(Event, JournalGolden, testing::ValuesIn(event_cases), claim_of<entry_case>);
INSTANTIATE_TEST_SUITE_P(Other, JournalGolden, testing::ValuesIn(other_cases), claim_of<entry_case>);

TEST(JournalNotice, HasAHeadWithoutMessageId) {
    std::string out;
    append_journal_notice(out, "unknown option\x1B", 3, {.app_name = "mta", .facility = 2});
    EXPECT_EQ(out,
              "MESSAGE\n\x12\0\0\0\0\0\0\0unknown option#033\nPRIORITY=3\nSYSLOG_FACILITY=2\nSYSLOG_IDENTIFIER=mta\n"s);
}

} // namespace
} // namespace nixie::impl::test
