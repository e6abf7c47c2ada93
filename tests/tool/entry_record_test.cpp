// A stored entry, the JSON line that `nixie show --json` makes of it, and the record that `nixie emit` makes of that.
#include "tool/entry_record.hpp"

#include <gtest/gtest.h>

#include "decode/json_line.hpp"
#include "encode/json.hpp"

namespace nixie::impl {
namespace {

std::string json_of(const stored_entry &entry) {
    field_set record;
    std::string line;
    if (!read_entry(entry, record)) return "no record";
    append_json(line, record, json_fields::callers);
    return line;
}

const stored_entry failure_entry{.realtime = 1'769'868'000'000'000,
                                 .fields = {{"_PID", "1"},
                                            {"MESSAGE", "permanent failure: <bob@example.fict>"},
                                            {"MAIL_EVENT", "permanent_failure"},
                                            {"MAIL_TIME", "2026-01-31T13:59:59.123456Z"},
                                            {"MAIL_SEQUENCE", "7"},
                                            {"MAIL_INSTANCE", "0123456789abcdef"},
                                            {"MAIL_ACTION", "failed"},
                                            {"MAIL_STATUS", "5.1.1"},
                                            {"MAIL_CODE", "550"},
                                            {"MAIL_STAGE", "rcpt_to"},
                                            {"MAIL_RECIPIENT", "bob@example.fict"},
                                            {"MAIL_RECIPIENT_DOMAIN", "example.fict"},
                                            {"MAIL_QUEUE_TIME", "12.345"},
                                            {"MAIL_CAMPAIGN", "spring"},
                                            {"MAIL_DIAGNOSTIC", "550 5.1.1 \"no\"\r\n\xff"}}};

TEST(EntryRecord, BecomesTheLineThatEmitTakes) {
    EXPECT_EQ(json_of(failure_entry),
              "{\"event\":\"permanent_failure\",\"time\":\"2026-01-31T13:59:59.123456Z\",\"status\":\"5.1.1\","
              "\"code\":550,\"diagnostic\":\"550 5.1.1 \\\"no\\\"\\r\\n\xef\xbf\xbd\",\"stage\":\"rcpt_to\","
              "\"recipient\":\"bob@example.fict\",\"recipient_domain\":\"example.fict\",\"queue_time\":\"12.345\","
              "\"campaign\":\"spring\"}");
}

TEST(EntryRecord, ComesBackFromThatLineUnchanged) {
    const std::string line = json_of(failure_entry);
    json_line_reader reader;
    field_set record;
    bool is_repaired = true;
    EXPECT_FALSE(reader.read(line, record, is_repaired));
    EXPECT_FALSE(is_repaired);
    std::string again;
    append_json(again, record, json_fields::all);
    EXPECT_EQ(again, line);
}

TEST(EntryRecord, HasTheTimeOfTheJournalWhereItNamesNone) {
    EXPECT_EQ(json_of({.realtime = 1'769'868'000'000'001, .fields = {{"MAIL_EVENT", "delivery"}}}),
              "{\"event\":\"delivery\",\"time\":\"2026-01-31T14:00:00.000001Z\"}");
}

TEST(EntryRecord, LeavesOutWhatIsNoFormOfItsField) {
    EXPECT_EQ(json_of({.realtime = 0,
                       .fields = {{"MAIL_EVENT", "delivery"},
                                  {"MAIL_TIME", "soon"},
                                  {"MAIL_CODE", "5x0"},
                                  {"MAIL_REMOTE_PORT", "70000"},
                                  {"MAIL_STAGE", "lunch"},
                                  {"MAIL_", "x"},
                                  {"MAIL_9", "x"},
                                  {"MAILBOX", "x"}}}),
              "{\"event\":\"delivery\",\"time\":\"1970-01-01T00:00:00.000000Z\"}");
}

TEST(EntryRecord, KeepsTheFirstOfSeveralValues) {
    EXPECT_EQ(json_of({.realtime = 0,
                       .fields = {{"MAIL_EVENT", "delivery"},
                                  {"MAIL_EVENT", "attempt"},
                                  {"MAIL_SIZE", "1"},
                                  {"MAIL_SIZE", "2"}}}),
              "{\"event\":\"delivery\",\"time\":\"1970-01-01T00:00:00.000000Z\",\"size\":1}");
}

TEST(EntryRecord, IsNoneWithoutAnEventThatNixieKnows) {
    EXPECT_EQ(json_of({.realtime = 0, .fields = {{"MESSAGE", "x"}}}), "no record");
    EXPECT_EQ(json_of({.realtime = 0, .fields = {{"MAIL_EVENT", "lunch"}}}), "no record");
}

TEST(EntryRecord, HasNoMoreFieldsOfTheUsersOwnThanEmitTakes) {
    std::vector<std::string> names;
    for (int i = 0; i < 40; ++i) names.push_back("MAIL_X" + std::to_string(i));
    stored_entry entry{.realtime = 0, .fields = {{"MAIL_EVENT", "delivery"}}};
    for (const std::string &name : names) entry.fields.push_back({name, "x"});
    field_set record;
    ASSERT_TRUE(read_entry(entry, record));
    EXPECT_EQ(record.user_fields().size(), most_user_fields);
}

} // namespace
} // namespace nixie::impl
