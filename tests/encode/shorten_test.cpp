// Messages over max_size: what gives, in which order, and what says so.
#include <gtest/gtest.h>

#include "encode/read_back.hpp"
#include "encode/rfc5424.hpp"

namespace nixie::impl::test {
namespace {

constexpr std::string_view sd_id = "nixie@32473";

struct encoded {
    encoding result;
    std::string bytes;
};

encoded encode(const field_set &record, std::size_t max_size, enum bom mark = bom::none) {
    encoded done{};
    done.result = rfc5424_encoder({.hostname = "out1", .bom = mark, .max_size = max_size}).encode(record, done.bytes);
    return done;
}

std::size_t whole_size(const field_set &record) {
    return encode(record, unlimited).bytes.size();
}

bool says_truncated(std::string_view message) {
    return message.find(" truncated=") != message.npos;
}

// An attempt whose diagnostic is `size` letters: MSG has them once more, behind "attempt: ".
struct letters_record {
    explicit letters_record(std::size_t size) : diagnostic(size, 'd') {
        record.set_text(NIXIE_FIELD_DIAGNOSTIC, diagnostic);
    }
    std::string diagnostic;
    field_set record{NIXIE_ATTEMPT};
};

TEST(Shorten, LeavesAMessageOfExactlyMaxSizeAlone) {
    const letters_record letters(500);
    const encoded whole = encode(letters.record, unlimited);
    const encoded exact = encode(letters.record, whole.bytes.size());
    EXPECT_EQ(exact.result, encoding::whole);
    EXPECT_EQ(exact.bytes, whole.bytes);
}

TEST(Shorten, MsgGivesFirstAndAlone) {
    const letters_record letters(500);
    const std::size_t size = whole_size(letters.record);
    for (const std::size_t less : {1u, 2u, 100u, 309u}) { // 309 of its 509 bytes: 200 stay
        const encoded out = encode(letters.record, size - less);
        EXPECT_EQ(out.result, encoding::whole) << "no field lost a byte";
        EXPECT_EQ(out.bytes.size(), size - less);
        const syslog_message message = parsed_message(out.bytes);
        EXPECT_EQ(message.msg, "attempt: " + std::string(500 - less, 'd'));
        EXPECT_EQ(param_of(message, sd_id, "diagnostic"), letters.diagnostic);
        EXPECT_FALSE(says_truncated(out.bytes));
    }
}

TEST(Shorten, DiagnosticGivesAfterMsgIsAt200Bytes) {
    const letters_record letters(500);
    const std::size_t size = whole_size(letters.record) - 310;
    const encoded out = encode(letters.record, size);
    EXPECT_EQ(out.result, encoding::shortened);
    EXPECT_EQ(out.bytes.size(), size);
    const syslog_message message = parsed_message(out.bytes);
    EXPECT_EQ(message.msg.size(), 200u);
    EXPECT_EQ(param_of(message, sd_id, "truncated"), "diagnostic:500");
    // one byte too many, and ` truncated="diagnostic:500"`
    EXPECT_EQ(param_of(message, sd_id, "diagnostic"), std::string(500 - 1 - 27, 'd'));
}

TEST(Shorten, RestOfMsgGivesAfterTheDiagnosticIsEmpty) {
    const letters_record letters(500);
    const std::size_t size = whole_size(letters.record) - 309 - (500 - 27) - 50;
    const encoded out = encode(letters.record, size);
    EXPECT_EQ(out.result, encoding::shortened);
    EXPECT_EQ(out.bytes.size(), size);
    const syslog_message message = parsed_message(out.bytes);
    EXPECT_EQ(param_of(message, sd_id, "diagnostic"), "");
    EXPECT_EQ(param_of(message, sd_id, "truncated"), "diagnostic:500");
    EXPECT_EQ(message.msg.size(), 150u);
}

// MSG is "stats", so only the parameters can give: helo, the longest, then binding; queue_id stays.
TEST(Shorten, LongestOtherTextsGiveLast) {
    const std::string helo(400, 'h'), binding(300, 'b'), user(350, 'u');
    field_set record(NIXIE_STATS);
    record.set_text(NIXIE_FIELD_QUEUE_ID, "4TnX2k0Qz1");
    record.set_text(NIXIE_FIELD_HELO, helo);
    record.set_text(NIXIE_FIELD_BINDING, binding);
    record.add_user_field("campaign", user);
    const encoded one = encode(record, whole_size(record) - 100);
    EXPECT_EQ(param_of(parsed_message(one.bytes), sd_id, "truncated"), "helo:400");
    const encoded out = encode(record, whole_size(record) - 600);
    EXPECT_EQ(out.result, encoding::shortened);
    const syslog_message message = parsed_message(out.bytes);
    EXPECT_EQ(message.msg, "");
    EXPECT_EQ(param_of(message, sd_id, "helo"), "");
    EXPECT_EQ(param_of(message, sd_id, "binding"), binding);
    EXPECT_EQ(param_of(message, sd_id, "queue_id"), "4TnX2k0Qz1");
    EXPECT_EQ(param_of(message, sd_id, "truncated"), "helo:400,campaign:350");
}

TEST(Shorten, TruncatedCountsTheBytesThatTheCallerGave) {
    std::string diagnostic; // 5 bytes each, 15 as they are written
    for (int i = 0; i < 1'000; ++i) diagnostic += "\n\xE2\x80\xA8]";
    field_set record(NIXIE_ATTEMPT);
    record.set_text(NIXIE_FIELD_DIAGNOSTIC, diagnostic);
    const encoded out = encode(record, 1'024);
    EXPECT_EQ(out.result, encoding::shortened);
    EXPECT_EQ(param_of(parsed_message(out.bytes), sd_id, "truncated"), "diagnostic:5000");
}

TEST(Shorten, DiagnosticOf1MiBIsTheOnlyOneThatGives) {
    const std::string diagnostic = "550 5.1.1 " + std::string(1'048'566, 'x');
    ASSERT_EQ(diagnostic.size(), 1'048'576u);
    field_set record;
    record.set_text(NIXIE_FIELD_RECIPIENT, "bob@example.fict");
    record.set_text(NIXIE_FIELD_DIAGNOSTIC, diagnostic);
    const encoded out = encode(record, 8'192);
    EXPECT_EQ(out.result, encoding::shortened);
    EXPECT_EQ(out.bytes.size(), 8'192u) << "ASCII can be cut at each byte";
    const syslog_message message = parsed_message(out.bytes);
    EXPECT_EQ(param_of(message, sd_id, "truncated"), "diagnostic:1048576");
    EXPECT_EQ(param_of(message, sd_id, "recipient"), "bob@example.fict");
    EXPECT_EQ(message.msg.size(), 200u);
}

TEST(Shorten, ByteOrderMarkCountsAndGoesWithWhatNeededIt) {
    const std::string diagnostic = std::string(400, 'd') + "\xC3\xA9";
    field_set record(NIXIE_ATTEMPT);
    record.set_text(NIXIE_FIELD_DIAGNOSTIC, diagnostic);
    const std::size_t size = encode(record, unlimited, bom::automatic).bytes.size();
    EXPECT_TRUE(parsed_message(encode(record, size, bom::automatic).bytes).bom);
    const encoded out = encode(record, size - 10, bom::automatic);
    EXPECT_FALSE(parsed_message(out.bytes).bom) << "the letter that is not ASCII was cut off";
    EXPECT_LE(out.bytes.size(), size - 10);
    EXPECT_EQ(encode(record, size - 10, bom::always).bytes.size(), size - 10);
}

// Names, numbers and `truncated` itself must stay, so texts alone cannot make room for them.
TEST(TooLarge, WhenNamesAloneHaveNoRoom) {
    std::vector<std::string> names;
    const std::string text(100, 'x');
    for (std::size_t i = 0; i < most_user_fields; ++i) names.push_back(std::string(30, 'n') + std::to_string(10 + i));
    field_set record(NIXIE_STATS);
    for (const std::string &name : names) record.add_user_field(name, text);
    const encoded out = encode(record, 1'024);
    EXPECT_EQ(out.result, encoding::too_large);
    EXPECT_EQ(out.bytes, "");
    const encoded roomier = encode(record, 4'096);
    EXPECT_EQ(roomier.result, encoding::shortened);
    EXPECT_LE(roomier.bytes.size(), 4'096u);
}

TEST(TooLarge, WhenNothingMayGive) {
    const field_set record(NIXIE_STATS);
    const std::size_t without_msg = whole_size(record) - std::string_view(" stats").size();
    EXPECT_EQ(encode(record, without_msg).result, encoding::whole) << "MSG may go";
    EXPECT_EQ(encode(record, without_msg - 1).result, encoding::too_large);
}

TEST(TooLarge, LeavesTheEncoderGoodForTheNextRecord) {
    rfc5424_encoder encoder({.max_size = 200});
    letters_record letters(10);
    const std::string helo(300, 'h');
    std::string first, second;
    EXPECT_EQ(encoder.encode(letters.record, first), encoding::whole);
    field_set large(NIXIE_STATS);
    for (const std::string_view name : {"a_rather_long_name_of_a_field_1", "a_rather_long_name_of_a_field_2"})
        large.add_user_field(name, helo);
    EXPECT_EQ(encoder.encode(large, second), encoding::too_large);
    EXPECT_EQ(encoder.encode(letters.record, second), encoding::whole);
    EXPECT_EQ(second, first);
}

} // namespace
} // namespace nixie::impl::test
