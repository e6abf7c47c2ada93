#include "record/bounce_corpus.hpp"

#include <gtest/gtest.h>
#include <regex>

#include "record/smtp_reply.hpp"

using namespace nixie::impl;

namespace {

class BounceCorpus : public testing::Test {
protected:
    void SetUp() override {
        if (std::filesystem::exists(test::bounce_corpus_path())) return;
        if (nixie::tests::is_ci()) FAIL() << "no " << test::bounce_corpus_path() << ", which CI must have";
        GTEST_SKIP() << "no corpus of bounces at " << test::bounce_corpus_path()
                     << "; NIXIE_SHARED_DATA names its folder";
    }
};

// What a text is, found by other means than the code under test: the corpus has texts of one line only.
const std::regex reply_pattern(R"(^\s*(?:[sS][mM][tT][pP];\s*)?([2-5][0-5][0-9])(?:[ -](.*))?$)");
const std::regex status_pattern(R"(^ *([245]\.(?:0|[1-9][0-9]{0,2})\.(?:0|[1-9][0-9]{0,2}))(?:\s.*)?$)");

TEST_F(BounceCorpus, RepliesGiveTheirCodeAndStatusAndOtherTextsNothing) {
    int replies = 0, with_status = 0, others = 0;
    for (const test::bounce &bounce : test::read_bounce_corpus()) {
        SCOPED_TRACE(bounce.diagnostic);
        ASSERT_EQ(bounce.diagnostic.find_first_of("\r\n"), std::string::npos);
        const auto reply = parse_smtp_reply(bounce.diagnostic);
        std::smatch text, status;
        if (!std::regex_match(bounce.diagnostic, text, reply_pattern)) {
            EXPECT_FALSE(reply.has_value());
            ++others;
            continue;
        }
        ++replies;
        ASSERT_TRUE(reply.has_value());
        EXPECT_EQ(reply->code, std::stoi(text[1]));
        const std::string rest = text[2];
        const bool names_status = std::regex_match(rest, status, status_pattern);
        EXPECT_EQ(reply->status, names_status ? status[1].str() : "");
        with_status += names_status;
    }
    EXPECT_GT(replies, 50);
    EXPECT_GT(with_status, 25);
    EXPECT_GT(others, 50);
}

// The corpus says what another reader made of each text. Where that one found another code than stands in front, it was
// that of another reply further on: a session joined into one line.
TEST_F(BounceCorpus, AnotherReaderDisagreesOnlyAboutTextsOfSeveralReplies) {
    int equal = 0;
    for (const test::bounce &bounce : test::read_bounce_corpus()) {
        const auto reply = parse_smtp_reply(bounce.diagnostic);
        if (!reply || bounce.code.empty()) continue;
        SCOPED_TRACE(bounce.diagnostic);
        if (std::to_string(reply->code) == bounce.code)
            ++equal;
        else
            EXPECT_NE(bounce.diagnostic.find(bounce.code + " ", 4), std::string::npos) << bounce.code;
    }
    EXPECT_GT(equal, 50);
}

} // namespace
