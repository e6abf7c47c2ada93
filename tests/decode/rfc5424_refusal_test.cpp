#include "decode/rfc5424.hpp"

#include <gtest/gtest.h>

namespace nixie::impl {
namespace {

// "7: PRI is above 191", or "good".
std::string verdict_on(std::string_view text) {
    const auto result = parse_syslog_message(text);
    const auto *problem = std::get_if<parse_problem>(&result);
    return problem ? std::to_string(problem->offset) + ": " + problem->reason : "good";
}

struct refusal {
    std::string text;
    std::string verdict;
};

template <std::size_t Size>
void expect_all(const refusal (&cases)[Size]) {
    for (const refusal &each : cases) EXPECT_EQ(verdict_on(each.text), each.verdict) << each.text;
}

TEST(Rfc5424Refusal, OfPriAndVersion) {
    expect_all({
        {"", "0: the message does not begin with <"},
        {"22>1 - - - - - -", "0: the message does not begin with <"},
        {"<", "1: PRI has no number"},
        {"<>1 - - - - - -", "1: PRI has no number"},
        {"<-1>1 - - - - - -", "1: PRI has no number"},
        {"<00>1 - - - - - -", "1: PRI has a leading zero"},
        {"<022>1 - - - - - -", "1: PRI has a leading zero"},
        {"<192>1 - - - - - -", "1: PRI is above 191"},
        {"<999>1 - - - - - -", "1: PRI is above 191"},
        {"<1234>1 - - - - - -", "4: PRI does not end with >"},
        {"<1911>1 - - - - - -", "4: PRI does not end with >"},
        {"<22", "3: PRI does not end with >"},
        {"<22 >1 - - - - - -", "3: PRI does not end with >"},
        {"<22>", "4: VERSION is not 1"},
        {"<22>- - - - - - -", "4: VERSION is not 1"},
        {"<22>0 - - - - - -", "4: VERSION is not 1"},
        {"<22>2 - - - - - -", "4: VERSION is not 1"},
        {"<22>Oct 11 22:14:15 mx su: old form", "4: VERSION is not 1"},
        {"<22>10 - - - - - -", "5: VERSION is not 1, or no blank follows it"},
        {"<22>1", "5: VERSION is not 1, or no blank follows it"},
    });
}

TEST(Rfc5424Refusal, OfHeaderFields) {
    expect_all({
        {"<22>1 ", "6: TIMESTAMP is missing"},
        {"<22>1  - - - - -", "6: TIMESTAMP is missing"},
        {"<22>1 -", "7: the message ends after TIMESTAMP"},
        {"<22>1 2003-10-11T22:14:15.003 - - - - -", "29: TIMESTAMP ends without Z or an offset"},
        {"<22>1 2003-10-11T22:14:15.003000+00:000 - - - - -", "38: TIMESTAMP is longer than 32 bytes"},
        {"<22>1 -  - - - -", "8: HOSTNAME is missing"},
        {"<22>1 - mx\xC3\xA4 - - - -", "10: HOSTNAME has a byte that is not printable ASCII"},
        {"<22>1 - a\tb - - - -", "9: HOSTNAME has a byte that is not printable ASCII"},
        {"<22>1 - - a\x7F - - -", "11: APP-NAME has a byte that is not printable ASCII"},
        {"<22>1 - - - - ", "14: MSGID is missing"},
        {"<22>1 - - - -", "13: the message ends after PROCID"},
        {"<22>1 - " + std::string(256, 'h') + " - - - -", "263: HOSTNAME is longer than 255 bytes"},
        {"<22>1 - - " + std::string(49, 'a') + " - - -", "58: APP-NAME is longer than 48 bytes"},
        {"<22>1 - - - " + std::string(129, 'p') + " - -", "140: PROCID is longer than 128 bytes"},
        {"<22>1 - - - - " + std::string(33, 'm') + " -", "46: MSGID is longer than 32 bytes"},
    });
}

TEST(Rfc5424Refusal, OfElements) {
    const std::string head = "<22>1 - - - - - "; // 16 bytes
    expect_all({
        {head, "16: STRUCTURED-DATA is missing"},
        {head + "text", "16: STRUCTURED-DATA is missing"},
        {head + "[]", "17: SD-ID is missing"},
        {head + "[ a]", "17: SD-ID is missing"},
        {head + "[=\"x\"]", "17: SD-ID is missing"},
        {head + "[a", "18: SD-ELEMENT goes on without a blank, or does not end with ]"},
        {head + "[a\xC3\xA4]", "18: SD-ELEMENT goes on without a blank, or does not end with ]"},
        {head + "[a=\"x\"]", "18: SD-ELEMENT goes on without a blank, or does not end with ]"},
        {head + "[" + std::string(33, 'i') + "]", "49: SD-ID is longer than 32 bytes"},
        {head + "[nixie@]", "23: SD-ID has no enterprise number after the @"},
        {head + "[nixie@x]", "23: SD-ID has no enterprise number after the @"},
        {head + "[nixie@32473.]", "23: SD-ID has no enterprise number after the @"},
        {head + "[nixie@.1]", "23: SD-ID has no enterprise number after the @"},
        {head + "[nixie@1..2]", "23: SD-ID has no enterprise number after the @"},
        {head + "[nixie@1@2]", "23: SD-ID has no enterprise number after the @"},
        {head + "[@32473]", "17: SD-ID has no name before the @"},
        {head + "[a][b][a]", "23: SD-ID a stands twice"},
        {head + "[a][b][a][b][a]", "23: SD-ID a stands twice"},
        {head + "[a] [b]", "good"}, // the second is MSG
        {head + "[a]text", "19: no blank between STRUCTURED-DATA and MSG"},
        {head + "-text", "17: no blank between STRUCTURED-DATA and MSG"},
        {head + "-[a]", "17: no blank between STRUCTURED-DATA and MSG"},
    });
}

TEST(Rfc5424Refusal, OfParameters) {
    const std::string head = "<22>1 - - - - - [a "; // 19 bytes
    expect_all({
        {head + "]", "19: PARAM-NAME is missing"},
        {head, "19: PARAM-NAME is missing"},
        {head + " b=\"x\"]", "19: PARAM-NAME is missing"},
        {head + std::string(33, 'n') + "=\"x\"]", "51: PARAM-NAME is longer than 32 bytes"},
        {head + "b]", "20: no = after PARAM-NAME"},
        {head + "b =\"x\"]", "20: no = after PARAM-NAME"},
        {head + "b=x]", "21: PARAM-VALUE does not begin with \""},
        {head + "b='x']", "21: PARAM-VALUE does not begin with \""},
        {head + "b=\"x]", "23: PARAM-VALUE has ] without a backslash"},
        {head + "b=\"x", "23: PARAM-VALUE does not end"},
        {head + "b=\"x\\", "23: PARAM-VALUE has a backslash that escapes nothing"},
        {head + "b=\"x\\\"]", "25: PARAM-VALUE has ] without a backslash"},
        {head + "b=\"x\\\"", "25: PARAM-VALUE does not end"},
        {head + "b=\"C:\\new\"]", "24: PARAM-VALUE has a backslash that escapes nothing"},
        {head + "b=\"x\" ]", "25: PARAM-NAME is missing"},
        {head + "b=\"x\"c=\"y\"]", "24: SD-ELEMENT goes on without a blank, or does not end with ]"},
        {head + "b=\"x\"", "24: SD-ELEMENT goes on without a blank, or does not end with ]"},
        {head + "b=\"x\"  c=\"y\"]", "25: PARAM-NAME is missing"},
    });
}

TEST(Rfc5424Refusal, OfTextThatIsNoUtf8) {
    const struct {
        const char *name;
        std::string bytes;
    } cases[] = {
        {"a byte that never stands in UTF-8", "\xFF"}, {"a continuation alone", "\x80"},
        {"a character cut short", "\xE2\x82"},         {"an overlong /", "\xC0\xAF"},
        {"an overlong NUL", "\xE0\x80\x80"},           {"a surrogate", "\xED\xA0\x80"},
        {"above U+10FFFF", "\xF4\x90\x80\x80"},        {"latin-1", "M\xFCller"},
    };
    for (const auto &[name, bytes] : cases) {
        EXPECT_EQ(verdict_on("<22>1 - - - - - [a b=\"" + bytes + "\"]"), "22: PARAM-VALUE is not UTF-8") << name;
        EXPECT_EQ(verdict_on("<22>1 - - - - - - \xEF\xBB\xBF" + bytes),
                  "18: MSG begins with a byte order mark but is not UTF-8")
            << name;
        EXPECT_EQ(verdict_on("<22>1 - - - - - - " + bytes), "good") << name << ": MSG without a mark is any bytes";
    }
}

TEST(Rfc5424Refusal, OfEveryMessageCutShort) {
    const std::string whole = "<22>1 2003-10-11T22:14:15.003Z mx su 1 ID47 [a b=\"c\\]d\"][e]";
    ASSERT_EQ(verdict_on(whole), "good");
    for (std::size_t size = 0; size < whole.size(); ++size) {
        if (size == whole.find("[e]")) continue; // a whole message, too
        EXPECT_NE(verdict_on(std::string_view(whole).substr(0, size)), "good") << size;
    }
}

} // namespace
} // namespace nixie::impl
