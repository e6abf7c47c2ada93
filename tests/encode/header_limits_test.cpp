// The limits of RFC 5424 section 6, and bytes that would break a header.
#include <gtest/gtest.h>

#include "encode/read_back.hpp"
#include "encode/rfc5424.hpp"

namespace nixie::impl::test {
namespace {

using std::string_literals::operator""s;

std::string message_with(const rfc5424_settings &settings, const field_set &record = field_set(NIXIE_STATS)) {
    std::string out;
    EXPECT_EQ(rfc5424_encoder(settings).encode(record, out), encoding::whole);
    return out;
}

TEST(HeaderField, IsCutToItsLimit) {
    for (const std::size_t size : {1u, 32u, 47u, 48u, 127u, 128u, 254u, 255u, 256u, 5'000u}) {
        const std::string text(size, 'h');
        const std::string out = message_with({.hostname = text, .app_name = text, .procid = text});
        const syslog_message message = parsed_message(out);
        EXPECT_EQ(message.hostname, text.substr(0, 255));
        EXPECT_EQ(message.app_name, text.substr(0, 48));
        EXPECT_EQ(message.procid, text.substr(0, 128));
    }
}

TEST(HeaderField, IsNilWhereItIsEmpty) {
    EXPECT_TRUE(message_with({}).starts_with("<22>1 - - - - STATS ["));
}

TEST(HeaderField, HasAQuestionMarkForEveryByteThatMayNotStandThere) {
    const struct {
        std::string text, written;
    } cases[] = {
        {"out1.example.net", "out1.example.net"},
        {"!~", "!~"},
        {"a b\tc", "a?b?c"},
        {"mx\r\n<13>1 - - - - - -", "mx?\?<13>1?-?-?-?-?-?-"},
        {"h\0\x1B\x7F"s, "h???"},
        {"\xC3\xA9\xFF", "???"},
        {" ", "?"},
    };
    for (const auto &[text, written] : cases) {
        const std::string out = message_with({.hostname = text, .app_name = text, .procid = text});
        const syslog_message message = parsed_message(out);
        EXPECT_EQ(message.hostname, written);
        EXPECT_EQ(message.app_name, written);
        EXPECT_EQ(message.procid, written);
    }
}

TEST(HeaderField, OfAnyBytesLeavesTheMessageReadable) {
    for (int value = 0; value < 256; ++value) {
        const std::string text(3, static_cast<char>(value));
        const std::string out = message_with({.hostname = text, .app_name = "mta", .procid = "1"});
        const syslog_message message = parsed_message(out);
        const bool stays = value > ' ' && value < 0x7F;
        EXPECT_EQ(message.hostname, stays ? text : "???") << value;
        EXPECT_EQ(message.app_name, "mta") << value;
    }
}

TEST(Msgid, IsReadForEveryEvent) {
    for (const event_row &event : event_table) {
        const std::string out = message_with({}, field_set(event.number));
        EXPECT_LE(event.msgid.size(), 32u);
        EXPECT_EQ(parsed_message(out).msgid, event.msgid);
    }
}

TEST(SdName, OfTheLongestSizeIsRead) {
    const std::string sd_id = std::string(26, 'n') + "@32473";
    ASSERT_EQ(sd_id.size(), 32u);
    const std::string name(longest_user_name, 'n');
    field_set record(NIXIE_STATS);
    record.add_user_field(name, "value");
    const std::string out = message_with({.sd_id = sd_id}, record);
    EXPECT_EQ(param_of(parsed_message(out), sd_id, name), "value");
}

} // namespace
} // namespace nixie::impl::test
