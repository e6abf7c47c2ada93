// Whatever a record says comes back from a real rsyslogd and a real syslog-ng in its documented form, whichever way it
// went. Both run with the configurations of docs/collectors.md.
#include <unistd.h>

#include "encode/documented_form.hpp"
#include "live/collector_kinds.hpp"
#include "live/hostile_texts.hpp"
#include "live/live_host.hpp"

using namespace nixie;
using namespace nixie::tests;
using nixie::impl::test::documented_form;

namespace {

// Parameters as they must come back; time and number stand elsewhere in a message.
field_map as_parameters(field_map record) {
    record.erase("time");
    record.erase("sequence");
    for (auto &[name, value] : record) value = documented_form(value);
    return record;
}

std::string without_blank_end(const std::string &text) {
    return text.substr(0, text.find_last_not_of(" \t\r\n") + 1);
}

class Collectors : public CollectorTest {
protected:
    // UDP has no flow control: a batch must be stored before the next is sent.
    void wait_for_room(std::size_t logged) {
        if (by() == way::udp && logged % 20 == 0) wait_until_stored(logged);
    }

    void wait_until_stored(std::size_t count) {
        ASSERT_TRUE(log.flush(patience));
        ASSERT_TRUE(eventually([&] { return host->count_stored() >= count; })) << host->count_stored();
    }

    // The messages, which are as many as were logged, in their order and under their numbers.
    std::vector<stored_message> stored(std::size_t count) {
        wait_until_stored(count);
        std::vector<stored_message> messages = host->stored();
        EXPECT_EQ(messages.size(), count);
        for (std::size_t i = 0; i < messages.size(); ++i)
            EXPECT_EQ(messages[i].elements["meta"], (field_map{{"sequenceId", std::to_string(i + 1)}}));
        const stats counted = log.take_stats();
        expect_equations(counted);
        EXPECT_EQ(counted.targets.at(0).sent, count);
        return messages;
    }

