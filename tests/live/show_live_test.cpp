// The nixie program and a real journald: what `nixie emit` writes, `nixie show` finds and gives back.
#include <simdjson.h>

#include <optional>
#include <regex>
#include <set>
#include <sstream>

#include "api/shell.hpp"
#include "live/live_host.hpp"

using namespace nixie::tests;

namespace {

const std::string nixie = NIXIE_PROGRAM;
const std::string examples = NIXIE_SOURCE_DIR "/examples/failures.jsonl";

std::vector<std::string> lines_of(const std::string &text) {
    std::vector<std::string> lines;
    std::istringstream from(text);
    for (std::string line; std::getline(from, line);) lines.push_back(line);
    return lines;
}

std::string text_at(const simdjson::dom::element &object, const char *key) {
    std::string_view text;
    return object[key].get(text) == simdjson::SUCCESS ? std::string(text) : "";
}

class Show : public testing::Test {
protected:
    static void SetUpTestSuite() {
        host.emplace();
        host->start();
        ASSERT_EQ(run_shell(nixie + " emit --to journald: " + examples + " 2>/dev/null").exit_code, 0);
        host->sync();
    }

    static void TearDownTestSuite() { host.reset(); }

    // Standard output of `nixie show ARGUMENTS`.
    static std::vector<std::string> show(const std::string &arguments) {
        const shell_result shown = run_shell(nixie + " show " + arguments);
        EXPECT_EQ(shown.exit_code, 0) << arguments;
        return lines_of(shown.output);
    }

    static inline std::optional<journald> host;
};

TEST_F(Show, FindsAllThatWasEmitted) {
    simdjson::dom::parser parser;
    std::size_t records = 0; // a line with several recipients makes as many
    for (const simdjson::dom::element line : parser.load_many(examples)) {
        simdjson::dom::array recipients;
        records += line["recipient"].get(recipients) == simdjson::SUCCESS ? recipients.size() : 1;
    }
    EXPECT_GE(records, 40U);
    EXPECT_EQ(show("--json").size(), records);
}

TEST_F(Show, FindsByStatusExactlyThoseThatJournalctlFinds) {
    std::set<std::string> expected, found;
    const shell_result stored = run_shell("journalctl --quiet --output=json --all MAIL_STATUS=5.1.1");
    simdjson::dom::parser parser;
    for (const std::string &line : lines_of(stored.output)) {
        // A text with a control character comes as an array of bytes; the queue ids of the examples have none.
        expected.insert(text_at(parser.parse(line), "MAIL_QUEUE_ID"));
    }
    for (const std::string &line : show("--json status=5.1.1")) {
        const simdjson::dom::element object = parser.parse(line);
        EXPECT_EQ(text_at(object, "status"), "5.1.1");
        found.insert(text_at(object, "queue_id"));
    }
    EXPECT_GE(found.size(), 2U);
    EXPECT_EQ(found, expected);
}

// The examples that say status 5.1.1 themselves are all found by it.
TEST_F(Show, FindsByStatusAtLeastThoseThatSaySo) {
    simdjson::dom::parser parser;
    std::set<std::string> found;
    for (const std::string &line : show("--json status=5.1.1")) found.insert(text_at(parser.parse(line), "queue_id"));
    int said = 0;
    for (const simdjson::dom::element line : parser.load_many(examples)) {
        if (text_at(line, "status") != "5.1.1") continue;
        ++said;
        EXPECT_TRUE(found.contains(text_at(line, "queue_id"))) << text_at(line, "queue_id");
    }
    EXPECT_GE(said, 1);
}

TEST_F(Show, AValueThatNobodyHasFindsNothing) {
    EXPECT_TRUE(show("--json status=5.9.99").empty());
}

TEST_F(Show, WhatItPrintsAsJsonEmitTakesAndGivesBack) {
    const std::string shown = run_shell(nixie + " show --json").output;
    const shell_result again =
        run_shell(nixie + " show --json | " + nixie + " emit --to 'stdout:?format=json' - 2>/dev/null");
    EXPECT_EQ(again.exit_code, 0);
    EXPECT_GE(lines_of(shown).size(), 40U);
    // What the second logger adds is its own: the number it gave, and what follows from the event.
    const std::regex own(R"-("sequence":\d+,"instance":"[0-9a-f]{16}",("action":"[a-z]+",)?)-");
    EXPECT_EQ(std::regex_replace(again.output, own, ""), shown);
}

TEST_F(Show, ALineForPeopleNamesRecipientAndReply) {
    const std::vector<std::string> shown = show("recipient=bob@example.fict status=5.1.1");
    ASSERT_EQ(shown.size(), 1U);
    EXPECT_NE(shown[0].find("bob@example.fict"), std::string::npos) << shown[0];
    EXPECT_NE(shown[0].find("550 5.1.1 No such user"), std::string::npos) << shown[0];
}

} // namespace
