// Any bytes in any field: nothing crashes, and nothing but the promised fields changes. The sanitizers watch.
#include <gtest/gtest.h>

#include "record/address.hpp"
#include "record/derive.hpp"
#include "record/random_text.hpp"
#include "record/smtp_reply.hpp"
#include "record/text_form.hpp"
#include "record/utf8.hpp"

using namespace nixie::impl;

namespace {

const std::vector<std::string_view> pieces{"550 ",    "550-",    "5.1.1 ",    "554 5.7.1", "\r\n",       "\n",
                                           "\r",      " ",       "smtp;",     "RCPT TO:",  "MAIL FROM:", "<",
                                           ">",       "\"",      "\\",        "@",         "a",          "[IPv6:::1]",
                                           " ORCPT=", "rfc822;", "utf-8;",    " ENVID=",   "+40",        "\\x{2B}",
                                           "=",       "2003-",   "09-29T21:", "\xf0\x9f"};

bool lies_within(std::string_view part, std::string_view whole) {
    return part.empty() || (part.data() >= whole.data() && part.data() + part.size() <= whole.data() + whole.size());
}

TEST(HostileBytes, ReaderOfRepliesReturnsPiecesOfTheText) {
    test::random_source random;
    SCOPED_TRACE(random.seed_text());
    int replies = 0;
    for (int round = 0; round < 20'000; ++round) {
        const std::string text = random.text(pieces, 12);
        const auto reply = parse_smtp_reply(text);
        if (!reply) continue;
        ++replies;
        ASSERT_TRUE(lies_within(reply->status, text)) << testing::PrintToString(text);
        ASSERT_TRUE(reply->code >= 200 && reply->code <= 559) << testing::PrintToString(text);
    }
    EXPECT_GT(replies, 100);
}

TEST(HostileBytes, ReaderOfPathsReturnsPiecesOfTheText) {
    test::random_source random;
    SCOPED_TRACE(random.seed_text());
    const std::vector<std::string_view> beginnings{
        "", "<", "RCPT TO:<", "RCPT TO:<a@b> ", "MAIL FROM:<", "MAIL FROM:a@"};
    int changed = 0;
    for (int round = 0; round < 20'000; ++round) {
        const std::string text = std::string(random.one_of(beginnings)) + random.text(pieces, 8);
        const mail_path path = parse_path(text);
        changed += path.address != text;
        ASSERT_TRUE(path.address == "<>" || lies_within(path.address, text)) << testing::PrintToString(text);
        ASSERT_TRUE(lies_within(path.orcpt, text) && lies_within(path.envid, text)) << testing::PrintToString(text);
        ASSERT_EQ(parse_path(path.address).address, path.address) << testing::PrintToString(text);
        ASSERT_LE(decode_orcpt(text).size(), text.size()) << testing::PrintToString(text);
    }
    EXPECT_GT(changed, 1'000);
}

TEST(HostileBytes, DeriveChangesNoOtherText) {
    test::random_source random;
    SCOPED_TRACE(random.seed_text());
    for (int round = 0; round < 2'000; ++round) {
        field_set record;
        std::vector<std::string> given;
        for (const field_row &row : field_table)
            given.push_back(row.is_text() ? random.text(pieces, 8) : std::string());
        for (const field_row &row : field_table)
            if (row.is_text()) record.set_text(row.id, given[static_cast<std::size_t>(row.id - 1)]);
        derive(record);
        for (const field_row &row : field_table) {
            const std::string &before = given[static_cast<std::size_t>(row.id - 1)];
            const bool is_path = row.id == NIXIE_FIELD_RECIPIENT || row.id == NIXIE_FIELD_SENDER;
            if (!row.is_text() || is_path || before.empty()) continue;
            ASSERT_EQ(record.text(row.id), row.type == field_type::domain ? ascii_lower(before) : before) << row.name;
        }
    }
}

TEST(HostileBytes, WhatIsTakenIsWrittenAndTakenAgain) {
    test::random_source random;
    SCOPED_TRACE(random.seed_text());
    for (int round = 0; round < 2'000; ++round) {
        const std::string text =
            random.text({"0", "1", "9", ".", "-", "T", ":", "Z", "+", "ehlo", "2003-09-29T21:27:27"}, 6);
        for (const field_row &row : field_table) {
            field_set record, again;
            if (!set_from_text(record, row, text)) continue;
            const std::string written = text_form(record, row);
            ASSERT_TRUE(set_from_text(again, row, written)) << row.name << " " << testing::PrintToString(text);
            ASSERT_EQ(text_form(again, row), written) << row.name << " " << testing::PrintToString(text);
        }
    }
}

} // namespace
