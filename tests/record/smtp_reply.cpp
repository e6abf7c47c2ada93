#include "record/smtp_reply.hpp"

#include "record/named_case.hpp"
#include "record/random_text.hpp"

using namespace nixie::impl;
using namespace std::string_view_literals;

namespace {

struct reply_case : test::named_case {
    std::string_view text;
    int code;
    std::string_view status;
};

class SmtpReply : public testing::TestWithParam<reply_case> {};

TEST_P(SmtpReply, Says) {
    const auto reply = parse_smtp_reply(GetParam().text);
    ASSERT_TRUE(reply.has_value());
    EXPECT_EQ(reply->code, GetParam().code);
    EXPECT_EQ(reply->status, GetParam().status);
}

const reply_case single_lines[] = {
    {{"CodeStatusAndText"}, "550 5.1.1 <bob@example.fict>: no such mailbox", 550, "5.1.1"},
    {{"CodeAndTextWithoutStatus"}, "550 no mailbox here by that name", 550, ""},
    {{"CodeAlone"}, "421", 421, ""},
    {{"CodeAndLineBreak"}, "421\r\n", 421, ""},
    {{"CodeAndBlank"}, "421 ", 421, ""},
    {{"CodeAndHyphenAlone"}, "550-", 550, ""},
    {{"LowestCode"}, "200 2.0.0 fine", 200, "2.0.0"},
    {{"HighestCode"}, "559 5.9.9 worse", 559, "5.9.9"},
    {{"StatusAtTheEndOfTheText"}, "552 5.2.2", 552, "5.2.2"},
    {{"StatusAtTheEndOfTheLine"}, "552 5.2.2\r\n", 552, "5.2.2"},
    {{"StatusBeforeTab"}, "552 5.2.2\tquota", 552, "5.2.2"},
    {{"StatusOfThreeDigits"}, "550 5.4.312 cannot find the host", 550, "5.4.312"},
    {{"StatusWithZeros"}, "554 5.0.0 refused", 554, "5.0.0"},
    {{"StatusAfterTwoBlanks"}, "550  5.1.1 unknown", 550, "5.1.1"},
    {{"StatusAfterHyphen"}, "550-5.1.1 unknown", 550, "5.1.1"},
    {{"StatusOfAnotherClassThanTheCode"}, "550 4.2.2 over quota", 550, "4.2.2"},
    {{"PermanentStatusUnderTransientCode"}, "421 5.7.1 go away", 421, "5.7.1"},
    {{"StatusWithHashIsNone"}, "550 #5.1.0 address rejected", 550, ""},
    {{"StatusWithColonIsNone"}, "550 5.1.1: unknown", 550, ""},
    {{"StatusWithFullStopIsNone"}, "550 5.1.1. unknown", 550, ""},
    {{"StatusInBracketsIsNone"}, "550 (5.1.1) unknown", 550, ""},
    {{"StatusBehindOtherWordsIsNone"}, "550 sorry 5.1.1 unknown", 550, ""},
    {{"StatusOfClassThreeIsNone"}, "550 3.1.1 unknown", 550, ""},
    {{"StatusOfTwoNumbersIsNone"}, "550 5.1 unknown", 550, ""},
    {{"StatusOfFourNumbersIsNone"}, "550 5.1.1.1 unknown", 550, ""},
    {{"StatusWithLeadingZeroInSubjectIsNone"}, "550 5.01.1 unknown", 550, ""},
    {{"StatusWithLeadingZeroInDetailIsNone"}, "550 5.1.01 unknown", 550, ""},
    {{"StatusWithTwoZerosIsNone"}, "550 5.00.0 unknown", 550, ""},
    {{"StatusOfFourDigitsIsNone"}, "550 5.1.1000 unknown", 550, ""},
    {{"StatusWithEmptyNumberIsNone"}, "550 5..1 unknown", 550, ""},
    {{"StatusOfTwoDigitClassIsNone"}, "550 55.1.1 unknown", 550, ""},
    {{"StatusOnTheNextLineIsNone"}, "550\r\n5.1.1 unknown", 550, ""},
    {{"AddressLiteralIsNoStatus"}, "554 5.7.1.9 is listed", 554, ""},
    {{"DiagnosticTypeBefore"}, "smtp; 550 5.1.1 unknown", 550, "5.1.1"},
    {{"DiagnosticTypeInCapitalsWithoutBlank"}, "SMTP;550 5.1.1 unknown", 550, "5.1.1"},
    {{"DiagnosticTypeFoldedFromTheCode"}, "smtp;\r\n 550 5.1.1 unknown", 550, "5.1.1"},
    {{"WhiteSpaceBefore"}, " \t\r\n550 5.1.1 unknown", 550, "5.1.1"},
    {{"BytesBehindThatAreNoText"}, "550 5.1.1 \xff\0\x80"sv, 550, "5.1.1"},
};

const reply_case several_lines[] = {
    {{"LinesThatNameTheSameStatus"}, "550-5.1.1 The mailbox\r\n550-5.1.1 is not\r\n550 5.1.1 here", 550, "5.1.1"},
    {{"LinesBrokenByLineFeed"}, "550-5.1.1 not\n550 5.1.1 here", 550, "5.1.1"},
    {{"LinesBrokenByCarriageReturn"}, "550-5.1.1 not\r550 5.1.1 here", 550, "5.1.1"},
    {{"StatusOnTheLastLineAlone"}, "550-sorry\r\n550 5.1.1 unknown", 550, "5.1.1"},
    {{"StatusOnTheFirstLineAlone"}, "550-5.1.1 unknown\r\n550 see our web page", 550, "5.1.1"},
    {{"NoLineNamesAStatus"}, "550-sorry\r\n550 unknown", 550, ""},
    {{"LinesThatDisagreeKeepTheCode"}, "550-5.1.1 unknown\r\n550 5.7.1 or refused", 550, ""},
    {{"LaterAgreementDoesNotHeal"}, "550-5.1.1 a\r\n550-5.7.1 b\r\n550 5.1.1 c", 550, ""},
    {{"JoinedIntoOneLine"}, "550-5.1.1 a 550 5.1.1 b", 550, "5.1.1"},
    {{"JoinedThreeLines"}, "452-4.2.2 mailbox 452-4.2.2 is 452 4.2.2 full", 452, "4.2.2"},
    {{"JoinedWithStatusAtTheEnd"}, "550-no such user 550 5.1.1 here", 550, "5.1.1"},
    {{"JoinedLinesThatDisagree"}, "550-5.1.1 a 550 5.2.1 b", 550, ""},
    {{"JoinedByTab"}, "550-5.1.1 a\t550-5.2.1 b", 550, ""},
    {{"OtherCodeWithinALineIsText"}, "550-5.1.1 a 554 5.7.1 b", 550, "5.1.1"},
    {{"CodeWithoutHyphenBeginsNoFurtherLine"}, "550 5.1.1 a 550 5.7.1 b", 550, "5.1.1"},
    {{"OtherRepliesOfASessionInOneLineAreText"}, "550 5.2.1 a 503 5.5.1 RCPT first 550 5.2.1 a", 550, "5.2.1"},
    {{"NumberInTheMiddleOfAWordIsText"}, "550-5.1.1 id=x550-5.7.1 b", 550, "5.1.1"},
    {{"FoldedLineIsText"}, "550 5.1.1 The mailbox that you\r\n tried to reach is not here", 550, "5.1.1"},
    {{"LineThatBeginsWithoutCodeIsText"}, "550-5.1.1 unknown\r\nsee below\r\n550 5.1.1 bye", 550, "5.1.1"},
    {{"LineThatBeginsWithAnotherNumberIsText"}, "550 5.1.1 call\r\n5550100 for help", 550, "5.1.1"},
    {{"LineThatBeginsWithACodeAndColonIsText"}, "550 5.1.1 as in\r\n554: see below", 550, "5.1.1"},
    {{"FoldedLineWithTheSameCodeIsALine"}, "550-5.1.1 a\r\n 550 5.7.1 b", 550, ""},
    {{"EmptyLinesBetween"}, "550-5.1.1 a\r\n\r\n\n550 5.1.1 b\r\n\r\n", 550, "5.1.1"},
    {{"SameReplyTwice"}, "550 5.1.1 unknown\r\n550 5.1.1 unknown\r\n", 550, "5.1.1"},
};

INSTANTIATE_TEST_SUITE_P(SingleLine, SmtpReply, testing::ValuesIn(single_lines), test::claim_of<reply_case>);
INSTANTIATE_TEST_SUITE_P(SeveralLines, SmtpReply, testing::ValuesIn(several_lines), test::claim_of<reply_case>);

struct other_case : test::named_case {
    std::string_view text;
};

class NoSmtpReply : public testing::TestWithParam<other_case> {};

TEST_P(NoSmtpReply, GivesNothing) {
    const auto reply = parse_smtp_reply(GetParam().text);
    EXPECT_FALSE(reply.has_value()) << reply->code;
}

const other_case other_texts[] = {
    {{"Empty"}, ""},
    {{"Blanks"}, " \r\n\t"},
    {{"TypeAlone"}, "smtp;"},
    {{"TypeTwice"}, "smtp; smtp; 550 5.1.1 unknown"},
    {{"OtherType"}, "x-unix; 550 5.1.1 unknown"},
    {{"ReplyInProse"}, "host mx.example.fict[192.0.2.1] said: 550 5.1.1 unknown (in reply to RCPT TO)"},
    {{"ReplyInQuotes"}, "'550 5.1.1 unknown'"},
    {{"StatusWithoutCode"}, "5.1.1 unknown"},
    {{"CodeWithColon"}, "550: unknown"},
    {{"CodeWithHashBefore"}, "#550 5.1.1 unknown"},
    {{"CodeWithComma"}, "550, unknown"},
    {{"CodeWithTab"}, "550\tunknown"},
    {{"CodeWithNul"}, "550\0unknown"sv},
    {{"CodeOfFourDigits"}, "5500 unknown"},
    {{"CodeOfTwoDigits"}, "55 unknown"},
    {{"CodeUnderTwoHundred"}, "150 unknown"},
    {{"CodeOverFiveHundredFiftyNine"}, "560 unknown"},
    {{"CodeOfClassSix"}, "650 unknown"},
    {{"CodeWithFullwidthDigits"}, "\uff15\uff15\uff10 5.1.1 unknown"},
    {{"TwoRepliesOnTwoLines"}, "550-5.1.1 unknown\r\n554 5.7.1 refused"},
    {{"TwoRepliesBrokenByLineFeed"}, "250 2.1.5 accepted\n550 5.1.1 unknown"},
    {{"TwoRepliesBrokenByCarriageReturn"}, "250-2.1.5 accepted\r550-5.1.1 unknown"},
    {{"TwoRepliesWithTextBetween"}, "550-5.1.1 unknown\r\nsorry\r\n421 closing"},
    {{"TwoRepliesFolded"}, "550-5.1.1 unknown\r\n 554 5.7.1 refused"},
    {{"OtherCodeAloneOnTheLastLine"}, "550 5.1.1 unknown\r\n221"},
};

INSTANTIATE_TEST_SUITE_P(Text, NoSmtpReply, testing::ValuesIn(other_texts), test::claim_of<other_case>);

TEST(SmtpReplyStatus, IsAViewIntoTheText) {
    const std::string text = "smtp; 550-5.1.1 a 550 5.1.1 b";
    const auto reply = parse_smtp_reply(text);
    ASSERT_TRUE(reply.has_value());
    EXPECT_EQ(reply->status.data(), text.data() + text.find("5.1.1"));
}

// Replies put together from lines whose meaning is known.
TEST(SmtpReplyProperty, LinesThatAgreeSayWhatTheirPartsSay) {
    test::random_source random;
    SCOPED_TRACE(random.seed_text());
    const std::vector<std::string_view> breaks{"\r\n", "\n", "\r", "\r\n  ", "\r\n\r\n"};
    const std::vector<std::string_view> prose{"no",    "mailbox",  "<a@b>:", "(554)",
                                              "5.7.1", "\xc3\xbc", "\xff",   "at 12:30"};
    for (int round = 0; round < 5'000; ++round) {
        const int code = static_cast<int>(random.number(2, 5) * 100 + random.number(0, 5) * 10 + random.number(0, 9));
        const std::string status = std::to_string(code / 100 == 3 ? 2 : code / 100) + "." +
                                   std::to_string(random.number(0, 999)) + "." + std::to_string(random.number(0, 999));
        std::string text = random.below(2) ? "smtp; " : "";
        bool has_status = false;
        for (std::size_t left = random.below(4) + 1; left > 0; --left) {
            text += std::to_string(code) + (left > 1 ? '-' : ' ');
            const bool names_it = random.below(2);
            has_status |= names_it;
            text += names_it ? status + " " : "so";
            for (std::size_t words = random.below(5); words > 0; --words) text.append(" ").append(random.one_of(prose));
            if (left > 1) text += random.one_of(breaks);
        }
        const auto reply = parse_smtp_reply(text);
        ASSERT_TRUE(reply.has_value()) << text;
        ASSERT_EQ(reply->code, code) << text;
        ASSERT_EQ(reply->status, has_status ? status : "") << text;
    }
}

} // namespace
