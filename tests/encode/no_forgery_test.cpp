// For every text in every field: the independent readers get it back in its documented form, and the same other fields
// and the same number of frames or entries as without it.
#include <gtest/gtest.h>

#include "decode/framing.hpp"
#include "encode/callers_texts.hpp"
#include "encode/documented_form.hpp"
#include "encode/hostile_text.hpp"
#include "encode/journal_entry.hpp"
#include "encode/message_text.hpp"
#include "encode/read_back.hpp"
#include "encode/rfc5424.hpp"
#include "record/address.hpp"

namespace nixie::impl::test {
namespace {

constexpr int rounds = 100; // texts a place
using method = frame_splitter::method;
using named_values = std::vector<std::pair<std::string, std::string>>;

std::string message_of(const field_set &record) {
    std::string out;
    rfc5424_encoder({.hostname = "out1.example.net", .app_name = "mta", .procid = "4711"}).encode(record, out);
    return out;
}

std::string entry_of(const field_set &record) {
    std::string out;
    append_journal_entry(out, record, {.app_name = "mta"});
    return out;
}

std::string framed(const std::string &message, method how) {
    return how == method::line_feed ? message + "\n" : std::to_string(message.size()) + " " + message;
}

// The frames of a stream that has the message between two everyday ones. The views live in `splitter`.
std::vector<std::string> frames_around(const std::string &message, method how) {
    const std::string everyday = message_of(record_with({"", 0}, ""));
    frame_splitter splitter(how, 1'000'000);
    splitter.feed(framed(everyday, how) + framed(message, how) + framed(everyday, how));
    std::vector<std::string> frames;
    while (const auto frame = splitter.next()) frames.emplace_back(*frame);
    splitter.finish();
    EXPECT_FALSE(splitter.problem()) << splitter.problem()->reason;
    EXPECT_EQ(frames.size(), 3u);
    if (frames.size() != 3) return std::vector<std::string>(3);
    EXPECT_EQ(frames[0], everyday);
    EXPECT_EQ(frames[2], everyday);
    return frames;
}

// Everything in the message but MSG, in its order, without the field of that place and what follows from it.
named_values all_but(const syslog_message &message, const place &where) {
    named_values all{{"FACILITY", std::to_string(message.facility)}, {"SEVERITY", std::to_string(message.severity)},
                     {"TIMESTAMP", std::string(message.timestamp)},  {"HOSTNAME", std::string(message.hostname)},
                     {"APP-NAME", std::string(message.app_name)},    {"PROCID", std::string(message.procid)},
                     {"MSGID", std::string(message.msgid)}};
    for (const sd_element &element : message.elements) {
        all.emplace_back("SD-ID", element.id);
        for (const sd_param &param : element.params)
            if (param.name != where.name && !where.derives(param.name)) all.emplace_back(param.name, param.value);
    }
    return all;
}

// The same of an entry, without MESSAGE.
named_values all_but(const journal_entry &entry, const place &where) {
    named_values all;
    for (const journal_field &field : entry.fields) {
        std::string name(field.name);
        if (name == "MESSAGE") continue;
        if (name.starts_with("MAIL_")) name = ascii_lower(name.substr(5));
        if (name != where.name && !where.derives(name)) all.emplace_back(name, field.value);
    }
    return all;
}

void expect_no_forgery_in_syslog(const place &where, const std::string &text) {
    const field_set record = record_with(where, text);
    const std::string with = message_of(record), without = message_of(record_with(where, ""));
    for (const method how : {method::octet_counting, method::line_feed}) {
        const std::string frame = frames_around(with, how)[1];
        ASSERT_EQ(frame, with);
        const syslog_message message = parsed_message(frame);
        EXPECT_EQ(all_but(message, where), all_but(parsed_message(without), where));
        EXPECT_EQ(param_of(message, "nixie@32473", where.name), documented_form(text_at(record, where)));
        EXPECT_EQ(message.msg, documented_form(message_text(record)));
    }
}

void expect_no_forgery_in_the_journal(const place &where, const std::string &text) {
    const field_set record = record_with(where, text);
    const std::string everyday = entry_of(record_with({"", 0}, ""));
    const std::string stream = everyday + "\n" + entry_of(record) + "\n" + everyday;
    const std::vector<journal_entry> entries = parsed_entries(stream);
    ASSERT_EQ(entries.size(), 3u);
    const std::string without = entry_of(record_with(where, ""));
    EXPECT_EQ(all_but(entries[1], where), all_but(parsed_entries(without).at(0), where));
    std::string journal_name = "MAIL_";
    for (const char c : where.name) journal_name += c == '_' ? c : static_cast<char>(c - 'a' + 'A');
    EXPECT_EQ(entries[1].find(journal_name), text_at(record, where));
    EXPECT_EQ(entries[1].find("MESSAGE"), documented_form(message_text(record), "\n\t"));
    EXPECT_EQ(entries[2].find("MESSAGE"), entries[0].find("MESSAGE"));
}

// Derivation takes a path apart and makes domains lower case; every other text reaches the encoders unchanged.
void expect_text_arrives(const place &where, const std::string &text) {
    const field_row *row = where.id == 0 ? nullptr : find_field(where.id);
    if (where.id == NIXIE_FIELD_RECIPIENT || where.id == NIXIE_FIELD_SENDER) return;
    const bool is_domain = row && row->type == field_type::domain;
    EXPECT_EQ(text_at(record_with(where, text), where), is_domain ? ascii_lower(text) : text);
}

class NoForgery : public testing::TestWithParam<place> {};

TEST_P(NoForgery, ByTheTextOf) {
    random_source random;
    SCOPED_TRACE(random.seed_text());
    std::vector<std::string> texts(hostile_pieces().begin(), hostile_pieces().end());
    for (int round = 0; round < rounds; ++round) texts.push_back(hostile_text(random));
    for (const std::string &text : texts) {
        SCOPED_TRACE(testing::PrintToString(text));
        expect_text_arrives(GetParam(), text);
        expect_no_forgery_in_syslog(GetParam(), text);
        expect_no_forgery_in_the_journal(GetParam(), text);
        if (testing::Test::HasFailure()) return;
    }
}

INSTANTIATE_TEST_SUITE_P(Field, NoForgery, testing::ValuesIn(places()),
                         [](const testing::TestParamInfo<place> &self) { return self.param.name; });

// As the I/O thread does it: one record each, with that recipient alone.
TEST(NoForgery, ByOneRecipientOfSeveral) {
    random_source random;
    SCOPED_TRACE(random.seed_text());
    for (int round = 0; round < 500; ++round) {
        const std::string text = hostile_text(random);
        SCOPED_TRACE(testing::PrintToString(text));
        std::string messages, entries;
        for (const std::string &recipient : {std::string("a@a.fict"), text, std::string("c@c.fict")}) {
            const field_set record = record_with({"recipient", NIXIE_FIELD_RECIPIENT}, recipient);
            messages += framed(message_of(record), method::line_feed);
            entries += entry_of(record) + "\n";
        }
        frame_splitter splitter(method::line_feed, 1'000'000);
        splitter.feed(messages);
        std::vector<std::string> recipients;
        while (const auto frame = splitter.next())
            recipients.push_back(param_of(parsed_message(*frame), "nixie@32473", "recipient"));
        ASSERT_EQ(recipients.size(), 3u);
        EXPECT_EQ(recipients[0], "a@a.fict");
        EXPECT_EQ(recipients[2], "c@c.fict");
        const std::vector<journal_entry> read = parsed_entries(entries);
        ASSERT_EQ(read.size(), 3u);
        EXPECT_EQ(read[0].find("MAIL_RECIPIENT"), "a@a.fict");
        EXPECT_EQ(read[2].find("MAIL_RECIPIENT"), "c@c.fict");
    }
}

} // namespace
} // namespace nixie::impl::test
