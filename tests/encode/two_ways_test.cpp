// A message is written in one go, or made in parts where it is too large. Where both can, they write the same.
#include <gtest/gtest.h>

#include "encode/hostile_text.hpp"
#include "encode/random_record.hpp"
#include "encode/rfc5424.hpp"

namespace nixie::impl::test {
namespace {

constexpr enum bom every_bom[] = {bom::none, bom::always, bom::automatic};

// The same record, which believes that it has more bytes than any message may: it is made in parts.
field_set with_large_past(field_set record, std::string_view large) {
    const bool had = record.has(NIXIE_FIELD_HELO);
    const std::string_view helo = record.text(NIXIE_FIELD_HELO);
    record.set_text(NIXIE_FIELD_HELO, large);
    record.set_text(NIXIE_FIELD_HELO, had ? helo : std::string_view());
    return record;
}

TEST(TwoWays, WriteTheSameMessage) {
    random_source random;
    SCOPED_TRACE(random.seed_text());
    record_source source{random, hostile_text, most_user_fields};
    constexpr std::size_t limit = 1'000'000;
    const std::string large(limit + 1, 'x');
    for (int round = 0; round < 500; ++round) {
        const field_set record = source.next();
        const field_set again = with_large_past(record, large);
        ASSERT_GT(again.text_bytes(), limit);
        for (const enum bom bom : every_bom) {
            rfc5424_encoder encoder{{.hostname = "out1.example.net", .app_name = "mta", .bom = bom, .max_size = limit}};
            byte_buffer at_once, in_parts;
            ASSERT_EQ(encoder.encode(record, at_once), encoding::whole);
            ASSERT_EQ(encoder.encode(again, in_parts), encoding::whole);
            ASSERT_EQ(at_once.view(), in_parts.view()) << "round " << round;
        }
    }
}

// An encoder keeps parts of a message for the next; none of them may be of another record.
TEST(TwoWays, AUsedEncoderWritesWhatANewOneWrites) {
    random_source random;
    SCOPED_TRACE(random.seed_text());
    record_source source{random, hostile_text, most_user_fields};
    const rfc5424_settings settings{.hostname = "out1.example.net", .app_name = "mta", .max_size = 2'048};
    rfc5424_encoder used(settings);
    byte_buffer out;
    for (int round = 0; round < 500; ++round) {
        const field_set record = source.next();
        std::string from_new;
        const encoding result = rfc5424_encoder(settings).encode(record, from_new);
        ASSERT_EQ(used.encode(record, out), result);
        ASSERT_EQ(out.view(), from_new);
    }
}

} // namespace
} // namespace nixie::impl::test
