// What append_json writes for callers, `nixie emit` takes: the same record, with bad UTF-8 repaired.
#include <gtest/gtest.h>

#include "decode/json_line.hpp"
#include "encode/documented_form.hpp"
#include "encode/hostile_text.hpp"
#include "encode/json.hpp"
#include "encode/random_record.hpp"

namespace nixie::impl::test {
namespace {

constexpr int rounds = 500;

std::string line_of(const field_set &record) {
    std::string line;
    append_json(line, record, json_fields::callers);
    return line;
}

void expect_same(const field_set &read, const field_set &given) {
    EXPECT_EQ(read.event(), given.event());
    for (const field_row &row : field_table) {
        if (!row.from_caller()) continue;
        EXPECT_EQ(read.has(row.id), given.has(row.id)) << row.name;
        EXPECT_EQ(read.number(row.id), given.number(row.id)) << row.name;
        EXPECT_EQ(read.text(row.id), repaired_form(given.text(row.id))) << row.name;
    }
    ASSERT_EQ(read.more_recipients().size(), given.more_recipients().size());
    for (std::size_t i = 0; i < given.more_recipients().size(); ++i)
        EXPECT_EQ(read.more_recipients()[i], repaired_form(given.more_recipients()[i]));
    ASSERT_EQ(read.user_fields().size(), given.user_fields().size());
    for (std::size_t i = 0; i < given.user_fields().size(); ++i) {
        EXPECT_EQ(read.user_fields()[i].name, given.user_fields()[i].name);
        EXPECT_EQ(read.user_fields()[i].text, repaired_form(given.user_fields()[i].text));
    }
}

// A recipient of its own at least, since a record without a field is none.
field_set next_record(record_source &source) {
    field_set record = source.next();
    record.set_text(NIXIE_FIELD_RECIPIENT, record.keep(source.text(source.random)));
    for (std::size_t more = source.random.below(3); more > 0; --more)
        record.add_recipient(record.keep(source.text(source.random)));
    return record;
}

TEST(JsonRoundTrip, GivesTheCallersFieldsBack) {
    random_source random;
    SCOPED_TRACE(random.seed_text());
    record_source source{.random = random, .text = hostile_text, .callers_only = true};
    json_line_reader reader;
    for (int round = 0; round < rounds; ++round) {
        const field_set given = next_record(source);
        const std::string line = line_of(given);
        SCOPED_TRACE(testing::PrintToString(line));
        EXPECT_EQ(documented_form(line), line) << "a line of text, and nothing in it that a terminal could obey";
        field_set read;
        bool repaired = true;
        const auto problem = reader.read(line, read, repaired);
        ASSERT_FALSE(problem) << problem->key << ": " << problem->reason;
        EXPECT_FALSE(repaired) << "what append_json writes is UTF-8";
        expect_same(read, given);
        if (HasFailure()) return;
    }
}

// What derivation and nixie itself set must not come back: `nixie emit` would refuse the line.
TEST(JsonRoundTrip, LeavesOutWhatOnlyNixieSets) {
    random_source random;
    SCOPED_TRACE(random.seed_text());
    record_source source{.random = random, .text = hostile_text};
    json_line_reader reader;
    int left_out = 0;
    for (int round = 0; round < rounds; ++round) {
        field_set given = next_record(source);
        if (!find_event(given.event())->from_caller) given.set_event(NIXIE_REJECTION);
        for (const field_row &row : field_table) left_out += given.has(row.id) && !row.from_caller();
        field_set read;
        bool repaired = false;
        const auto problem = reader.read(line_of(given), read, repaired);
        ASSERT_FALSE(problem) << problem->key << ": " << problem->reason;
        expect_same(read, given);
        if (HasFailure()) return;
    }
    EXPECT_GT(left_out, rounds);
}

} // namespace
} // namespace nixie::impl::test
