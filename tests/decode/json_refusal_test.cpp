#include "decode/json_line.hpp"

#include <gtest/gtest.h>

namespace nixie::impl {
namespace {

constexpr const char *an_object = R"(one JSON object a line, such as {"recipient":"bob@example.fict","code":550})";
constexpr const char *look = "look for a comma, colon, quote or bracket that is missing or too much";
constexpr const char *events =
    "write one of permanent_failure, transient_failure, delivery, attempt, reception, rejection";
constexpr const char *a_number = "write a number from 0 to 9223372036854775807";
constexpr const char *a_port = "write a number from 0 to 65535";
constexpr const char *a_time =
    "write a time such as 2003-09-29T21:27:27.123456Z, or seconds since 1970 such as 1064870847.123456";
constexpr const char *a_text = R"(write a text in quotes, such as "abc")";
constexpr const char *a_recipient = "a text in quotes, or an array of such texts";
constexpr const char *a_user_text = "a text in quotes, a number, true or false";
constexpr const char *a_name =
    "a field of `nixie fields`, or a name of your own: a letter a-z, then up to 31 of a-z, 0-9, _";

struct refusal {
    std::string line, reason, key, hint;
};

template <std::size_t Size>
void expect_all(const refusal (&cases)[Size]) {
    json_line_reader reader;
    for (const auto &[line, reason, key, hint] : cases) {
        field_set record;
        bool repaired = false;
        const auto problem = reader.read(line, record, repaired);
        ASSERT_TRUE(problem) << line;
        EXPECT_EQ(problem->reason, reason) << line;
        EXPECT_EQ(problem->key, key) << line;
        EXPECT_EQ(problem->hint, hint) << line;
    }
}

TEST(JsonRefusal, OfLinesThatAreNoObject) {
    const char *const no_end = "the object does not end where the line ends";
    const char *const quote = "a \" inside a text is written \\\"";
    expect_all({
        {"", "an empty line", "", an_object},
        {" \t\r", "an empty line", "", an_object},
        {"550", "no JSON object", "", an_object},
        {"null", "no JSON object", "", an_object},
        {"\"text\"", "no JSON object", "", an_object},
        {R"([{"code":550}])", "no JSON object", "", an_object},
        {"550 5.1.1 No such user", "no JSON object", "", an_object},
        {"{", no_end, "", an_object},
        {R"({"code":550)", no_end, "", an_object},
        {R"({"code":550} x)", no_end, "", an_object},
        {R"({"code":550},)", no_end, "", an_object},
        {R"({"code":550}{"code":551})", no_end, "", an_object},
        {R"({"code":550}})", no_end, "", an_object},
        {R"({"code:550})", "a text does not end", "", quote},
        {R"({"diagnostic":"550 \"})", "a text does not end", "", quote},
        {"{\"diagnostic\":\"550\tno\"}", "a control character inside a text", "", "write it as \\n, \\t or \\u001b"},
        {R"({"code" 550})", "broken JSON", "", look},
        {R"({code:550})", "broken JSON", "", look},
        {R"({"code":550,})", "broken JSON", "", look},
        {R"({"code":550 "size":1})", "broken JSON", "", look},
        {R"({,})", "broken JSON", "", look},
        {R"({"code":})", "broken JSON", "code", look},
    });
}

TEST(JsonRefusal, OfBrokenValues) {
    const char *const escapes = R"(escapes are \" \\ \/ \b \f \n \r \t and \uXXXX, surrogates in pairs)";
    expect_all({
        {R"({"code":05})", "broken JSON", "code", look},
        {R"({"code":5.})", "broken JSON", "code", look},
        {R"({"code":-})", "broken JSON", "code", look},
        {R"({"code":5e})", "broken JSON", "code", look},
        {R"({"code":5x})", "broken JSON", "code", look},
        {R"({"code":+5})", "broken JSON", "code", look},
        {R"({"mine":.5})", "broken JSON", "mine", look},
        {R"({"mine":NaN})", "broken JSON", "mine", look},
        {R"({"mine":nul})", "broken JSON", "mine", look},
        {R"({"mine":nulls})", "broken JSON", "mine", look},
        {R"({"mine":True})", "broken JSON", "mine", look},
        {R"({"mine":tru})", "broken JSON", "mine", look},
        {R"({"mine":falsey})", "broken JSON", "mine", look},
        {R"({"recipient":["a" "b"]})", "broken JSON", "recipient", look},
        {R"({"recipient":["a",]})", "broken JSON", "recipient", look},
        {R"({"mine":"\x41"})", "an escape that JSON does not have", "mine", escapes},
        {R"({"mine":"\u12"})", "an escape that JSON does not have", "mine", escapes},
        {R"({"mine":"\ud800"})", "an escape that JSON does not have", "mine", escapes},
        {R"({"mi\ne":"x"})", "no field name", "mi?e", a_name},
    });
}

// It is stepped over, not overlooked.
TEST(JsonRefusal, OfWhatIsBrokenInsideSyslog) {
    std::string deep;
    for (int i = 0; i < 1'000'000; ++i) deep += "{\"a\":";
    expect_all({
        {R"({"code":550,"syslog":{"a":}})", "broken JSON", "syslog", look},
        {R"({"code":550,"syslog":{"a":tru}})", "broken JSON", "syslog", look},
        {R"({"code":550,"syslog":{"a":[1,{"b":05}]}})", "broken JSON", "syslog", look},
        {R"({"code":550,"syslog":{"a":1 "b":2}})", "broken JSON", "syslog", look},
        {R"({"code":550,"syslog":)" + deep + std::string(1'000'001, '}') + "}", "broken JSON", "syslog", look},
        {R"({"code":550,"syslog":{},"syslog":{}})", "given twice", "syslog", "leave one out"},
        {R"({"code":550,"syslog":[]})", "no text: an array", "syslog", a_user_text},
        {R"({"syslog":{"msg":"x"}})", "no field", "",
         "at least one besides event and time, such as recipient or diagnostic"},
    });
}

TEST(JsonRefusal, OfARecordWithoutAField) {
    const char *const hint = "at least one besides event and time, such as recipient or diagnostic";
    expect_all({
        {"{}", "no field", "", hint},
        {R"({"event":"delivery","time":1064870847})", "no field", "", hint},
        {R"({"recipient":null,"code":null})", "no field", "", hint},
        {R"({"recipient":[],"diagnostic":"","mine":""})", "no field", "", hint},
    });
}

TEST(JsonRefusal, OfKeys) {
    expect_all({
        {R"({"Recipient":"a"})", "no field name", "Recipient", "did you mean recipient?"},
        {R"({"remote-ip":"192.0.2.1"})", "no field name", "remote-ip", "did you mean remote_ip?"},
        {R"({"Event":"delivery"})", "no field name", "Event", "did you mean event?"},
        {R"({"":"x"})", "no field name", "", a_name},
        {R"({"1st":"x"})", "no field name", "1st", a_name},
        {R"({"What is this":"x"})", "no field name", "What is this", a_name},
        {R"({"b\u00e4r":"x"})", "no field name", "b??r", a_name},
        {R"({"a_name_of_thirty_three_characters":"x"})", "no field name", "a_name_of_thirty_three_characters", a_name},
        {R"({"code":550,"code":550})", "given twice", "code", "leave one out"},
        {R"({"code":550,"c\u006fde":null})", "given twice", "code", "leave one out"},
        {R"({"mine":1,"mine":2})", "given twice", "mine", "leave one out"},
        {R"({"recipient":"a","recipient":"b"})", "given twice", "recipient",
         R"(several recipients are an array: ["a@example.fict","b@example.fict"])"},
    });
}

TEST(JsonRefusal, OfFieldsThatCallersDoNotSet) {
    for (const field_row &row : field_table) {
        if (row.from_caller() || row.id == NIXIE_FIELD_EVENT) continue;
        const std::string name(row.name);
        expect_all({{R"({"recipient":"a",")" + name + R"(":"1"})",
                     row.set_by == set_by::nixie ? "only nixie sets it" : "nixie derives it from other fields", name,
                     "leave it out"}});
    }
}

TEST(JsonRefusal, OfNumbers) {
    expect_all({
        {R"({"code":"abc"})", "no number: \"abc\"", "code", a_number},
        {R"({"code":true})", "no number: true", "code", a_number},
        {R"({"code":[550]})", "no number: an array", "code", a_number},
        {R"({"code":{"smtp":550}})", "no number: an object", "code", a_number},
        {R"({"code":550.5})", "no whole number: 550.5", "code", a_number},
        {R"({"code":5e2})", "no whole number: 5e2", "code", a_number},
        {R"({"code":-1})", "out of range: -1", "code", a_number},
        {R"({"size":9223372036854775808})", "out of range: 9223372036854775808", "size", a_number},
        {R"({"size":123456789012345678901234567890123456789012345678901234567890123})",
         "out of range: 123456789012345678901234567890123456789012345678901234567890...", "size", a_number},
        {R"({"remote_port":65536})", "out of range: 65536", "remote_port", a_port},
        {R"({"local_port":"smtp"})", "no number: \"smtp\"", "local_port", a_port},
        {R"({"local_port":"65536"})", "out of range: \"65536\"", "local_port", a_port},
        {R"({"code":"550 5.1.1"})", "no whole number: \"550 5.1.1\"", "code", a_number},
        {R"({"code":"-"})", "no number: \"-\"", "code", a_number},
        {R"({"code":" 550"})", "no number: \" 550\"", "code", a_number},
        {R"({"time":"yesterday"})", "no time: \"yesterday\"", "time", a_time},
        {R"({"time":"2003-09-31T00:00:00Z"})", "no time: \"2003-09-31T00:00:00Z\"", "time", a_time},
        {R"({"time":1e9})", "no time: 1e9", "time", a_time},
        {R"({"time":9223372036855})", "no time: 9223372036855", "time", a_time},
        {R"({"queue_time":"1 s"})", "no seconds: \"1 s\"", "queue_time", "write seconds, such as 12.345"},
        {R"({"queue_time":false})", "no seconds: false", "queue_time", "write seconds, such as 12.345"},
    });
}

TEST(JsonRefusal, OfTexts) {
    expect_all({
        {R"({"status":5.1})", "no text: 5.1", "status", a_text},
        {R"({"diagnostic":true})", "no text: true", "diagnostic", a_text},
        {R"({"diagnostic":["550"]})", "no text: an array", "diagnostic", a_text},
        {R"({"sender":{"address":"a"}})", "no text: an object", "sender", a_text},
        {R"({"domain":1})", "no text: 1", "domain", a_text},
        {R"({"recipient":1})", "no text: 1", "recipient", a_recipient},
        {R"({"recipient":{"to":"a"}})", "no text: an object", "recipient", a_recipient},
        {R"({"recipient":["a",1]})", "no text: 1", "recipient", a_recipient},
        {R"({"recipient":["a",["b"]]})", "no text: an array", "recipient", a_recipient},
        {R"({"mine":[1]})", "no text: an array", "mine", a_user_text},
        {R"({"mine":{"a":{"b":1}}})", "no text: an object", "mine", a_user_text},
    });
}

TEST(JsonRefusal, OfWordsOfATable) {
    const char *const stages = "nixie fields lists the stages";
    expect_all({
        {R"({"event":"bounce"})", "no event: \"bounce\"", "event", events},
        {R"({"event":""})", "no event: \"\"", "event", events},
        {R"({"event":1})", "no event: 1", "event", events},
        {R"({"event":["delivery"]})", "no event: an array", "event", events},
        {R"({"event":"loss","code":1})", "only nixie reports it: loss", "event", events},
        {R"({"event":"stats","code":1})", "only nixie reports it: stats", "event", events},
        {R"({"stage":"RCPT"})", "no stage: \"RCPT\"", "stage", stages},
        {R"({"stage":4})", "no stage: 4", "stage", stages},
        {R"({"stage":"rcptto"})", "no stage: \"rcptto\"", "stage", "did you mean rcpt_to?"},
        {R"({"event":"delivry"})", "no event: \"delivry\"", "event", "did you mean delivery?"},
    });
}

TEST(JsonRefusal, OfMoreThanThirtyTwoUserFields) {
    std::string line = R"({"code":550)";
    for (int i = 0; i < 32; ++i) line += ",\"x" + std::to_string(i) + "\":" + std::to_string(i);
    json_line_reader reader;
    field_set record;
    bool repaired = false;
    EXPECT_FALSE(reader.read(line + ",\"left_out\":null}", record, repaired));
    EXPECT_EQ(record.user_fields().size(), 32u);
    expect_all({{line + ",\"one_more\":1}", "more than 32 fields of your own", "one_more",
                 "at most 32 besides those of the table"}});
}

TEST(JsonRefusal, ShowsNoControlCharacterOfTheLine) {
    expect_all({
        {"{\"code\":\"\xC2\x9B[31m\x7F\"}", "no number: \"??[31m?\"", "code", a_number},
        {R"({"\u001b]0;x\u0007":1})", "no field name", "?]0;x?", a_name},
    });
}

} // namespace
} // namespace nixie::impl
