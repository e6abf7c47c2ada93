// Whole lines, byte for byte.
#include <gtest/gtest.h>

#include "encode/given_record.hpp"
#include "encode/json.hpp"
#include "record/named_case.hpp"

namespace nixie::impl::test {
namespace {

using std::string_literals::operator""s;

struct line_case : named_case {
    given_record given;
    std::string expected;
    json_fields which = json_fields::all;
};

class JsonGolden : public testing::TestWithParam<line_case> {};

TEST_P(JsonGolden, Is) {
    std::string out = "kept ";
    append_json(out, record_of(GetParam().given), GetParam().which);
    EXPECT_EQ(out, "kept " + GetParam().expected);
}

const line_case full_cases[] = {{{"AllFields"},
                                 full_record(),
                                 R"({"event":"permanent_failure")"
                                 R"(,"time":"2003-09-29T21:27:27.123456Z")"
                                 R"(,"sequence":7)"
                                 R"(,"instance":"9c1e07b4a53f2d68")"
                                 R"(,"action":"failed")"
                                 R"(,"status":"5.1.1")"
                                 R"(,"code":550)"
                                 R"(,"diagnostic":"550 5.1.1 No such user")"
                                 R"(,"diagnostic_type":"smtp")"
                                 R"(,"stage":"after_rcpt_to")"
                                 R"(,"bounce_class":10)"
                                 R"(,"bounce_class_name":"invalid_recipient")"
                                 R"(,"bounce_category":"hard")"
                                 R"(,"recipient":"bob@example.fict")"
                                 R"(,"recipient_domain":"example.fict")"
                                 R"(,"sender":"ann@sender.fict")"
                                 R"(,"sender_domain":"sender.fict")"
                                 R"(,"original_recipient":"bobby@example.fict")"
                                 R"(,"envelope_id":"QQ314159")"
                                 R"(,"domain":"route.fict")"
                                 R"(,"queue_id":"4TnX2k0Qz1")"
                                 R"(,"batch_id":"b-17")"
                                 R"(,"connection_id":"c-99")"
                                 R"(,"message_id":"<1@sender.fict>")"
                                 R"(,"size":48213)"
                                 R"(,"bytes_sent":0)"
                                 R"(,"retries":3)"
                                 R"(,"queue_time":"12.345")"
                                 R"(,"remote_mta":"mx1.example.fict")"
                                 R"(,"remote_ip":"192.0.2.7")"
                                 R"(,"remote_port":25)"
                                 R"(,"helo":"out1.sender.fict")"
                                 R"(,"local_ip":"198.51.100.4")"
                                 R"(,"local_port":40112)"
                                 R"(,"binding":"pool-a")"
                                 R"(,"binding_group":"pools")"
                                 R"(,"tls_version":"TLSv1.3")"
                                 R"(,"tls_cipher":"TLS_AES_256_GCM_SHA384")"
                                 R"(,"truncated":"helo:5000")"
                                 R"(,"target":"tcp://logs.fict:601")"
                                 R"(,"reason":"backlog_full")"
                                 R"(,"lost":12)"
                                 R"(,"lost_first":5)"
                                 R"(,"lost_last":16)"
                                 R"(,"lost_ranges":"5-16")"
                                 R"(,"lost_since":"2003-09-29T21:00:00.000000Z")"
                                 R"(,"client_uid":1000)"
                                 R"(,"client_pid":4321)"
                                 R"(,"client_unit":"mta.service")"
                                 R"(,"stats_last_sequence":120)"
                                 R"(,"stats_refused":3)"
                                 R"(,"stats_filtered":4)"
                                 R"(,"stats_accepted":113)"
                                 R"(,"stats_sent":110)"
                                 R"(,"stats_reported_lost":1)"
                                 R"(,"stats_dropped":2)"
                                 R"(,"stats_queued":5)"
                                 R"(,"stats_acknowledged":100)"
                                 R"(,"stats_uncertain":6)"
                                 R"(,"campaign":"spring")"
                                 "}"},
                                {{"CallersFields"},
                                 full_record(),
                                 R"({"event":"permanent_failure")"
                                 R"(,"time":"2003-09-29T21:27:27.123456Z")"
                                 R"(,"status":"5.1.1")"
                                 R"(,"code":550)"
                                 R"(,"diagnostic":"550 5.1.1 No such user")"
                                 R"(,"diagnostic_type":"smtp")"
                                 R"(,"stage":"after_rcpt_to")"
                                 R"(,"bounce_class":10)"
                                 R"(,"bounce_class_name":"invalid_recipient")"
                                 R"(,"bounce_category":"hard")"
                                 R"(,"recipient":"bob@example.fict")"
                                 R"(,"recipient_domain":"example.fict")"
                                 R"(,"sender":"ann@sender.fict")"
                                 R"(,"sender_domain":"sender.fict")"
                                 R"(,"original_recipient":"bobby@example.fict")"
                                 R"(,"envelope_id":"QQ314159")"
                                 R"(,"domain":"route.fict")"
                                 R"(,"queue_id":"4TnX2k0Qz1")"
                                 R"(,"batch_id":"b-17")"
                                 R"(,"connection_id":"c-99")"
                                 R"(,"message_id":"<1@sender.fict>")"
                                 R"(,"size":48213)"
                                 R"(,"bytes_sent":0)"
                                 R"(,"retries":3)"
                                 R"(,"queue_time":"12.345")"
                                 R"(,"remote_mta":"mx1.example.fict")"
                                 R"(,"remote_ip":"192.0.2.7")"
                                 R"(,"remote_port":25)"
                                 R"(,"helo":"out1.sender.fict")"
                                 R"(,"local_ip":"198.51.100.4")"
                                 R"(,"local_port":40112)"
                                 R"(,"binding":"pool-a")"
                                 R"(,"binding_group":"pools")"
                                 R"(,"tls_version":"TLSv1.3")"
                                 R"(,"tls_cipher":"TLS_AES_256_GCM_SHA384")"
                                 R"(,"campaign":"spring")"
                                 "}",
                                 json_fields::callers}};

line_case event_case(const char *claim, int event, const std::string &written) {
    return {{claim}, {event}, "{\"event\":\"" + written + "\"}"};
}

const line_case event_cases[] = {
    event_case("PermanentFailure", NIXIE_PERMANENT_FAILURE, "permanent_failure"),
    event_case("TransientFailure", NIXIE_TRANSIENT_FAILURE, "transient_failure"),
    event_case("Delivery", NIXIE_DELIVERY, "delivery"),
    event_case("Attempt", NIXIE_ATTEMPT, "attempt"),
    event_case("Reception", NIXIE_RECEPTION, "reception"),
    event_case("Rejection", NIXIE_REJECTION, "rejection"),
    event_case("Loss", NIXIE_LOSS, "loss"),
    event_case("Stats", NIXIE_STATS, "stats"),
};

line_case field_case(const char *claim, const std::string &name, const std::string &text, const std::string &member) {
    return {{claim}, {NIXIE_STATS, {{name, text}}}, R"({"event":"stats",)" + member + "}"};
}

const line_case field_cases[] = {
    field_case("Epoch", "time", "1970-01-01T00:00:00Z", R"("time":"1970-01-01T00:00:00.000000Z")"),
    field_case("LastYear", "time", "9999-12-31T23:59:59.999999Z", R"("time":"9999-12-31T23:59:59.999999Z")"),
    field_case("Year10000InSeconds", "time", "253402300800", R"("time":"253402300800.000000")"),
    field_case("LargestNumber", "size", "9223372036854775807", R"("size":9223372036854775807)"),
    field_case("NegativeDuration", "queue_time", "-0.5", R"("queue_time":"-0.500")"),
    field_case("NullSender", "sender", "<>", R"("sender":"<>")"),
    field_case("QuotesAndBackslashes", "helo", R"(a"b\c/d])", R"("helo":"a\"b\\c/d]")"),
    field_case("Controls", "helo", "\0\x01\b\t\n\f\r\x1F\x7F"s,
               R"("helo":"\u0000\u0001\u0008\t\n\u000c\r\u001f\u007f")"),
    field_case("HiddenCharacters", "helo", "\xC2\x80\xC2\x9F\xE2\x80\xA8\xE2\x80\xAE\xE2\x81\xA6\xE2\x81\xA9",
               R"("helo":"\u0080\u009f\u2028\u202e\u2066\u2069")"),
    field_case("CharactersBesideHiddenOnesStay", "helo", "\xC2\xA0\xE2\x80\xA7\xE2\x80\xAF\xE2\x81\xA5\xE2\x81\xAA",
               "\"helo\":\"\xC2\xA0\xE2\x80\xA7\xE2\x80\xAF\xE2\x81\xA5\xE2\x81\xAA\""),
    field_case("OtherCharactersStay", "helo", "é€📬", R"("helo":"é€📬")"),
    field_case("BadUtf8", "helo", "a\xFF\xE2\x82z", R"("helo":"a��z")"),
    {{"UserFieldsLast"},
     {NIXIE_STATS, {{"helo", "h"}}, {{"zone", "b"}, {"campaign", "5"}}},
     R"({"event":"stats","helo":"h","zone":"b","campaign":"5"})"},
};

INSTANTIATE_TEST_SUITE_P(Full, JsonGolden, testing::ValuesIn(full_cases), claim_of<line_case>);
INSTANTIATE_TEST_SUITE_P(Event, JsonGolden, testing::ValuesIn(event_cases), claim_of<line_case>);
INSTANTIATE_TEST_SUITE_P(Field, JsonGolden, testing::ValuesIn(field_cases), claim_of<line_case>);

TEST(JsonGolden, SeveralRecipientsAreAnArray) {
    field_set record(NIXIE_DELIVERY);
    record.set_text(NIXIE_FIELD_RECIPIENT, "a@a.fict");
    record.add_recipient("\"b\"@b.fict");
    record.add_recipient("c@c.fict");
    std::string out;
    append_json(out, record, json_fields::callers);
    EXPECT_EQ(out, R"({"event":"delivery","recipient":["a@a.fict","\"b\"@b.fict","c@c.fict"]})");
}

} // namespace
} // namespace nixie::impl::test
