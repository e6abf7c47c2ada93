#include "tool/show_match.hpp"

#include <gtest/gtest.h>

#include "tool/failure_of.hpp"

namespace nixie::impl {
namespace {

std::string parsed(std::string_view argument) {
    const show_match match = parse_match(argument);
    return match.name + "=" + match.value + (match.remark.empty() ? "" : " | " + match.remark);
}

std::string refusal(std::string_view argument) {
    return test::failure_of([argument] { parse_match(argument); });
}

TEST(ShowMatch, TakesTheNamesOfTheTable) {
    EXPECT_EQ(parsed("recipient=Bob@example.fict"), "MAIL_RECIPIENT=Bob@example.fict");
    EXPECT_EQ(parsed("event=delivery"), "MAIL_EVENT=delivery");
    EXPECT_EQ(parsed("instance=0123456789abcdef"), "MAIL_INSTANCE=0123456789abcdef");
    EXPECT_EQ(parsed("diagnostic=a=b"), "MAIL_DIAGNOSTIC=a=b");
}

TEST(ShowMatch, WritesValuesAsTheJournalHasThem) {
    EXPECT_EQ(parsed("domain=Example.FICT"), "MAIL_DOMAIN=example.fict");
    EXPECT_EQ(parsed("code=0550"), "MAIL_CODE=550");
    EXPECT_EQ(parsed("queue_time=12.3"), "MAIL_QUEUE_TIME=12.300");
    EXPECT_EQ(parsed("time=1769868000"), "MAIL_TIME=2026-01-31T14:00:00.000000Z");
    EXPECT_EQ(parsed("stage=rcpt_to"), "MAIL_STAGE=rcpt_to");
}

TEST(ShowMatch, TakesRawJournalFields) {
    EXPECT_EQ(parsed("_SYSTEMD_UNIT=postfix@-.service"), "_SYSTEMD_UNIT=postfix@-.service");
    EXPECT_EQ(parsed("PRIORITY=4"), "PRIORITY=4");
    EXPECT_EQ(parsed("MAIL_DOMAIN=Example.FICT"), "MAIL_DOMAIN=Example.FICT");
}

TEST(ShowMatch, TakesOtherNamesForFieldsOfTheUsersOwn) {
    EXPECT_EQ(parsed("campaign=spring"), "MAIL_CAMPAIGN=spring");
    EXPECT_EQ(parsed("x2=Y"), "MAIL_X2=Y");
}

TEST(ShowMatch, TakesANameOneTypoAwayForTheField) {
    for (const char *typo : {"domian", "domin", "domainn", "domaim"})
        EXPECT_EQ(parsed(std::string(typo) + "=A.fict").substr(0, 18), "MAIL_DOMAIN=a.fict") << typo;
    EXPECT_EQ(parsed("domian=x"),
              "MAIL_DOMAIN=x | taking domian for domain; for a field of your own write MAIL_DOMIAN=x");
}

TEST(ShowMatch, SaysWhenTheUsersFieldLooksLikeAnother) {
    EXPECT_EQ(
        parsed("recipent_domains=x"),
        "MAIL_RECIPENT_DOMAINS=x | taking recipent_domains for a field of your own, did you mean recipient_domain?");
}

TEST(ShowMatch, RefusesWhatIsNoMatch) {
    EXPECT_EQ(refusal("status"), "64 \"status\" is no FIELD=VALUE | write status=VALUE");
    EXPECT_EQ(refusal("5.1.1"), "64 \"5.1.1\" is no FIELD=VALUE | write status=5.1.1");
    EXPECT_EQ(refusal("Recipient=x"), "64 \"Recipient\" is no name of a field | did you mean recipient?");
    EXPECT_EQ(refusal("=x"), "64 \"\" is no name of a field | nixie fields lists them; a raw journal field is in "
                             "capitals: _SYSTEMD_UNIT");
    EXPECT_EQ(refusal("9lives=x"), "64 \"9lives\" is no name of a field | nixie fields lists them; a raw journal field "
                                   "is in capitals: _SYSTEMD_UNIT");
}

TEST(ShowMatch, RefusesValuesThatTheFieldCannotHave) {
    EXPECT_EQ(refusal("stage=rcptto"), "64 stage: \"rcptto\" is no stage | did you mean rcpt_to?");
    EXPECT_EQ(refusal("remote_port=70000"), "64 remote_port: \"70000\" is no port | write a number from 0 to 65535");
    EXPECT_EQ(refusal("event=permanent_failur"),
              "64 event: \"permanent_failur\" is no event | did you mean permanent_failure?");
}

} // namespace
} // namespace nixie::impl
