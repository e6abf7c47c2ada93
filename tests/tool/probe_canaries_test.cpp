#include "tool/probe_canaries.hpp"

#include <gtest/gtest.h>
#include <set>

#include "decode/mail_record.hpp"
#include "encode/read_back.hpp"
#include "tool/heard_message.hpp"
#include "tool/probe_series.hpp"

namespace nixie::impl {
namespace {

TEST(ProbeCanaries, AreOrdinaryRecordsUnmistakablyOfATest) {
    for (const probe_message &sent : test::probe_messages()) {
        SCOPED_TRACE(sent.of.name);
        const syslog_message message = test::parsed_message(sent.bytes);
        EXPECT_EQ(message.app_name, probe_app_name);
        EXPECT_EQ(message.hostname, "out1");
        EXPECT_NE(message.msg.find("nixie test message"), std::string_view::npos);
        field_set record;
        ASSERT_FALSE(read_mail_record(message, "nixie@32473", record));
        EXPECT_EQ(record.text(NIXIE_FIELD_RECIPIENT), "probe@nixie.invalid");
        EXPECT_EQ(test::param_of(message, "nixie@32473", "probe"), test::run);
        EXPECT_EQ(test::param_of(message, "nixie@32473", "canary"), sent.of.name);
        EXPECT_EQ(test::param_of(message, "nixie@32473", "instance"), test::run);
    }
}

TEST(ProbeCanaries, StandInTheStructuredDataAndInMsg) {
    for (const probe_message &sent : test::probe_messages()) {
        const std::string in_param =
            std::string(before_mark_in_param) + sent.mark + sent.in_param + std::string(probe_stop) + "\"";
        const std::string in_msg = std::string(before_mark_in_msg) + sent.mark + sent.in_msg + std::string(probe_stop);
        EXPECT_NE(sent.bytes.find(in_param), std::string::npos) << sent.bytes;
        EXPECT_TRUE(sent.bytes.ends_with(in_msg)) << sent.bytes;
    }
}

TEST(ProbeCanaries, WriteWhatNixieWrites) {
    const auto forms = [](std::string_view name) {
        const probe_message sent = test::probe_message_of(name);
        return sent.in_msg + " " + sent.in_param;
    };
    EXPECT_EQ(forms("bracket"), R"(] \])");
    EXPECT_EQ(forms("quote"), R"(" \")");
    EXPECT_EQ(forms("backslash"), R"(\ \\)");
    EXPECT_EQ(forms("all_three"), R"(]"\ \]\"\\)");
    EXPECT_EQ(forms("line_break"), "#015#012 #015#012");
    EXPECT_EQ(forms("nul"), "#000 #000");
    EXPECT_EQ(forms("c1"), "#302#233 #302#233");
    EXPECT_EQ(forms("bidi"), "#342#200#256 #342#200#256");
    EXPECT_EQ(forms("utf8_4"), "\xF0\x9F\x93\xAC \xF0\x9F\x93\xAC");
}

TEST(ProbeCanaries, HaveAByteOrderMarkWhereTheySaySo) {
    for (const probe_message &sent : test::probe_messages())
        EXPECT_EQ(test::parsed_message(sent.bytes).bom, sent.of.name == "bom") << sent.of.name;
}

TEST(ProbeCanaries, HaveExactlyTheirSize) {
    EXPECT_EQ(test::probe_message_of("size_2k").bytes.size(), 2048u);
    EXPECT_EQ(test::probe_message_of("size_8k").bytes.size(), 8192u);
    EXPECT_EQ(test::probe_message_of("size_64k").bytes.size(), 65'536u);
    for (const std::size_t largest : {std::size_t{65'507}, std::size_t{65'506}}) {
        const std::vector<probe_message> messages = make_probe_messages({test::run, "", "1", 0, largest});
        EXPECT_EQ(messages.back().bytes.size(), largest);
    }
}

TEST(ProbeCanaries, HaveNamesOfTheirOwn) {
    std::set<std::string_view> names;
    for (const canary &each : all_canaries()) EXPECT_TRUE(names.insert(each.name).second) << each.name;
}

} // namespace
} // namespace nixie::impl
