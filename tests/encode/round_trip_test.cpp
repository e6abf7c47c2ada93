// Records of every shape, encoded and read back by the independent readers.
#include <gtest/gtest.h>

#include "decode/octal_text.hpp"
#include "encode/documented_form.hpp"
#include "encode/hostile_text.hpp"
#include "encode/journal_entry.hpp"
#include "encode/random_record.hpp"
#include "encode/read_back.hpp"
#include "encode/rfc5424.hpp"

namespace nixie::impl::test {
namespace {

constexpr int rounds = 500;
constexpr std::int64_t year_0000 = -62'167'219'200'000'000, year_10000 = 253'402'300'800'000'000;

// UTF-8 without a #, so that #ooo can be undone without doubt.
std::string undoubtful_text(random_source &random) {
    std::string text;
    for (const char c : repaired_form(hostile_text(random))) text += c == '#' ? '.' : c;
    return text;
}

using text_form_of = std::string (*)(std::string_view);

// `form`: what the medium makes of a caller's text.
void expect_same(const field_set &read, const field_set &given, text_form_of form) {
    EXPECT_EQ(read.event(), given.event());
    for (const field_row &row : field_table) {
        if (row.type == field_type::event || row.type == field_type::time) continue;
        EXPECT_EQ(read.has(row.id), given.has(row.id)) << row.name;
        EXPECT_EQ(read.number(row.id), given.number(row.id)) << row.name;
        EXPECT_EQ(read.text(row.id), row.is_text() ? form(given.text(row.id)) : given.text(row.id)) << row.name;
    }
    EXPECT_EQ(read.number(NIXIE_FIELD_LOST_SINCE), given.number(NIXIE_FIELD_LOST_SINCE));
    ASSERT_EQ(read.user_fields().size(), given.user_fields().size());
    for (std::size_t i = 0; i < given.user_fields().size(); ++i) {
        EXPECT_EQ(read.user_fields()[i].name, given.user_fields()[i].name);
        EXPECT_EQ(read.user_fields()[i].text, form(given.user_fields()[i].text));
    }
}

void expect_time(const field_set &read, const field_set &given, bool is_written) {
    EXPECT_EQ(read.has(NIXIE_FIELD_TIME), is_written);
    EXPECT_EQ(read.number(NIXIE_FIELD_TIME), is_written ? given.number(NIXIE_FIELD_TIME) : 0);
}

std::string escaped_form(std::string_view text) {
    return documented_form(text);
}

std::string same_form(std::string_view text) {
    return std::string(text);
}

TEST(RoundTrip, ThroughRfc5424) {
    random_source random;
    SCOPED_TRACE(random.seed_text());
    record_source source{random, hostile_text};
    rfc5424_encoder encoder({.hostname = "out1"});
    for (int round = 0; round < rounds; ++round) {
        const field_set given = source.next();
        std::string bytes;
        ASSERT_EQ(encoder.encode(given, bytes), encoding::whole);
        SCOPED_TRACE(testing::PrintToString(bytes));
        const syslog_message message = parsed_message(bytes);
        field_set read;
        const auto problem = read_mail_record(message, "nixie@32473", read);
        ASSERT_FALSE(problem) << problem->field << ": " << problem->reason;
        expect_same(read, given, escaped_form);
        const std::int64_t time = given.number(NIXIE_FIELD_TIME);
        expect_time(read, given, given.has(NIXIE_FIELD_TIME) && time >= year_0000 && time < year_10000);
        if (HasFailure()) return;
    }
}

TEST(RoundTrip, ThroughRfc5424GivesTheTextsBackWhenTheEscapesAreUndone) {
    random_source random;
    SCOPED_TRACE(random.seed_text());
    record_source source{random, undoubtful_text};
    rfc5424_encoder encoder({});
    int escaped = 0;
    for (int round = 0; round < rounds; ++round) {
        const field_set given = source.next();
        std::string bytes;
        encoder.encode(given, bytes);
        const syslog_message message = parsed_message(bytes);
        field_set read;
        ASSERT_FALSE(read_mail_record(message, "nixie@32473", read)) << testing::PrintToString(bytes);
        for (const field_row &row : field_table) {
            if (!row.is_text()) continue;
            ASSERT_EQ(undo_octal(read.text(row.id)), given.text(row.id)) << row.name;
            escaped += read.text(row.id) != given.text(row.id);
        }
    }
    EXPECT_GT(escaped, rounds) << "the texts had next to nothing to escape";
}

TEST(RoundTrip, ThroughTheJournal) {
    random_source random;
    SCOPED_TRACE(random.seed_text());
    record_source source{random, hostile_text};
    for (int round = 0; round < rounds; ++round) {
        const field_set given = source.next();
        std::string bytes;
        append_journal_entry(bytes, given, {.app_name = "mta"});
        SCOPED_TRACE(testing::PrintToString(bytes));
        const std::vector<journal_entry> entries = parsed_entries(bytes);
        ASSERT_EQ(entries.size(), 1u);
        field_set read;
        const auto problem = read_mail_record(entries[0], read);
        ASSERT_FALSE(problem) << problem->field << ": " << problem->reason;
        expect_same(read, given, same_form);
        expect_time(read, given, given.has(NIXIE_FIELD_TIME));
        if (HasFailure()) return;
    }
}

} // namespace
} // namespace nixie::impl::test
