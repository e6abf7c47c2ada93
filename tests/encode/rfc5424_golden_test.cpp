// Whole messages, byte for byte.
#include <gtest/gtest.h>

#include "encode/given_record.hpp"
#include "encode/rfc5424.hpp"
#include "nixie_version.hpp"
#include "record/named_case.hpp"

namespace nixie::impl::test {
namespace {

// The one part that a release changes.
#define ORIGIN R"([origin software="nixie" swVersion=")" NIXIE_VERSION R"("])"

struct message_case : named_case {
    given_record given;
    std::string expected;
    rfc5424_settings settings{};
};

class Rfc5424Golden : public testing::TestWithParam<message_case> {};

TEST_P(Rfc5424Golden, Is) {
    std::string out = "what the last record left";
    EXPECT_EQ(rfc5424_encoder(GetParam().settings).encode(record_of(GetParam().given), out), encoding::whole);
    EXPECT_EQ(out, GetParam().expected);
}

const message_case full_case[] = {
    {{"FullRecord"},
     full_record(),
     "<20>1 2003-09-29T21:27:27.123456Z out1.example.net mta 4711 PERMFAIL [nixie@32473"
     R"( event="permanent_failure")"
     R"( instance="9c1e07b4a53f2d68")"
     R"( action="failed")"
     R"( status="5.1.1")"
     R"( code="550")"
     R"( diagnostic="550 5.1.1 No such user")"
     R"( diagnostic_type="smtp")"
     R"( stage="after_rcpt_to")"
     R"( bounce_class="10")"
     R"( bounce_class_name="invalid_recipient")"
     R"( bounce_category="hard")"
     R"( recipient="bob@example.fict")"
     R"( recipient_domain="example.fict")"
     R"( sender="ann@sender.fict")"
     R"( sender_domain="sender.fict")"
     R"( original_recipient="bobby@example.fict")"
     R"( envelope_id="QQ314159")"
     R"( domain="route.fict")"
     R"( queue_id="4TnX2k0Qz1")"
     R"( batch_id="b-17")"
     R"( connection_id="c-99")"
     R"( message_id="<1@sender.fict>")"
     R"( size="48213")"
     R"( bytes_sent="0")"
     R"( retries="3")"
     R"( queue_time="12.345")"
     R"( remote_mta="mx1.example.fict")"
     R"( remote_ip="192.0.2.7")"
     R"( remote_port="25")"
     R"( helo="out1.sender.fict")"
     R"( local_ip="198.51.100.4")"
     R"( local_port="40112")"
     R"( binding="pool-a")"
     R"( binding_group="pools")"
     R"( tls_version="TLSv1.3")"
     R"( tls_cipher="TLS_AES_256_GCM_SHA384")"
     R"( truncated="helo:5000")"
     R"( target="tcp://logs.fict:601")"
     R"( reason="backlog_full")"
     R"( lost="12")"
     R"( lost_first="5")"
     R"( lost_last="16")"
     R"( lost_ranges="5-16")"
     R"( lost_since="2003-09-29T21:00:00.000000Z")"
     R"( client_uid="1000")"
     R"( client_pid="4321")"
     R"( client_unit="mta.service")"
     R"( stats_last_sequence="120")"
     R"( stats_refused="3")"
     R"( stats_filtered="4")"
     R"( stats_accepted="113")"
     R"( stats_sent="110")"
     R"( stats_reported_lost="1")"
     R"( stats_dropped="2")"
     R"( stats_queued="5")"
     R"( stats_acknowledged="100")"
     R"( stats_uncertain="6")"
     R"( campaign="spring")"

     R"(][meta sequenceId="7"])" ORIGIN
     " permanent failure: <bob@example.fict> via mx1.example.fict[192.0.2.7]: 550 5.1.1 No such user",
     {.hostname = "out1.example.net", .app_name = "mta", .procid = "4711"}}};

const message_case event_cases[] = {
    {{"PermanentFailure"},
     {NIXIE_PERMANENT_FAILURE},
     R"(<20>1 - - - - PERMFAIL [nixie@32473 event="permanent_failure"])" ORIGIN " permanent failure"},
    {{"TransientFailure"},
     {NIXIE_TRANSIENT_FAILURE},
     R"(<21>1 - - - - TEMPFAIL [nixie@32473 event="transient_failure"])" ORIGIN " transient failure"},
    {{"Delivery"}, {NIXIE_DELIVERY}, R"(<22>1 - - - - DELIVERY [nixie@32473 event="delivery"])" ORIGIN " delivery"},
    {{"Attempt"}, {NIXIE_ATTEMPT}, R"(<22>1 - - - - ATTEMPT [nixie@32473 event="attempt"])" ORIGIN " attempt"},
    {{"Reception"},
     {NIXIE_RECEPTION},
     R"(<22>1 - - - - RECEPTION [nixie@32473 event="reception"])" ORIGIN " reception"},
    {{"Rejection"},
     {NIXIE_REJECTION},
     R"(<21>1 - - - - REJECTION [nixie@32473 event="rejection"])" ORIGIN " rejection"},
    {{"Loss"}, {NIXIE_LOSS}, R"(<21>1 - - - - LOSS [nixie@32473 event="loss"])" ORIGIN " loss"},
    {{"Stats"}, {NIXIE_STATS}, R"(<22>1 - - - - STATS [nixie@32473 event="stats"])" ORIGIN " stats"},
};

message_case time_case(const char *claim, const char *time, const std::string &written) {
    return {{claim},
            {NIXIE_STATS, {{"time", time}}},
            "<22>1 " + written + R"( - - - STATS [nixie@32473 event="stats"])" ORIGIN " stats"};
}

const message_case time_cases[] = {
    time_case("Epoch", "1970-01-01T00:00:00Z", "1970-01-01T00:00:00.000000Z"),
    time_case("BeforeTheEpoch", "-0.000001", "1969-12-31T23:59:59.999999Z"),
    time_case("FirstYear", "0000-01-01T00:00:00Z", "0000-01-01T00:00:00.000000Z"),
    time_case("BeforeTheFirstYearIsNil", "-62167219200.000001", "-"),
    time_case("LastYear", "9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999999Z"),
    time_case("Year10000IsNil", "253402300800", "-"),
    time_case("OffsetBecomesUtc", "2003-09-29T23:27:27.5+02:00", "2003-09-29T21:27:27.500000Z"),
};

const given_record accented{NIXIE_ATTEMPT, {{"diagnostic", "caf\xC3\xA9"}}};
const given_record ascii{NIXIE_ATTEMPT, {{"diagnostic", "cafe"}}};

const message_case setting_cases[] = {
    {{"FacilityKern"},
     {NIXIE_STATS},
     R"(<6>1 - - - - STATS [nixie@32473 event="stats"])" ORIGIN " stats",
     {.facility = 0}},
    {{"FacilityLocal7"},
     {NIXIE_STATS},
     R"(<190>1 - - - - STATS [nixie@32473 event="stats"])" ORIGIN " stats",
     {.facility = 23}},
    {{"OwnSdId"},
     {NIXIE_STATS},
     R"(<22>1 - - - - STATS [mail@99999 event="stats"])" ORIGIN " stats",
     {.sd_id = "mail@99999"}},
    {{"NoBom"},
     accented,
     R"(<22>1 - - - - ATTEMPT [nixie@32473 event="attempt" diagnostic="café"])" ORIGIN " attempt: café"},
    {{"BomAlways"},
     ascii,
     R"(<22>1 - - - - ATTEMPT [nixie@32473 event="attempt" diagnostic="cafe"])" ORIGIN " \xEF\xBB\xBF"
     "attempt: cafe",
     {.bom = bom::always}},
    {{"BomAutoBeforeAscii"},
     ascii,
     R"(<22>1 - - - - ATTEMPT [nixie@32473 event="attempt" diagnostic="cafe"])" ORIGIN " attempt: cafe",
     {.bom = bom::automatic}},
    {{"BomAutoBeforeOthers"},
     accented,
     R"(<22>1 - - - - ATTEMPT [nixie@32473 event="attempt" diagnostic="café"])" ORIGIN " \xEF\xBB\xBF"
     "attempt: café",
     {.bom = bom::automatic}},
    {{"BomAutoBeforeEscapes"},
     {NIXIE_ATTEMPT, {{"diagnostic", "\xC2\x85"}}},
     R"(<22>1 - - - - ATTEMPT [nixie@32473 event="attempt" diagnostic="#302#205"])" ORIGIN " attempt: #302#205",
     {.bom = bom::automatic}},
};

const message_case text_cases[] = {
    {{"NullSender"},
     {NIXIE_RECEPTION, {{"sender", "<>"}}},
     R"(<22>1 - - - - RECEPTION [nixie@32473 event="reception" sender="<>"])" ORIGIN " reception: from <>"},
    {{"UserFieldsLast"},
     {NIXIE_STATS, {{"helo", "h"}}, {{"zone", "b"}, {"campaign", "a"}}},
     R"(<22>1 - - - - STATS [nixie@32473 event="stats" helo="h" zone="b" campaign="a"])" ORIGIN " stats"},
    {{"FirstSequence"},
     {NIXIE_STATS, {{"sequence", "1"}}},
     R"(<22>1 - - - - STATS [nixie@32473 event="stats"][meta sequenceId="1"])" ORIGIN " stats"},
    {{"LastSequence"},
     {NIXIE_STATS, {{"sequence", "2147483647"}}},
     R"(<22>1 - - - - STATS [nixie@32473 event="stats"][meta sequenceId="2147483647"])" ORIGIN " stats"},
    {{"QuotesBackslashesBrackets"},
     {NIXIE_ATTEMPT, {{"diagnostic", R"(a"b\c]d[e)"}}},
     R"(<22>1 - - - - ATTEMPT [nixie@32473 event="attempt" diagnostic="a\"b\\c\]d[e"])" ORIGIN
     R"( attempt: a"b\c]d[e)"},
    {{"TargetWithAnAddressLiteral"},
     {NIXIE_LOSS, {{"target", "tcp://[::1]:601"}}},
     R"(<21>1 - - - - LOSS [nixie@32473 event="loss" target="tcp://[::1\]:601"])" ORIGIN " loss"},
    {{"ForgedLine"},
     {NIXIE_ATTEMPT, {{"diagnostic", "550 no\r\n<13>1 - - - - - - forged"}}},
     R"(<22>1 - - - - ATTEMPT [nixie@32473 event="attempt" diagnostic="550 no#015#012<13>1 - - - - - - forged"])" ORIGIN
     " attempt: 550 no#015#012<13>1 - - - - - - forged"},
    {{"BadUtf8"},
     {NIXIE_ATTEMPT,
      {{"diagnostic", "a\xFF"
                      "b"}}},
     R"(<22>1 - - - - ATTEMPT [nixie@32473 event="attempt" diagnostic="a�b"])" ORIGIN " attempt: a�b"},
};

INSTANTIATE_TEST_SUITE_P(Full, Rfc5424Golden, testing::ValuesIn(full_case), claim_of<message_case>);
INSTANTIATE_TEST_SUITE_P(Event, Rfc5424Golden, testing::ValuesIn(event_cases), claim_of<message_case>);
INSTANTIATE_TEST_SUITE_P(Time, Rfc5424Golden, testing::ValuesIn(time_cases), claim_of<message_case>);
INSTANTIATE_TEST_SUITE_P(Setting, Rfc5424Golden, testing::ValuesIn(setting_cases), claim_of<message_case>);
INSTANTIATE_TEST_SUITE_P(Text, Rfc5424Golden, testing::ValuesIn(text_cases), claim_of<message_case>);

} // namespace
} // namespace nixie::impl::test
