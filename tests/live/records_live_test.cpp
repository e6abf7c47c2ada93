// Whatever a record says comes back from journald as it was said.
#include <regex>

#include "api/shell.hpp"
#include "live/hostile_texts.hpp"
#include "live/live_host.hpp"
#include "live/numbered_bounce.hpp"

using namespace nixie;
using namespace nixie::tests;

namespace {

// MAIL_* of an entry. A name that comes twice gets a value that no test expects.
field_map mail_fields(const stored_entry &entry) {
    field_map result;
    for (const stored_field &field : entry.fields())
        if (field.name.starts_with("MAIL_")) result[field.name] = entry[field.name];
    return result;
}

// The same under the names that the journal has them.
field_map journal_names(const field_map &record) {
    field_map result;
    for (const auto &[name, value] : record) {
        std::string journal_name = "MAIL_" + name;
        for (char &letter : journal_name)
            if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
        result[journal_name] = value;
    }
    return result;
}

class Records : public testing::Test {
protected:
    void SetUp() override { host.start(); }

    std::vector<stored_entry> stored() {
        EXPECT_TRUE(log.flush(patience));
        host.sync();
        expect_equations(log.take_stats());
        return stored_entries(log.instance());
    }

    // journalctl prints [blob data] where MESSAGE holds what no terminal should get.
    void expect_printable_messages() {
        for (const char *format : {"short", "cat", "verbose --output-fields=MESSAGE"}) {
            const shell_result shown = run_shell("journalctl --quiet --no-pager --output=" + std::string(format) +
                                                 " MAIL_INSTANCE=" + log.instance());
            EXPECT_EQ(shown.exit_code, 0);
            EXPECT_NE(shown.output.find("permanent failure"), std::string::npos) << format;
            const std::size_t blob = shown.output.find("blob data]");
            EXPECT_EQ(blob, std::string::npos) << format << ": " << shown.output.substr(blob - 70, 80);
        }
    }

