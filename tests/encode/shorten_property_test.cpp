// Whatever the record and the limit: the message fits, parses, and says which of its texts are not whole.
#include <gtest/gtest.h>
#include <map>
#include <utility>

#include "encode/documented_form.hpp"
#include "encode/hostile_text.hpp"
#include "encode/message_text.hpp"
#include "encode/random_record.hpp"
#include "encode/read_back.hpp"
#include "encode/rfc5424.hpp"
#include "record/text_form.hpp"

namespace nixie::impl::test {
namespace {

using texts = std::map<std::string, std::string, std::less<>>;

// Now and then long enough that several texts must give.
std::string short_or_long(random_source &random) {
    std::string text = hostile_text(random);
    if (random.below(5) > 0) return text;
    const std::string unit = text;
    while (text.size() < 1'000) text += unit;
    return text;
}

// The texts that a caller gave, by name.
texts given_texts(const field_set &record) {
    texts given;
    for (const field_row &row : field_table)
        if (row.is_text() && record.has(row.id)) given.emplace(row.name, record.text(row.id));
    for (const user_text &field : record.user_fields()) given.emplace(field.name, field.text);
    return given;
}

texts params_of(const syslog_message &message) {
    texts params;
    for (const sd_param &param : message.find_element("nixie@32473")->params) params.emplace(param.name, param.value);
    return params;
}

// What `truncated` should say of this message, from the texts that are shorter than their documented form.
std::string list_of_shortened(const syslog_message &message, const texts &given) {
    std::string list;
    for (const sd_param &param : message.find_element("nixie@32473")->params) {
        const auto text = given.find(param.name);
        if (text == given.end()) continue;
        const std::string whole = documented_form(text->second);
        EXPECT_TRUE(whole.starts_with(param.value)) << param.name;
        if (param.value == whole) continue;
        list += (list.empty() ? "" : ",") + text->first + ":" + std::to_string(text->second.size());
    }
    return list;
}

void expect_honest(const field_set &record, const std::string &bytes, encoding result) {
    const syslog_message message = parsed_message(bytes);
    ASSERT_TRUE(message.find_element("nixie@32473"));
    const texts params = params_of(message);
    const std::string list = list_of_shortened(message, given_texts(record));
    EXPECT_EQ(params.contains("truncated") ? params.at("truncated") : "", list);
    EXPECT_EQ(result, list.empty() ? encoding::whole : encoding::shortened);
    EXPECT_TRUE(documented_form(message_text(record)).starts_with(message.msg));
    for (const field_row &row : field_table) { // numbers and words stay whole
        if (!record.has(row.id) || row.is_text()) continue;
        if (row.id == NIXIE_FIELD_TIME || row.id == NIXIE_FIELD_SEQUENCE) continue; // have places of their own
        EXPECT_EQ(params.at(std::string(row.name)), text_form(record, row)) << row.name;
    }
}

// Whether the message has room with every text of one byte, without MSG and with all of them in `truncated`.
bool has_room_for_names(const field_set &record, rfc5424_settings settings) {
    field_set bare(record.event());
    for (const field_row &row : field_table) {
        if (!record.has(row.id)) continue;
        if (row.is_text() || row.type == field_type::word)
            bare.set_text(row.id, row.is_text() ? "x" : record.text(row.id));
        else
            bare.set_number(row.id, record.number(row.id));
    }
    for (const user_text &field : record.user_fields()) bare.add_user_field(field.name, "x");
    const std::size_t max_size = std::exchange(settings.max_size, unlimited);
    settings.bom = bom::none;
    std::string out;
    rfc5424_encoder(settings).encode(bare, out);
    std::size_t list = std::string_view(" truncated=\"\"").size();
    for (const auto &[name, text] : given_texts(record)) list += name.size() + std::string_view(":1234567,").size();
    return out.size() - 1 - parsed_message(out).msg.size() + list <= max_size;
}

TEST(ShortenedMessage, FitsParsesAndNamesWhatGave) {
    random_source random;
    SCOPED_TRACE(random.seed_text());
    record_source source{random, short_or_long, most_user_fields};
    int shortened = 0, whole = 0, too_large = 0;
    for (int round = 0; round < 400; ++round) {
        const field_set record = source.next();
        const rfc5424_settings settings{.hostname = "out1.example.net",
                                        .app_name = "mta",
                                        .procid = "4711",
                                        .bom = static_cast<enum bom>(random.below(3)),
                                        .max_size = 1'024 + random.below(random.below(2) == 0 ? 2'000 : 30'000)};
        SCOPED_TRACE("round " + std::to_string(round) + ", max_size " + std::to_string(settings.max_size));
        std::string out;
        const encoding result = rfc5424_encoder(settings).encode(record, out);
        ++(result == encoding::too_large ? too_large : result == encoding::whole ? whole : shortened);
        ASSERT_LE(out.size(), settings.max_size);
        if (result == encoding::too_large) {
            ASSERT_EQ(out, "");
            ASSERT_FALSE(has_room_for_names(record, settings));
        } else {
            expect_honest(record, out, result);
        }
        if (testing::Test::HasFailure()) return;
    }
    EXPECT_GT(shortened, 100);
    EXPECT_GT(whole, 10);
    EXPECT_GT(too_large, 5);
}

// Every size from "just too small" to "whole", for one record with everything that is hard to cut.
TEST(ShortenedMessage, FitsAtEverySize) {
    const std::string diagnostic =
        "550 5.7.1 \xE2\x82\xAC\xE2\x80\xAE\\\"]\r\n\xFF\xF0\x9F\x93\xAC" + std::string(40, '"');
    field_set record;
    record.set_number(NIXIE_FIELD_SEQUENCE, 7);
    record.set_text(NIXIE_FIELD_DIAGNOSTIC, diagnostic);
    record.set_text(NIXIE_FIELD_HELO, "]]]]]]]]]]\n\n\n\n\n\n\n\n\n\n\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9");
    record.add_user_field("campaign", "\\\\\\\\\\\\\\\\\xE2\x81\xA6\xE2\x81\xA6\xE2\x81\xA6\xE2\x81\xA6");
    std::string out;
    rfc5424_encoder({}).encode(record, out);
    bool was_too_large = true;
    for (std::size_t size = 100, whole_size = out.size(); size <= whole_size; ++size) {
        SCOPED_TRACE(size);
        const encoding result = rfc5424_encoder({.max_size = size}).encode(record, out);
        ASSERT_LE(out.size(), size);
        ASSERT_TRUE(result != encoding::too_large || was_too_large) << "there was room in less";
        was_too_large = result == encoding::too_large;
        if (!was_too_large) expect_honest(record, out, result);
        if (testing::Test::HasFailure()) return;
    }
    EXPECT_FALSE(was_too_large);
}

} // namespace
} // namespace nixie::impl::test
