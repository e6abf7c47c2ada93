// For every text in every field: the line of a record has its own number and no other.
#include <gtest/gtest.h>

#include "decode/numbered_line.hpp"
#include "decode/rfc5424.hpp"
#include "encode/hostile_text.hpp"
#include "encode/json.hpp"
#include "encode/random_record.hpp"
#include "encode/rfc5424.hpp"
#include "tool/listen_json.hpp"

namespace nixie::impl {
namespace {

using test::hostile_text;
using test::random_source;
using test::record_source;

constexpr std::string_view instance = "9c1e07b4a53f2d68";

// A record of a caller, as nixie numbers it.
field_set numbered(record_source &source, std::int64_t sequence) {
    field_set record = source.next();
    record.set_number(NIXIE_FIELD_SEQUENCE, sequence);
    record.set_text(NIXIE_FIELD_INSTANCE, instance);
    return record;
}

void expect_number(std::string_view line, std::int64_t sequence) {
    static numbered_line_reader reader;
    numbered_entry entry;
    ASSERT_EQ(line.find('\n'), line.npos) << line;
    const auto problem = reader.read(line, entry);
    ASSERT_FALSE(problem) << problem->reason << "\n" << line;
    ASSERT_EQ(entry.kind, numbered_entry::kind::record) << line;
    ASSERT_EQ(entry.instance, instance) << line;
    ASSERT_EQ(entry.sequence, sequence) << line;
}

TEST(VerifyHostile, NoTextForgesANumberInAMessage) {
    random_source random;
    SCOPED_TRACE(random.seed_text());
    record_source source{.random = random, .text = hostile_text, .callers_only = true};
    for (const std::size_t limit : {unlimited, std::size_t{700}}) {
        rfc5424_encoder encoder({.app_name = "mta", .max_size = limit});
        std::string line;
        for (std::int64_t sequence = 1; sequence <= 3'000; ++sequence) {
            if (encoder.encode(numbered(source, sequence), line) == encoding::too_large) continue;
            ASSERT_NO_FATAL_FAILURE(expect_number(line, sequence));
        }
    }
}

TEST(VerifyHostile, NoTextForgesANumberInJson) {
    random_source random;
    SCOPED_TRACE(random.seed_text());
    record_source source{.random = random, .text = hostile_text, .callers_only = true};
    rfc5424_encoder encoder({.app_name = "mta"});
    std::string message;
    for (std::int64_t sequence = 1; sequence <= 3'000; ++sequence) {
        const field_set record = numbered(source, sequence);
        std::string line;
        append_json(line, record, json_fields::all);
        ASSERT_NO_FATAL_FAILURE(expect_number(line, sequence));
        ASSERT_EQ(encoder.encode(record, message), encoding::whole);
        const auto parsed = parse_syslog_message(message);
        line.clear();
        append_listen_json(line, std::get<syslog_message>(parsed), &record, "udp 192.0.2.1:4711");
        ASSERT_NO_FATAL_FAILURE(expect_number(line, sequence));
    }
}

} // namespace
} // namespace nixie::impl
