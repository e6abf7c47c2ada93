#include "record/derive.hpp"

#include <gtest/gtest.h>

#include "record/text_form.hpp"

using namespace nixie::impl;

namespace {

// A record in the forms of the table: {"code", "550"}, {"status", "5.1.1"}.
using pairs = std::vector<std::pair<std::string, std::string>>;

field_set record_of(int event, const pairs &fields) {
    field_set record(event);
    for (const auto &[name, text] : fields) {
        const field_row *row = find_field(name);
        EXPECT_TRUE(row && set_from_text(record, *row, record.keep(text))) << name << "=" << text;
    }
    return record;
}

// Everything that stands in the record afterwards, in the order of the table.
pairs derived(int event, const pairs &given) {
    field_set record = record_of(event, given);
    derive(record);
    pairs all;
    for (const field_row &row : field_table)
        if (record.has(row.id)) all.emplace_back(row.name, text_form(record, row));
    return all;
}

// A reception has no action, so the lists below hold what the test is about alone.
pairs derived(const pairs &given) {
    return derived(NIXIE_RECEPTION, given);
}

TEST(Derive, ActionFollowsFromTheEvent) {
    EXPECT_EQ(derived(NIXIE_PERMANENT_FAILURE, {}), (pairs{{"action", "failed"}}));
    EXPECT_EQ(derived(NIXIE_TRANSIENT_FAILURE, {}), (pairs{{"action", "delayed"}}));
    EXPECT_EQ(derived(NIXIE_DELIVERY, {}), (pairs{{"action", "delivered"}}));
    for (const int event : {NIXIE_ATTEMPT, NIXIE_RECEPTION, NIXIE_REJECTION, NIXIE_LOSS, NIXIE_STATS})
        EXPECT_EQ(derived(event, {}), pairs{}) << event;
}

TEST(Derive, CodeAndStatusFollowFromAReply) {
    EXPECT_EQ(derived({{"diagnostic", "550-5.1.1 no\r\n550 5.1.1 such user"}}),
              (pairs{{"status", "5.1.1"}, {"code", "550"}, {"diagnostic", "550-5.1.1 no\r\n550 5.1.1 such user"}}));
}

TEST(Derive, CodeAloneFollowsFromAReplyWithoutStatus) {
    EXPECT_EQ(derived({{"diagnostic", "smtp; 550 unknown"}}),
              (pairs{{"code", "550"}, {"diagnostic", "smtp; 550 unknown"}}));
}

TEST(Derive, NothingFollowsFromProse) {
    const pairs given{{"diagnostic", "host mx.example.fict said: 550 5.1.1 unknown"}};
    EXPECT_EQ(derived(given), given);
}

TEST(Derive, CodeAndStatusThatDisagreeStay) {
    EXPECT_EQ(derived({{"diagnostic", "550 4.2.2 full"}}),
              (pairs{{"status", "4.2.2"}, {"code", "550"}, {"diagnostic", "550 4.2.2 full"}}));
    const pairs given{{"status", "2.0.0"}, {"code", "554"}, {"diagnostic", "450 4.7.1 later"}};
    EXPECT_EQ(derived(given), given);
}

TEST(Derive, OnlyTheMissingOneOfCodeAndStatusIsTaken) {
    EXPECT_EQ(derived({{"code", "554"}, {"diagnostic", "550 5.1.1 unknown"}}),
              (pairs{{"status", "5.1.1"}, {"code", "554"}, {"diagnostic", "550 5.1.1 unknown"}}));
    EXPECT_EQ(derived({{"status", "5.7.1"}, {"diagnostic", "550 5.1.1 unknown"}}),
              (pairs{{"status", "5.7.1"}, {"code", "550"}, {"diagnostic", "550 5.1.1 unknown"}}));
}

TEST(Derive, NameAndCategoryFollowFromTheBounceClass) {
    EXPECT_EQ(derived({{"bounce_class", "10"}}),
              (pairs{{"bounce_class", "10"}, {"bounce_class_name", "invalid_recipient"}, {"bounce_category", "hard"}}));
    EXPECT_EQ(derived({{"bounce_class", "54"}, {"bounce_category", "policy"}}),
              (pairs{{"bounce_class", "54"}, {"bounce_class_name", "relaying_denied"}, {"bounce_category", "policy"}}));
}

TEST(Derive, NothingFollowsFromABounceClassOfTheOperator) {
    const pairs own{{"bounce_class", "101"}, {"bounce_class_name", "greylisted"}};
    EXPECT_EQ(derived(own), own);
    const pairs unknown{{"bounce_class", "11"}};
    EXPECT_EQ(derived(unknown), unknown);
}

TEST(Derive, DecoratedRecipientGivesAddressDomainOrcptAndEnvid) {
    EXPECT_EQ(derived({{"recipient", "RCPT TO:<Bob@Example.FICT> ORCPT=rfc822;x+40y ENVID=id+2B7\r\n"}}),
              (pairs{{"recipient", "Bob@Example.FICT"},
                     {"recipient_domain", "example.fict"},
                     {"original_recipient", "x@y"},
                     {"envelope_id", "id+7"}}));
}

TEST(Derive, DecoratedSenderGivesAddressDomainAndEnvid) {
    EXPECT_EQ(derived({{"sender", "MAIL FROM:<john.doe@example.com> SIZE=1000 ENVID=QQ+3D1\r\n"}}),
              (pairs{{"sender", "john.doe@example.com"}, {"sender_domain", "example.com"}, {"envelope_id", "QQ=1"}}));
}

TEST(Derive, EnvidOfTheSenderCountsBeforeTheRecipients) {
    EXPECT_EQ(derived({{"recipient", "RCPT TO:<postmaster> ENVID=r"}, {"sender", "MAIL FROM:<> ENVID=s"}}),
              (pairs{{"recipient", "postmaster"}, {"sender", "<>"}, {"envelope_id", "s"}}));
}

TEST(Derive, OrcptBehindTheSenderIsNotTheRecipients) {
    EXPECT_EQ(derived({{"sender", "MAIL FROM:<> ORCPT=rfc822;x@y"}}), (pairs{{"sender", "<>"}}));
}

TEST(Derive, NullPathHasNoDomain) {
    EXPECT_EQ(derived({{"sender", "MAIL FROM:<> SIZE=5"}}), (pairs{{"sender", "<>"}}));
    EXPECT_EQ(derived({{"sender", "<>"}}), (pairs{{"sender", "<>"}}));
}

TEST(Derive, WhatTheCallerGaveStays) {
    const pairs given{{"recipient", "bob@example.fict"},  {"recipient_domain", "mail.example.fict"},
                      {"sender", "ann@example.com"},      {"sender_domain", "lists.example.com"},
                      {"original_recipient", "rfc822;x"}, {"envelope_id", "a+3Db"}};
    EXPECT_EQ(derived(given), given);
    pairs decorated = given;
    decorated[0].second = "RCPT TO:<bob@example.fict> ORCPT=rfc822;other ENVID=other";
    decorated[2].second = "MAIL FROM:<ann@example.com> ENVID=other";
    EXPECT_EQ(derived(decorated), given);
}

TEST(Derive, RecipientThatIsNoPathStaysUnchanged) {
    for (const char *text : {"undisclosed recipients\r\n", "Bob <bob@example.fict>", "RCPT TO:<\"open@example.fict>"})
        EXPECT_EQ(derived({{"recipient", text}}), (pairs{{"recipient", text}})) << text;
}

TEST(Derive, DomainsGetSmallAsciiLetters) {
    EXPECT_EQ(
        derived({{"recipient_domain", "Example.FICT"}, {"sender_domain", "ПОЧТА.Fict"}, {"domain", "MX.Example."}}),
        (pairs{{"recipient_domain", "example.fict"}, {"sender_domain", "ПОЧТА.fict"}, {"domain", "mx.example."}}));
}

TEST(Derive, OtherTextsStayByteForByte) {
    const std::string hostile = std::string("\0\r\n\"]\\ \xff\xc0\xaf MAIL FROM:<A@B> X=Y\t", 31);
    pairs given;
    for (const field_row &row : field_table)
        if (row.type == field_type::text) given.emplace_back(row.name, hostile);
    EXPECT_EQ(derived(given), given);
}

TEST(Derive, TwiceIsOnce) {
    field_set record = record_of(NIXIE_PERMANENT_FAILURE, {{"recipient", "RCPT TO:<B@C> ORCPT=rfc822;x+40y"},
                                                           {"sender", "MAIL FROM:<> ENVID=7"},
                                                           {"diagnostic", "550 5.1.1 x"},
                                                           {"bounce_class", "10"}});
    derive(record);
    std::vector<std::string> once;
    for (const field_row &row : field_table) once.push_back(text_form(record, row));
    derive(record);
    for (const field_row &row : field_table)
        EXPECT_EQ(text_form(record, row), once[static_cast<std::size_t>(row.id - 1)]) << row.name;
}

TEST(Derive, SeesTheBytesOfTheCallerOnly) {
    // Views end where the caller says, not at a NUL: what stands behind must not be read.
    const std::string storage = "550 5.1.19";
    field_set record(NIXIE_RECEPTION);
    record.set_text(NIXIE_FIELD_DIAGNOSTIC, std::string_view(storage).substr(0, 9));
    derive(record);
    EXPECT_EQ(record.text(NIXIE_FIELD_STATUS), "5.1.1");
}

} // namespace