    journald host;
    logger log = open_logger("journald:");
};

TEST_F(Records, AFailureIsStoredWithAllItsFields) {
    const user_field campaign[] = {{"campaign", "spring"}};
    ASSERT_EQ(log.log({.time = timestamp(1'064'870'847'123'456),
                       .diagnostic = "550 5.1.1 No such user",
                       .stage = stage::after_rcpt_to,
                       .bounce_class = bounce_class::invalid_recipient,
                       .recipient = "bob@Example.Fict",
                       .domain = "example.fict",
                       .queue_id = "4TnX2k0Qz1",
                       .queue_time = std::chrono::milliseconds(12'345),
                       .remote_mta = "mx1.example.fict",
                       .remote_ip = "192.0.2.7",
                       .remote_port = 25,
                       .user_fields = campaign}),
              outcome::accepted);
    const std::vector<stored_entry> entries = stored();
    ASSERT_EQ(entries.size(), 1U);
    EXPECT_EQ(mail_fields(entries[0]), (field_map{{"MAIL_EVENT", "permanent_failure"},
                                                  {"MAIL_TIME", "2003-09-29T21:27:27.123456Z"},
                                                  {"MAIL_SEQUENCE", "1"},
                                                  {"MAIL_INSTANCE", log.instance()},
                                                  {"MAIL_ACTION", "failed"},
                                                  {"MAIL_STATUS", "5.1.1"},
                                                  {"MAIL_CODE", "550"},
                                                  {"MAIL_DIAGNOSTIC", "550 5.1.1 No such user"},
                                                  {"MAIL_STAGE", "after_rcpt_to"},
                                                  {"MAIL_BOUNCE_CLASS", "10"},
                                                  {"MAIL_BOUNCE_CLASS_NAME", "invalid_recipient"},
                                                  {"MAIL_BOUNCE_CATEGORY", "hard"},
                                                  {"MAIL_RECIPIENT", "bob@Example.Fict"},
                                                  {"MAIL_RECIPIENT_DOMAIN", "example.fict"},
                                                  {"MAIL_DOMAIN", "example.fict"},
                                                  {"MAIL_QUEUE_ID", "4TnX2k0Qz1"},
                                                  {"MAIL_QUEUE_TIME", "12.345"},
                                                  {"MAIL_REMOTE_MTA", "mx1.example.fict"},
                                                  {"MAIL_REMOTE_IP", "192.0.2.7"},
                                                  {"MAIL_REMOTE_PORT", "25"},
                                                  {"MAIL_CAMPAIGN", "spring"}}));
    EXPECT_EQ(entries[0]["MESSAGE"],
              "permanent failure: <bob@Example.Fict> via mx1.example.fict[192.0.2.7]: 550 5.1.1 No such user");
    EXPECT_EQ(entries[0]["PRIORITY"], "4");
    EXPECT_EQ(entries[0]["SYSLOG_FACILITY"], "2");
    EXPECT_EQ(entries[0]["SYSLOG_IDENTIFIER"], "live_test");
    EXPECT_TRUE(std::regex_match(entries[0]["MESSAGE_ID"], std::regex("[0-9a-f]{32}")));
}

TEST_F(Records, SeveralRecipientsBecomeEntriesWithConsecutiveNumbers) {
    const std::string_view recipients[] = {"a@example.fict", "b@example.fict", "c@example.fict"};
    ASSERT_EQ(log.log({.queue_id = "before"}), outcome::accepted);
    ASSERT_EQ(log.log({.sender = "<>", .queue_id = "several", .recipients = recipients}), outcome::accepted);
    ASSERT_EQ(log.log({.queue_id = "after"}), outcome::accepted);
    const std::vector<stored_entry> entries = stored();
    ASSERT_EQ(entries.size(), 5U);
    for (std::size_t i = 0; i < entries.size(); ++i) EXPECT_EQ(entries[i]["MAIL_SEQUENCE"], std::to_string(i + 1));
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_EQ(entries[i + 1]["MAIL_RECIPIENT"], recipients[i]);
        EXPECT_EQ(entries[i + 1]["MAIL_SENDER"], "<>");
        EXPECT_EQ(entries[i + 1]["MAIL_QUEUE_ID"], "several");
    }
    EXPECT_EQ(log.take_stats().calls, 5U);
}

TEST_F(Records, EveryBounceOfTheCorpusComesBackEqual) {
    if (!corpus_is_there()) return;
    const std::vector<numbered_bounce> bounces = numbered_bounces();
    ASSERT_GT(bounces.size(), 250U);
    for (const numbered_bounce &bounce : bounces) ASSERT_EQ(log.log(bounce.as_record()), outcome::accepted);

    const std::vector<stored_entry> entries = stored();
    ASSERT_EQ(entries.size(), bounces.size());
    for (std::size_t i = 0; i < entries.size(); ++i)
        EXPECT_EQ(difference(mail_fields(entries[i]), journal_names(bounces[i].as_fields(log.instance()))), "");
    expect_printable_messages();
}

TEST_F(Records, HostileTextsComeBackEqualFromEveryTextField) {
    const std::vector<std::string> texts = hostile_texts();
    const std::string harmless = "harmless";
    ASSERT_EQ(log_everywhere(log.handle(), harmless), NIXIE_OK);
    for (const std::string &text : texts) ASSERT_EQ(log_everywhere(log.handle(), text), NIXIE_OK);

    const std::vector<stored_entry> entries = stored();
    ASSERT_EQ(entries.size(), texts.size() + 1);
    field_map expected = mail_fields(entries[0]); // the same fields come back, whatever stands in them
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const field_map found = mail_fields(entries[i + 1]);
        for (const verbatim_field &field : verbatim_fields()) expected[field.journal_name] = texts[i];
        expected["MAIL_HOSTILE"] = texts[i];
        expected["MAIL_SEQUENCE"] = std::to_string(i + 2);
        expected["MAIL_TIME"] = found.at("MAIL_TIME");
        EXPECT_EQ(difference(found, expected), "");
    }
    expect_printable_messages();
}

// What is no address comes back whole, too: no byte of it may be lost or reach another field.
TEST_F(Records, HostileTextsComeBackEqualWithinAnAddress) {
    std::vector<std::string> recipients;
    for (const std::string &text : hostile_texts()) recipients.push_back("x" + text + "x@example.fict");
    for (const std::string &recipient : recipients)
        ASSERT_EQ(log.log({.recipient = recipient, .sender = recipient, .queue_id = "id"}), outcome::accepted);
    const std::vector<stored_entry> entries = stored();
    ASSERT_EQ(entries.size(), recipients.size());
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const std::string said = testing::PrintToString(recipients[i].substr(0, 100));
        EXPECT_TRUE(entries[i]["MAIL_RECIPIENT"] == recipients[i]) << said;
        EXPECT_TRUE(entries[i]["MAIL_SENDER"] == recipients[i]) << said;
        EXPECT_EQ(entries[i]["MAIL_QUEUE_ID"], "id") << said;
        EXPECT_EQ(entries[i]["MAIL_STATUS"], "") << said;
    }
    expect_printable_messages();
}

TEST_F(Records, AMebibyteOfDiagnosticComesBackWhole) {
    std::string diagnostic = "550 5.1.1 ";
    for (unsigned i = 0; diagnostic.size() < 1U << 20; ++i) diagnostic += static_cast<char>(i * 7 + i / 256);
    ASSERT_EQ(log.log({.diagnostic = diagnostic, .recipient = "bob@example.fict", .queue_id = "large"}),
              outcome::accepted);
    ASSERT_EQ(log.log({.queue_id = "next"}), outcome::accepted);
    const std::vector<stored_entry> entries = stored();
    ASSERT_EQ(entries.size(), 2U);
    EXPECT_TRUE(entries[0]["MAIL_DIAGNOSTIC"] == diagnostic); // not EXPECT_EQ, which would print two mebibytes
    EXPECT_EQ(entries[0]["MAIL_STATUS"], "5.1.1");
    EXPECT_EQ(entries[0]["MAIL_QUEUE_ID"], "large");
    EXPECT_EQ(entries[1]["MAIL_QUEUE_ID"], "next");
    expect_printable_messages();
}

} // namespace
