#include "decode/rfc5424.hpp"

#include <gtest/gtest.h>

namespace nixie::impl {
namespace {

using std::string_literals::operator""s;

// The message, or an empty one and a failed test.
syslog_message parsed(std::string_view text) {
    auto result = parse_syslog_message(text);
    if (const auto *problem = std::get_if<parse_problem>(&result)) {
        ADD_FAILURE() << text << "\n  " << problem->offset << ": " << problem->reason;
        return {};
    }
    return std::get<syslog_message>(std::move(result));
}

std::string header(std::string_view hostname, std::string_view app_name, std::string_view procid,
                   std::string_view msgid) {
    return "<22>1 - " + std::string(hostname) + ' ' + std::string(app_name) + ' ' + std::string(procid) + ' ' +
           std::string(msgid) + " -";
}

TEST(Rfc5424, ReadsAMessageWithoutStructuredDataAndWithByteOrderMark) {
    const syslog_message message =
        parsed("<34>1 2003-10-11T22:14:15.003Z mx1.example.fict su - ID47 - \xEF\xBB\xBFno mailbox for b\xC3\xB6"
               "b");
    EXPECT_EQ(message.facility, 4);
    EXPECT_EQ(message.severity, 2);
    EXPECT_EQ(message.version, 1);
    EXPECT_EQ(message.timestamp, "2003-10-11T22:14:15.003Z");
    EXPECT_EQ(message.microseconds, 1'065'910'455'003'000);
    EXPECT_EQ(message.hostname, "mx1.example.fict");
    EXPECT_EQ(message.app_name, "su");
    EXPECT_EQ(message.procid, "");
    EXPECT_EQ(message.msgid, "ID47");
    EXPECT_TRUE(message.elements.empty());
    EXPECT_TRUE(message.bom);
    EXPECT_EQ(message.msg, "no mailbox for b\xC3\xB6"
                           "b");
}

TEST(Rfc5424, ReadsAnOffsetAndAMessageWithoutByteOrderMark) {
    const syslog_message message =
        parsed("<165>1 2003-08-24T05:14:15.000003-07:00 192.0.2.1 mta 8710 - - %% any words, even \xFF");
    EXPECT_EQ(message.facility, 20);
    EXPECT_EQ(message.severity, 5);
    EXPECT_EQ(message.microseconds, 1'061'727'255'000'003);
    EXPECT_EQ(message.procid, "8710");
    EXPECT_EQ(message.msgid, "");
    EXPECT_FALSE(message.bom);
    EXPECT_EQ(message.msg, "%% any words, even \xFF");
}

TEST(Rfc5424, ReadsElementsWithTheirParametersInOrder) {
    const syslog_message message = parsed("<22>1 - - - - - [nixie@32473 code=\"550\" stage=\"rcpt_to\"]"
                                          "[origin ip=\"192.0.2.1\" ip=\"192.0.2.2\"][empty@32473.1.2] text");
    ASSERT_EQ(message.elements.size(), 3u);
    EXPECT_EQ(message.elements[0].id, "nixie@32473");
    ASSERT_EQ(message.elements[0].params.size(), 2u);
    EXPECT_EQ(message.elements[0].params[0].name, "code");
    EXPECT_EQ(message.elements[0].params[0].value, "550");
    EXPECT_EQ(message.elements[0].params[1].name, "stage");
    EXPECT_EQ(message.elements[0].params[1].value, "rcpt_to");
    ASSERT_EQ(message.elements[1].params.size(), 2u) << "a name may stand several times";
    EXPECT_EQ(message.elements[1].params[1].value, "192.0.2.2");
    EXPECT_TRUE(message.elements[2].params.empty());
    EXPECT_EQ(message.find_element("origin"), &message.elements[1]);
    EXPECT_EQ(message.find_element("meta"), nullptr);
    EXPECT_EQ(message.msg, "text");
}

TEST(Rfc5424, ReadsStructuredDataWithoutMsg) {
    EXPECT_EQ(parsed("<22>1 - - - - - [a b=\"\"]").elements.at(0).params.at(0).value, "");
    EXPECT_EQ(parsed("<22>1 - - - - - [a]").msg, "");
    EXPECT_EQ(parsed("<22>1 - - - - - -").msg, "");
    EXPECT_EQ(parsed("<22>1 - - - - - - ").msg, "");
}

TEST(Rfc5424, UndoesTheThreeEscapesOfAParameter) {
    const struct {
        std::string_view written;
        std::string value;
    } cases[] = {
        {R"(plain)", "plain"},
        {R"(say \"no\")", "say \"no\""},
        {R"(\\\\host\\share)", "\\\\host\\share"},
        {R"([192.0.2.1\])", "[192.0.2.1]"},
        {R"(\]\"\\)", "]\"\\"},
        {R"(a=b [c)", "a=b [c"},
        {"tab\there, line\nbreak", "tab\there, line\nbreak"},
        {{"NUL\0!", 5}, "NUL\0!"s},
        {"\xE2\x82\xAC \xF0\x9F\x98\x80", "\xE2\x82\xAC \xF0\x9F\x98\x80"},
    };
    for (const auto &[written, value] : cases) {
        const std::string text = "<22>1 - - - - - [a b=\"" + std::string(written) + "\"]";
        EXPECT_EQ(parsed(text).elements.at(0).params.at(0).value, value) << written;
    }
}

TEST(Rfc5424, TakesEveryPri) {
    for (int pri = 0; pri <= 191; ++pri) {
        const syslog_message message = parsed("<" + std::to_string(pri) + ">1 - - - - - -");
        EXPECT_EQ(message.facility * 8 + message.severity, pri);
        EXPECT_LE(message.severity, 7);
    }
}

TEST(Rfc5424, TakesHeaderFieldsOfTheLongestLength) {
    const std::string hostname(255, 'h'), app_name(48, 'a'), procid(128, 'p'), msgid(32, 'm');
    const std::string text = header(hostname, app_name, procid, msgid);
    const syslog_message message = parsed(text);
    EXPECT_EQ(message.hostname, hostname);
    EXPECT_EQ(message.app_name, app_name);
    EXPECT_EQ(message.procid, procid);
    EXPECT_EQ(message.msgid, msgid);
}

TEST(Rfc5424, TakesNamesOfTheLongestLengthAndEveryCharacter) {
    const std::string id(32, 'i'), name(32, 'n');
    const std::string text = "<22>1 - - - - - [" + id + " " + name + "=\"v\"]";
    const syslog_message message = parsed(text);
    EXPECT_EQ(message.elements.at(0).id, id);
    EXPECT_EQ(message.elements.at(0).params.at(0).name, name);
    EXPECT_EQ(parsed("<22>1 - - - - - [!#$%&'()*+,-./ <>?[\\^_`{|}~=\"\"]").elements.at(0).params.at(0).name,
              "<>?[\\^_`{|}~");
}

TEST(Rfc5424, TakesEveryPrintableCharacterInAHeaderField) {
    std::string all;
    for (char c = '!'; c <= '~'; ++c) all += c;
    const std::string text = header(all, "-", all, "-");
    EXPECT_EQ(parsed(text).hostname, all);
    EXPECT_EQ(parsed(text).procid, all);
}

} // namespace
} // namespace nixie::impl