    // The most that docs/collectors.md allows; what UDP carries is less.
    logger log = open_logger(by() == way::udp ? target() : target("max_size=64KiB"));
};

TEST_P(Collectors, HaveNothingAgainstTheDocumentedConfiguration) {
    EXPECT_EQ(host->complaints(), "");
}

TEST_P(Collectors, StoreEveryPartOfAMessage) {
    const user_field campaign[] = {{"campaign", "spring"}};
    ASSERT_EQ(log.log({.time = timestamp(1'064'870'847'123'456),
                       .diagnostic = "550 5.1.1 No such user",
                       .bounce_class = bounce_class::invalid_recipient,
                       .recipient = "bob@Example.Fict",
                       .queue_time = std::chrono::milliseconds(12'345),
                       .remote_mta = "mx1.example.fict",
                       .remote_ip = "192.0.2.7",
                       .user_fields = campaign}),
              outcome::accepted);
    const std::vector<stored_message> messages = stored(1);
    ASSERT_EQ(messages.size(), 1U);
    const stored_message &message = messages[0];
    EXPECT_EQ(message.pri, "20"); // mail.warning
    EXPECT_EQ(message.time, "2003-09-29T21:27:27.123456Z");
    std::string hostname(256, '\0');
    ASSERT_EQ(gethostname(hostname.data(), hostname.size()), 0);
    EXPECT_EQ(message.hostname, hostname.c_str());
    EXPECT_EQ(message.app_name, "live_test");
    EXPECT_EQ(message.procid, std::to_string(getpid()));
    EXPECT_EQ(message.msgid, "PERMFAIL");
    EXPECT_EQ(message.message,
              "permanent failure: <bob@Example.Fict> via mx1.example.fict[192.0.2.7]: 550 5.1.1 No such user");
    EXPECT_EQ(message.elements.size(), 3U);
    EXPECT_EQ(message.elements.at("origin").at("software"), "nixie");
    EXPECT_EQ(message.elements.at("nixie@32473"), (field_map{{"event", "permanent_failure"},
                                                             {"instance", log.instance()},
                                                             {"action", "failed"},
                                                             {"status", "5.1.1"},
                                                             {"code", "550"},
                                                             {"diagnostic", "550 5.1.1 No such user"},
                                                             {"bounce_class", "10"},
                                                             {"bounce_class_name", "invalid_recipient"},
                                                             {"bounce_category", "hard"},
                                                             {"recipient", "bob@Example.Fict"},
                                                             {"recipient_domain", "example.fict"},
                                                             {"queue_time", "12.345"},
                                                             {"remote_mta", "mx1.example.fict"},
                                                             {"remote_ip", "192.0.2.7"},
                                                             {"campaign", "spring"}}));
}

TEST_P(Collectors, StoreEveryBounceOfTheCorpusEqual) {
    if (!corpus_is_there()) return;
    const std::vector<numbered_bounce> bounces = numbered_bounces();
    ASSERT_GT(bounces.size(), 250U);
    for (std::size_t i = 0; i < bounces.size(); ++i) {
        ASSERT_EQ(log.log(bounces[i].as_record()), outcome::accepted);
        ASSERT_NO_FATAL_FAILURE(wait_for_room(i + 1));
    }
    const std::vector<stored_message> messages = stored(bounces.size());
    ASSERT_EQ(messages.size(), bounces.size());
    for (std::size_t i = 0; i < bounces.size(); ++i) {
        const field_map expected = bounces[i].as_fields(log.instance());
        EXPECT_EQ(difference(messages[i].elements.at("nixie@32473"), as_parameters(expected)), "");
        EXPECT_EQ(messages[i].time, expected.at("time"));
        EXPECT_EQ(messages[i].message, documented_form("permanent failure: <" + bounces[i].recipient + "> via " +
                                                       bounces[i].mta + ": " + bounces[i].bounce.diagnostic));
    }
}

// Parameter by parameter: equal, or shortened at its end where `truncated` says so.
void expect_documented(const field_map &found, const std::string &name, const std::string &text) {
    const std::string form = documented_form(text);
    ASSERT_TRUE(found.contains(name)) << name;
    const std::string &value = found.at(name);
    const std::string said = name + "=" + testing::PrintToString(value.substr(0, 100));
    const auto truncated = found.find("truncated");
    const std::string mention = name + ":" + std::to_string(text.size());
    if (truncated != found.end() && ("," + truncated->second + ",").find("," + mention + ",") != std::string::npos) {
        EXPECT_TRUE(form.starts_with(value) && value.size() < form.size()) << said;
    } else {
        EXPECT_TRUE(value == form) << said; // not EXPECT_EQ, which would print 64 KiB
    }
}

TEST_P(Collectors, StoreHostileTextsInTheirDocumentedForm) {
    const std::vector<std::string> texts = hostile_texts();
    for (std::size_t i = 0; i < texts.size(); ++i) {
        ASSERT_EQ(log_everywhere(log.handle(), texts[i]), NIXIE_OK);
        ASSERT_NO_FATAL_FAILURE(wait_for_room(i + 1));
    }
    const std::vector<stored_message> messages = stored(texts.size());
    ASSERT_EQ(messages.size(), texts.size());
    std::size_t shortened = 0;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        SCOPED_TRACE(testing::PrintToString(texts[i].substr(0, 100)));
        field_map found = messages[i].elements.at("nixie@32473");
        EXPECT_EQ(messages[i].elements.size(), 3U);
        for (const verbatim_field &field : verbatim_fields()) expect_documented(found, field.name, texts[i]);
        expect_documented(found, "hostile", texts[i]);
        shortened += found.erase("truncated");
        for (const verbatim_field &field : verbatim_fields()) found.erase(field.name);
        found.erase("hostile");
        EXPECT_EQ(
            difference(found, {{"event", "permanent_failure"}, {"instance", log.instance()}, {"action", "failed"}}),
            "");
        if (texts[i].size() > 1000) continue; // its MSG went first
        EXPECT_TRUE(messages[i].message.starts_with("permanent failure"));
        EXPECT_TRUE(messages[i].message.ends_with(documented_form(without_blank_end(texts[i]))))
            << testing::PrintToString(messages[i].message);
    }
    EXPECT_EQ(shortened, 2U); // the two of 64 KiB
}

TEST_P(Collectors, ShowTheFieldsInTheFileForPeople) {
    ASSERT_EQ(log.log({.diagnostic = "550 5.1.1 No such user", .recipient = "bob@example.fict"}), outcome::accepted);
    stored(1);
    ASSERT_TRUE(eventually([&] { return !host->plain_lines().empty(); }));
    const std::vector<std::string> lines = host->plain_lines();
    ASSERT_EQ(lines.size(), 1U);
    for (const char *part : {" live_test PERMFAIL ", R"( recipient="bob@example.fict")", R"([meta sequenceId="1"])",
                             " permanent failure: <bob@example.fict>: 550 5.1.1 No such user"})
        EXPECT_NE(lines[0].find(part), std::string::npos) << part << " in " << lines[0];
}

TEST_P(Collectors, TakeIpv6) {
    logger other = open_logger(host->target(by(), "[::1]"));
    log_numbered(other, 1, 10);
    ASSERT_TRUE(other.flush(patience));
    ASSERT_TRUE(eventually([&] { return host->count_stored() >= 10; }));
    for (stored_message &message : host->stored())
        EXPECT_EQ(message.elements["nixie@32473"]["instance"], other.instance());
}

INSTANTIATE_TEST_SUITE_P(Rsyslogd, Collectors, every_way(collector_kind::rsyslogd), name_of_the_way);
INSTANTIATE_TEST_SUITE_P(SyslogNg, Collectors, every_way(collector_kind::syslog_ng), name_of_the_way);

} // namespace
