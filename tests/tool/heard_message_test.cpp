#include "tool/heard_message.hpp"

#include <algorithm>
#include <gtest/gtest.h>

#include "encode/documented_form.hpp"
#include "encode/hostile_text.hpp"
#include "tool/echo_memory.hpp"

namespace nixie::impl {
namespace {

heard_message heard(std::string_view bytes, bool is_json = false) {
    return read_heard(bytes, "udp 192.0.2.1:4711", "nixie@32473", is_json);
}

TEST(HeardMessage, SaysFromWhomItCame) {
    EXPECT_EQ(heard("<20>1 - h a - m - hello").line, "udp 192.0.2.1:4711: - h a m hello\n");
    EXPECT_EQ(heard("hello").remark, "udp 192.0.2.1:4711: byte 0: the message does not begin with <: \"hello\"");
    EXPECT_EQ(heard("hello").line, "");
    EXPECT_FALSE(heard("hello").is_good);
}

TEST(HeardMessage, KnowsTheTestMessagesOfProbe) {
    EXPECT_TRUE(heard("<20>1 - h nixie-probe - m -").is_probe);
    EXPECT_FALSE(heard("<20>1 - h nixie-prob - m -").is_probe);
    EXPECT_FALSE(heard("<20>1 - h nixie-probe - m").is_probe) << "it is no message";
}

TEST(HeardMessage, MakesOneSafeLineOfAnyBytes) {
    test::random_source random;
    SCOPED_TRACE(random.seed_text());
    int good = 0;
    for (int round = 0; round < 2000; ++round) {
        const std::string text = test::hostile_text(random);
        const std::string bytes = (random.below(2) == 0 ? "<13>1 - h a p m - " : "") + text;
        SCOPED_TRACE(testing::PrintToString(bytes));
        for (const bool is_json : {false, true}) {
            const heard_message made = heard(bytes, is_json);
            good += made.is_good;
            EXPECT_EQ(made.line.empty(), !made.is_good);
            EXPECT_EQ(made.remark.empty(), made.is_good);
            EXPECT_EQ(std::count(made.line.begin(), made.line.end(), '\n'), made.is_good);
            const std::string line = made.line.substr(0, made.line.size() - made.is_good);
            EXPECT_EQ(test::documented_form(line), line);
            EXPECT_EQ(test::documented_form(made.remark), made.remark);
        }
        if (HasFailure()) return;
    }
    EXPECT_GT(good, 1000);
}

TEST(EchoMemory, SendsNothingBackTwice) {
    echo_memory memory;
    EXPECT_TRUE(memory.is_new("a"));
    EXPECT_TRUE(memory.is_new("b"));
    EXPECT_FALSE(memory.is_new("a"));
    EXPECT_FALSE(memory.is_new("b"));
}

TEST(EchoMemory, ForgetsTheOldest) {
    echo_memory memory;
    for (int i = 0; i <= 1024; ++i) EXPECT_TRUE(memory.is_new(std::to_string(i)));
    EXPECT_FALSE(memory.is_new("1"));
    EXPECT_TRUE(memory.is_new("0"));
}

} // namespace
} // namespace nixie::impl
