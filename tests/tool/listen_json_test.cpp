#include "tool/listen_json.hpp"

#include <gtest/gtest.h>

#include "decode/json_line.hpp"
#include "decode/mail_record.hpp"
#include "decode/octal_text.hpp"
#include "encode/documented_form.hpp"
#include "encode/hostile_text.hpp"
#include "encode/random_record.hpp"
#include "encode/read_back.hpp"
#include "encode/rfc5424.hpp"
#include "tool/heard_message.hpp"

namespace nixie::impl {
namespace {

std::string json_of(std::string_view bytes) {
    return read_heard(bytes, "udp 192.0.2.1:4711", "nixie@32473", true).line;
}

TEST(ListenJson, HasTheWholeMessageOfAnyProgram) {
    EXPECT_EQ(json_of(R"(<165>1 2003-10-11T22:14:15.003Z mymachine evntslog 27 ID47 [exampleSDID@32473 iut="3" )"
                      R"(eventSource="App"][examplePriority@32473 class="h\"i\]\\gh"] An event)"),
              R"({"syslog":{"from":"udp 192.0.2.1:4711","facility":20,"severity":5,)"
              R"("timestamp":"2003-10-11T22:14:15.003Z","hostname":"mymachine","app_name":"evntslog","procid":"27",)"
              R"("msgid":"ID47","structured_data":{"exampleSDID@32473":{"iut":"3","eventSource":"App"},)"
              R"("examplePriority@32473":{"class":"h\"i]\\gh"}},"bom":false,"msg":"An event"}})"
              "\n");
}

TEST(ListenJson, HasNullForTheNilvalueAndAnEmptyMsg) {
    EXPECT_EQ(json_of("<0>1 - - - - - -"),
              R"({"syslog":{"from":"udp 192.0.2.1:4711","facility":0,"severity":0,"timestamp":null,"hostname":null,)"
              R"("app_name":null,"procid":null,"msgid":null,"structured_data":{},"bom":false,"msg":""}})"
              "\n");
}

TEST(ListenJson, LosesNoParameterThatStandsSeveralTimes) {
    const std::string line = json_of(R"(<0>1 - - - - - [origin ip="192.0.2.1" software="x" ip="192.0.2.129"])");
    EXPECT_NE(line.find(R"({"origin":{"ip":["192.0.2.1","192.0.2.129"],"software":"x"}})"), std::string::npos) << line;
}

TEST(ListenJson, SaysThatThereWasAByteOrderMark) {
    const std::string line = json_of("<0>1 - - - - - - \xEF\xBB\xBF\xC3\xA9");
    EXPECT_NE(line.find("\"bom\":true,\"msg\":\"\xC3\xA9\""), std::string::npos) << line;
}

TEST(ListenJson, RepairsWhatIsNoUtf8) {
    EXPECT_NE(json_of("<0>1 - - - - - - a\xFF\x1b").find("\"msg\":\"a\xEF\xBF\xBD\\u001b\""), std::string::npos);
}

constexpr const char *bob =
    R"(<20>1 2026-01-31T14:00:00Z h nixie 27 PERMFAIL [nixie@32473 event="permanent_failure" )"
    R"(instance="0123456789abcdef" action="failed" code="550" diagnostic="550 a#012b" recipient="bob@x.fict" )"
    R"(campaign="#033[m"][meta sequenceId="7"] MSG)";

TEST(ListenJson, BeginsWithTheRecordAsTheCallerGaveIt) {
    const std::string line = json_of(bob);
    EXPECT_TRUE(
        line.starts_with(R"({"event":"permanent_failure","time":"2026-01-31T14:00:00.000000Z","code":550,)"
                         R"("diagnostic":"550 a\nb","recipient":"bob@x.fict","campaign":"\u001b[m","syslog":{)"))
        << line;
    EXPECT_NE(line.find(R"("diagnostic":"550 a#012b")"), std::string::npos) << "the message as it came: " << line;
    EXPECT_NE(line.find(R"("meta":{"sequenceId":"7"})"), std::string::npos) << line;
}

TEST(ListenJson, HasNoRecordOfWhatOnlyNixieReports) {
    const std::string line = json_of(R"(<21>1 - h nixie 27 LOSS [nixie@32473 event="loss" lost="3"] lost)");
    EXPECT_TRUE(line.starts_with(R"({"syslog":{)")) << line;
}

TEST(ListenJson, ShowsAnElementThatNixieDidNotWriteWithARemark) {
    const heard_message heard =
        read_heard(R"(<20>1 - h a - PERMFAIL [nixie@32473 code="x"])", "tcp a", "nixie@32473", true);
    EXPECT_TRUE(heard.is_good);
    EXPECT_TRUE(heard.line.starts_with(R"({"syslog":{)")) << heard.line;
    EXPECT_EQ(heard.remark, "tcp a: nixie@32473 is none of nixie: no form of number (code)");
}

// One key twice would be no JSON that people can rely on, and the record is what must not be lost.
TEST(ListenJson, PrefersAUserFieldNamedSyslog) {
    const std::string line = json_of(R"(<20>1 - h a - PERMFAIL [nixie@32473 code="550" syslog="mine"])");
    EXPECT_EQ(line, R"({"event":"permanent_failure","code":550,"syslog":"mine"})"
                    "\n");
}

void expect_same(const field_set &read, const field_set &given) {
    const auto form = [](std::string_view text) { return undo_octal(test::documented_form(text)); };
    EXPECT_EQ(read.event(), given.event());
    for (const field_row &row : field_table) {
        if (!row.from_caller() || row.type == field_type::time) continue;
        EXPECT_EQ(read.has(row.id), given.has(row.id)) << row.name;
        EXPECT_EQ(read.number(row.id), given.number(row.id)) << row.name;
        EXPECT_EQ(read.text(row.id), form(given.text(row.id))) << row.name;
    }
    ASSERT_EQ(read.user_fields().size(), given.user_fields().size());
    for (std::size_t i = 0; i < given.user_fields().size(); ++i) {
        EXPECT_EQ(read.user_fields()[i].name, given.user_fields()[i].name);
        EXPECT_EQ(read.user_fields()[i].text, form(given.user_fields()[i].text));
    }
}

TEST(ListenJson, OfAnyRecordOfACallerIsTakenByEmit) {
    test::random_source random;
    SCOPED_TRACE(random.seed_text());
    test::record_source source{random, test::hostile_text};
    rfc5424_encoder encoder({.hostname = "out1", .app_name = "mta"});
    json_line_reader reader;
    for (int round = 0; round < 500; ++round) {
        field_set given = source.next();
        if (!find_event(given.event())->from_caller) given.set_event(NIXIE_REJECTION);
        given.set_text(NIXIE_FIELD_RECIPIENT, given.keep(test::hostile_text(random)));
        std::string bytes;
        ASSERT_EQ(encoder.encode(given, bytes), encoding::whole);
        std::string line = json_of(bytes);
        SCOPED_TRACE(testing::PrintToString(line));
        ASSERT_EQ(line.back(), '\n');
        line.pop_back();
        EXPECT_EQ(test::documented_form(line), line) << "nothing in it that a terminal could obey";
        field_set read;
        bool repaired = true;
        const auto problem = reader.read(line, read, repaired);
        ASSERT_FALSE(problem) << problem->key << ": " << problem->reason;
        EXPECT_FALSE(repaired);
        expect_same(read, given);
        if (HasFailure()) return;
    }
}

} // namespace
} // namespace nixie::impl
