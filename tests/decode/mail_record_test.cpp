#include "decode/mail_record.hpp"

#include <gtest/gtest.h>

namespace nixie::impl {
namespace {

constexpr std::string_view sd_id = "nixie@32473";

// "field: reason", or "good".
std::string words(const std::optional<mail_problem> &problem) {
    return problem ? problem->field + ": " + problem->reason : "good";
}

// Keeps the message that the record's texts point into.
struct from_syslog {
    syslog_message message;
    field_set record;
    std::string verdict;

    explicit from_syslog(std::string_view text) {
        auto parsed = parse_syslog_message(text);
        if (const auto *problem = std::get_if<parse_problem>(&parsed)) {
            ADD_FAILURE() << text << ": " << problem->reason;
            return;
        }
        message = std::get<syslog_message>(std::move(parsed));
        verdict = words(read_mail_record(message, sd_id, record));
    }
};

struct from_journal {
    field_set record;
    std::string verdict;

    explicit from_journal(std::string_view bytes) {
        const auto parsed = parse_journal_entries(bytes, journal_form::exported);
        if (const auto *problem = std::get_if<parse_problem>(&parsed)) {
            ADD_FAILURE() << bytes << ": " << problem->reason;
            return;
        }
        verdict = words(read_mail_record(std::get<0>(parsed).at(0), record));
    }
};

TEST(MailRecord, ComesOutOfASyslogMessage) {
    const from_syslog read(
        "<20>1 2003-09-29T21:27:27.123456Z mx mta 42 PERMFAIL [nixie@32473 event=\"permanent_failure\" "
        "instance=\"0123456789abcdef\" status=\"5.1.1\" code=\"550\" diagnostic=\"550 5.1.1 \\\"bob\\\"#012?\" "
        "stage=\"after_rcpt_to\" recipient=\"bob@example.fict\" queue_time=\"12.345\" remote_port=\"25\" "
        "campaign=\"spring\"][meta sequenceId=\"2147483647\"][origin software=\"nixie\" swVersion=\"0.1.0\"] text");
    ASSERT_EQ(read.verdict, "good");
    const field_set &record = read.record;
    EXPECT_EQ(record.event(), NIXIE_PERMANENT_FAILURE);
    EXPECT_EQ(record.number(NIXIE_FIELD_TIME), 1'064'870'847'123'456);
    EXPECT_EQ(record.number(NIXIE_FIELD_SEQUENCE), 2'147'483'647);
    EXPECT_EQ(record.text(NIXIE_FIELD_INSTANCE), "0123456789abcdef");
    EXPECT_EQ(record.text(NIXIE_FIELD_STATUS), "5.1.1");
    EXPECT_EQ(record.number(NIXIE_FIELD_CODE), 550);
    EXPECT_EQ(record.text(NIXIE_FIELD_DIAGNOSTIC), "550 5.1.1 \"bob\"#012?") << "escapes stay for the caller to undo";
    EXPECT_EQ(record.number(NIXIE_FIELD_STAGE), NIXIE_STAGE_AFTER_RCPT_TO);
    EXPECT_EQ(record.text(NIXIE_FIELD_RECIPIENT), "bob@example.fict");
    EXPECT_EQ(record.number(NIXIE_FIELD_QUEUE_TIME), 12'345);
    EXPECT_EQ(record.number(NIXIE_FIELD_REMOTE_PORT), 25);
    EXPECT_FALSE(record.has(NIXIE_FIELD_SENDER));
    ASSERT_EQ(record.user_fields().size(), 1u);
    EXPECT_EQ(record.user_fields()[0].name, "campaign");
    EXPECT_EQ(record.user_fields()[0].text, "spring");
}

TEST(MailRecord, TakesTheEventFromMsgid) {
    for (const event_row &row : event_table) {
        const std::string text = "<22>1 - - - - " + std::string(row.msgid) + " [nixie@32473]";
        const from_syslog read(text);
        EXPECT_EQ(read.verdict, "good") << text;
        EXPECT_EQ(read.record.event(), row.number) << text;
        EXPECT_FALSE(read.record.has(NIXIE_FIELD_TIME)) << "TIMESTAMP is NILVALUE";
        EXPECT_FALSE(read.record.has(NIXIE_FIELD_SEQUENCE)) << "no element meta";
    }
}

TEST(MailRecord, RefusesASyslogMessageThatNixieDoesNotWrite) {
    const struct {
        std::string_view msgid, elements, verdict;
    } cases[] = {
        {"PERMFAIL", "-", ": no element nixie@32473"},
        {"PERMFAIL", "[nixie@1 code=\"550\"]", ": no element nixie@32473"},
        {"-", "[nixie@32473]", "MSGID: no event has this MSGID"},
        {"permfail", "[nixie@32473]", "MSGID: no event has this MSGID"},
        {"PERMFAIL", "[nixie@32473 event=\"delivery\"]", "event: not the event of MSGID"},
        {"PERMFAIL", "[nixie@32473 event=\"bounce\"]", "event: no form of event"},
        {"PERMFAIL", "[nixie@32473 code=\"x\"]", "code: no form of number"},
        {"PERMFAIL", "[nixie@32473 remote_port=\"65536\"]", "remote_port: no form of port"},
        {"PERMFAIL", "[nixie@32473 stage=\"lunch\"]", "stage: no form of stage"},
        {"PERMFAIL", "[nixie@32473 queue_time=\"soon\"]", "queue_time: no form of seconds"},
        {"PERMFAIL", "[nixie@32473 recipient=\"a\" recipient=\"b\"]", "recipient: stands twice"},
        {"PERMFAIL", "[nixie@32473 mine=\"a\" mine=\"b\"]", "mine: stands twice"},
        {"PERMFAIL", "[nixie@32473 Code=\"550\"]", "Code: no field"},
        {"PERMFAIL", "[nixie@32473 remote-ip=\"192.0.2.1\"]", "remote-ip: no field"},
        {"PERMFAIL", "[nixie@32473 time=\"2003-09-29T21:27:27Z\"]",
         "time: has its own place in the message, so is no parameter"},
        {"PERMFAIL", "[nixie@32473 sequence=\"1\"]", "sequence: has its own place in the message, so is no parameter"},
        {"PERMFAIL", "[nixie@32473][meta sequenceId=\"0\"]", "sequenceId: no number from 1 to 2147483647"},
        {"PERMFAIL", "[nixie@32473][meta sequenceId=\"2147483648\"]", "sequenceId: no number from 1 to 2147483647"},
        {"PERMFAIL", "[nixie@32473][meta sequenceId=\"01\"]", "sequenceId: no number from 1 to 2147483647"},
        {"PERMFAIL", "[nixie@32473][meta sequenceId=\"\"]", "sequenceId: no number from 1 to 2147483647"},
        {"PERMFAIL", "[nixie@32473][meta sequenceId=\"1\" sequenceId=\"1\"]", "sequenceId: stands twice"},
    };
    for (const auto &[msgid, elements, verdict] : cases) {
        const std::string text = "<22>1 - - - - " + std::string(msgid) + ' ' + std::string(elements);
        EXPECT_EQ(from_syslog(text).verdict, verdict) << text;
    }
}

TEST(MailRecord, TakesThirtyTwoUserFieldsAndNoMore) {
    std::string text = "<22>1 - - - - PERMFAIL [nixie@32473";
    for (int i = 0; i < 32; ++i) text += " x" + std::to_string(i) + "=\"v\"";
    EXPECT_EQ(from_syslog(text + "]").verdict, "good");
    EXPECT_EQ(from_syslog(text + " one_more=\"v\"]").verdict, "one_more: more than 32 user fields");
}

TEST(MailRecord, ComesOutOfAJournalEntry) {
    const std::string bytes = "__CURSOR=s=1\nMESSAGE=permanent failure: x\nPRIORITY=4\n"
                              "MAIL_EVENT=transient_failure\nMAIL_TIME=2003-09-29T21:27:27.123456Z\nMAIL_SEQUENCE=7\n"
                              "MAIL_DIAGNOSTIC=450 4.2.2 #012\nMAIL_CODE=450\nMAIL_STAGE=ehlo\nMAIL_CAMPAIGN=spring\n"
                              "EMAIL_CODE=1\nMAILBOX=2\n_PID=42\n";
    const from_journal read(bytes);
    ASSERT_EQ(read.verdict, "good");
    EXPECT_EQ(read.record.event(), NIXIE_TRANSIENT_FAILURE);
    EXPECT_EQ(read.record.number(NIXIE_FIELD_TIME), 1'064'870'847'123'456);
    EXPECT_EQ(read.record.number(NIXIE_FIELD_SEQUENCE), 7);
    EXPECT_EQ(read.record.text(NIXIE_FIELD_DIAGNOSTIC), "450 4.2.2 #012");
    EXPECT_EQ(read.record.number(NIXIE_FIELD_CODE), 450);
    EXPECT_EQ(read.record.number(NIXIE_FIELD_STAGE), NIXIE_STAGE_EHLO);
    ASSERT_EQ(read.record.user_fields().size(), 1u);
    EXPECT_EQ(read.record.user_fields()[0].name, "campaign");
    EXPECT_EQ(read.record.user_fields()[0].text, "spring");
}

TEST(MailRecord, ReadsEveryFieldOfTheTableByItsJournalName) {
    for (const field_row &row : field_table) {
        const bool is_word = row.type == field_type::event || row.type == field_type::stage;
        const std::string text = row.type == field_type::event ? "loss" : is_word ? "unknown" : "12";
        const std::string bytes = (row.id == NIXIE_FIELD_EVENT ? "" : "MAIL_EVENT=loss\n") +
                                  std::string(row.journal_name) + "=" + text + "\n";
        const from_journal read(bytes);
        EXPECT_EQ(read.verdict, "good") << bytes;
        EXPECT_TRUE(row.id == NIXIE_FIELD_EVENT ? read.record.event() == NIXIE_LOSS : read.record.has(row.id)) << bytes;
        EXPECT_TRUE(read.record.user_fields().empty()) << bytes;
    }
}

TEST(MailRecord, RefusesAnEntryThatNixieDoesNotWrite) {
    const struct {
        std::string_view bytes, verdict;
    } cases[] = {
        {"MESSAGE=x\n", "MAIL_EVENT: no event"},
        {"MAIL_CODE=550\n", "MAIL_EVENT: no event"},
        {"MAIL_EVENT=bounce\n", "MAIL_EVENT: no form of event"},
        {"MAIL_CODE=\n", "MAIL_CODE: no form of number"},
        {"MAIL_CODE=1\nMAIL_CODE=1\n", "MAIL_CODE: stands twice"},
        {"MAIL_X=1\nMAIL_X=1\n", "MAIL_X: stands twice"},
        {"MAIL_=1\n", "MAIL_: no field"},
        {"MAIL_1ST=1\n", "MAIL_1ST: no field"},
        {"MAIL__X=1\n", "MAIL__X: no field"},
        {"MAIL_A23456789012345678901234567890123=1\n", "MAIL_A23456789012345678901234567890123: no field"},
    };
    for (const auto &[bytes, verdict] : cases) EXPECT_EQ(from_journal(bytes).verdict, verdict) << bytes;
}

TEST(MailRecord, KeepsNothingOfTheRecordBefore) {
    field_set record(NIXIE_DELIVERY);
    record.set_number(NIXIE_FIELD_CODE, 250);
    record.add_user_field("mine", "1");
    const auto parsed = parse_syslog_message("<22>1 - - - - PERMFAIL [nixie@32473]");
    EXPECT_EQ(words(read_mail_record(std::get<syslog_message>(parsed), sd_id, record)), "good");
    EXPECT_EQ(record.event(), NIXIE_PERMANENT_FAILURE);
    EXPECT_FALSE(record.has(NIXIE_FIELD_CODE));
    EXPECT_TRUE(record.user_fields().empty());
}

} // namespace
} // namespace nixie::impl
