#include "record/field_table.hpp"

#include <gtest/gtest.h>
#include <set>
#include <string>

#include "record/keywords.hpp"
#include "record/name_rules.hpp"

using namespace nixie::impl;

namespace {

template <class Rows, class Number>
std::string numbered(const Rows &rows, Number number) {
    std::string text;
    for (const auto &row : rows) text += std::to_string(number(row)) + " " + std::string(row.name) + "\n";
    return text;
}

// Ids are part of the ABI: a new field comes at the end, and nothing else here ever changes.
TEST(FieldTable, IdsNeverChange) {
    const std::string ids = "1 event\n2 time\n3 sequence\n4 instance\n5 action\n6 status\n7 code\n8 diagnostic\n"
                            "9 diagnostic_type\n10 stage\n11 bounce_class\n12 bounce_class_name\n13 bounce_category\n"
                            "14 recipient\n15 recipient_domain\n16 sender\n17 sender_domain\n18 original_recipient\n"
                            "19 envelope_id\n20 domain\n21 queue_id\n22 batch_id\n23 connection_id\n24 message_id\n"
                            "25 size\n26 bytes_sent\n27 retries\n28 queue_time\n29 remote_mta\n30 remote_ip\n"
                            "31 remote_port\n32 helo\n33 local_ip\n34 local_port\n35 binding\n36 binding_group\n"
                            "37 tls_version\n38 tls_cipher\n39 truncated\n40 target\n41 reason\n42 lost\n"
                            "43 lost_first\n44 lost_last\n45 lost_ranges\n46 lost_since\n47 client_uid\n"
                            "48 client_pid\n49 client_unit\n50 stats_last_sequence\n51 stats_refused\n"
                            "52 stats_filtered\n53 stats_accepted\n54 stats_sent\n55 stats_reported_lost\n"
                            "56 stats_dropped\n57 stats_queued\n58 stats_acknowledged\n59 stats_uncertain\n";
    EXPECT_EQ(numbered(field_table, [](const field_row &row) { return row.id; }), ids);
}

TEST(EventTable, NumbersNeverChange) {
    EXPECT_EQ(numbered(event_table, [](const event_row &row) { return row.number; }),
              "1 permanent_failure\n2 transient_failure\n3 delivery\n4 attempt\n5 reception\n6 rejection\n7 loss\n"
              "8 stats\n");
}

TEST(StageTable, NumbersNeverChange) {
    EXPECT_EQ(numbered(stage_table, [](const stage_row &row) { return row.number; }),
              "0 not_connected\n1 idle\n2 mail_from\n3 after_mail_from\n4 rcpt_to\n5 after_rcpt_to\n6 data\n"
              "7 after_data\n8 body\n9 confirmation\n10 ehlo\n11 after_ehlo\n12 banner\n13 rset\n14 after_rset\n"
              "15 starttls\n16 after_starttls\n17 tls_handshake\n18 tls_renegotiation\n19 xclient\n20 after_xclient\n"
              "21 out_of_band\n22 unknown\n");
}

TEST(BounceClassTable, NumbersNeverChange) {
    EXPECT_EQ(numbered(bounce_class_table, [](const bounce_class_row &row) { return row.number; }),
              "1 undetermined\n10 invalid_recipient\n20 soft_bounce\n21 dns_failure\n22 mailbox_full\n23 too_large\n"
              "24 timeout\n25 admin_failure\n30 generic_bounce_no_rcpt\n40 generic_bounce\n50 mail_block\n"
              "51 spam_block\n52 spam_content\n53 prohibited_attachment\n54 relaying_denied\n60 auto_reply\n"
              "70 transient_failure\n80 subscribe\n90 unsubscribe\n100 challenge_response\n");
}

TEST(FieldTable, EachRowIsFoundByIdAndByName) {
    for (const field_row &row : field_table) {
        EXPECT_EQ(find_field(row.id), &row) << row.name;
        EXPECT_EQ(find_field(row.name), &row) << row.name;
    }
}

TEST(FieldTable, WhatIsNotThereIsNotFound) {
    for (const int id : {-1, 0, static_cast<int>(field_count) + 1, INT32_MAX, INT32_MIN})
        EXPECT_EQ(find_field(id), nullptr) << id;
    for (const char *name : {"", "Recipient", "recipient ", "MAIL_RECIPIENT", "campaign"})
        EXPECT_EQ(find_field(name), nullptr) << name;
}

TEST(FieldTable, ARowReadsAsItsLine) {
    const field_row *row = find_field("recipient_domain");
    ASSERT_NE(row, nullptr);
    EXPECT_EQ(row->id, NIXIE_FIELD_RECIPIENT_DOMAIN);
    EXPECT_EQ(row->journal_name, "MAIL_RECIPIENT_DOMAIN");
    EXPECT_EQ(row->type, field_type::domain);
    EXPECT_EQ(row->set_by, set_by::either);
    EXPECT_FALSE(row->personal);
    EXPECT_TRUE(find_field("recipient")->personal);
}

TEST(FieldTable, CallersGiveWhatTheyKnowAndNothingElse) {
    const auto may_give = [](const char *name) { return find_field(name)->from_caller(); };
    EXPECT_TRUE(may_give("diagnostic") && may_give("status") && may_give("time") && may_give("queue_time"));
    EXPECT_FALSE(may_give("event") || may_give("action") || may_give("sequence") || may_give("instance"));
    EXPECT_FALSE(may_give("truncated") || may_give("lost") || may_give("client_uid"));
}

TEST(EventTable, EachRowIsFoundAndOthersAreNot) {
    for (const event_row &row : event_table) {
        EXPECT_EQ(find_event(row.number), &row) << row.name;
        EXPECT_EQ(find_event(row.name), &row) << row.name;
        EXPECT_EQ(row.from_caller, row.number <= NIXIE_REJECTION) << row.name;
    }
    for (const int number : {-1, 0, 9, INT32_MAX, INT32_MIN}) EXPECT_EQ(find_event(number), nullptr) << number;
    EXPECT_EQ(find_event("failure"), nullptr);
}

TEST(StageTable, EachRowIsFoundAndOthersAreNot) {
    for (const stage_row &row : stage_table) {
        EXPECT_EQ(find_stage(row.number), &row) << row.name;
        EXPECT_EQ(find_stage(row.name), &row) << row.name;
    }
    for (const std::int64_t number : {INT64_MIN, std::int64_t{-1}, std::int64_t{23}, INT64_MAX})
        EXPECT_EQ(find_stage(number), nullptr) << number;
    EXPECT_EQ(find_stage("rcpt"), nullptr);
}

TEST(BounceClassTable, EachRowIsFoundAndGapsAreNot) {
    std::set<std::string_view> categories;
    for (const bounce_class_row &row : bounce_class_table) {
        EXPECT_EQ(find_bounce_class(row.number), &row) << row.name;
        categories.insert(row.category);
    }
    EXPECT_EQ(categories, (std::set<std::string_view>{"admin", "block", "hard", "soft", "undetermined"}));
    for (const std::int64_t number : {INT64_MIN, std::int64_t{0}, std::int64_t{11}, std::int64_t{101}, INT64_MAX})
        EXPECT_EQ(find_bounce_class(number), nullptr) << number;
}

TEST(FieldTable, TypesAndSettersHaveNamesOfTheirOwn) {
    std::set<std::string_view> types, setters;
    for (const field_row &row : field_table) {
        types.insert(type_name(row.type));
        setters.insert(set_by_name(row.set_by));
    }
    EXPECT_EQ(types, (std::set<std::string_view>{"domain", "event", "number", "port", "seconds", "stage", "text",
                                                 "time", "word"}));
    EXPECT_EQ(setters, (std::set<std::string_view>{"call", "caller", "caller or derived", "derived", "nixie"}));
}

TEST(UserFieldName, SmallLettersDigitsAndUnderscores) {
    for (const char *name : {"campaign", "x", "a1_", "mc_state", "abcdefghijklmnopqrstuvwxyz_01234"})
        EXPECT_TRUE(is_user_field_name(name)) << name;
    for (const char *name :
         {"", "Campaign", "1st", "_x", "a-b", "a b", "a=b", "\xc3\xbc", "a\n", "abcdefghijklmnopqrstuvwxyz_012345"})
        EXPECT_FALSE(is_user_field_name(name)) << name;
    EXPECT_FALSE(is_user_field_name(std::string_view("a\0b", 3)));
}

TEST(UserFieldName, NoNameOfTheTable) {
    for (const field_row &row : field_table) EXPECT_FALSE(is_user_field_name(row.name)) << row.name;
}

// The rules that the static assertions rely on must be able to say no.
TEST(NameRules, SayNo) {
    EXPECT_TRUE(is_journal_name("MAIL_IP6") && is_journal_name(std::string(64, 'A')));
    EXPECT_FALSE(is_journal_name("") || is_journal_name("_MAIL") || is_journal_name("6MAIL") ||
                 is_journal_name("MAIl"));
    EXPECT_FALSE(is_journal_name("MAIL-X") || is_journal_name(std::string(65, 'A')));
    EXPECT_TRUE(is_sd_name("a!~") && is_sd_name(std::string(32, 'a')));
    EXPECT_FALSE(is_sd_name("") || is_sd_name("a b") || is_sd_name("a=") || is_sd_name("a]") || is_sd_name("a\""));
    EXPECT_FALSE(is_sd_name("a\x7f") || is_sd_name("\xc3\xbc") || is_sd_name(std::string(33, 'a')));
    EXPECT_TRUE(is_msgid("PERMFAIL"));
    EXPECT_FALSE(is_msgid("") || is_msgid("A B") || is_msgid(std::string(33, 'A')));
    EXPECT_TRUE(is_upper_case_of("A_1", "a_1"));
    EXPECT_FALSE(is_upper_case_of("A_b", "a_b") || is_upper_case_of("AB", "a") || is_upper_case_of("B", "a"));
}

TEST(NameRules, KeywordsOfEachLanguage) {
    EXPECT_TRUE(is_keyword("restrict") && is_keyword("co_await") && is_keyword("lambda") && is_keyword("default"));
    EXPECT_FALSE(is_keyword("event") || is_keyword(""));
}

} // namespace
