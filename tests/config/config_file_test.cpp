#include "config/config_file.hpp"

#include <gtest/gtest.h>

#include "config/config_text.hpp"

namespace nixie::impl {
namespace {

using std::chrono::milliseconds;

logger_options parsed(std::string_view text, const logger_options &onto = {}) {
    const config_reading reading = parse_config(text, "nixie.toml", onto);
    EXPECT_EQ(reading.problems, std::vector<std::string>{}) << text;
    return reading.options;
}

// All problems, one a line.
std::string refusal_of(std::string_view text) {
    std::string lines;
    for (const std::string &problem : parse_config(text, "nixie.toml").problems) lines += problem + "\n";
    return lines;
}

TEST(ConfigFile, SetsOptionsAndTargets) {
    const logger_options options = parsed(R"(
app_name = "mta"                 # APP-NAME and SYSLOG_IDENTIFIER
[queue]
size = "1MiB"
on_full = "block"
block_for = "50ms"
[[target]]
uri = "journald:mail"
[[target]]
uri = "unix:/dev/log"
backlog = "64KiB"
)");
    EXPECT_EQ(options.app_name, "mta");
    EXPECT_EQ(options.queue_size, 1U << 20);
    EXPECT_EQ(options.on_full, on_full::block);
    EXPECT_EQ(options.block_for, milliseconds{50});
    ASSERT_EQ(options.targets.size(), 2U);
    EXPECT_EQ(options.targets[0].uri, "journald:mail");
    EXPECT_EQ(options.targets[0].path, "mail");
    EXPECT_EQ(options.targets[1].scheme, scheme::unix_socket);
    EXPECT_EQ(options.targets[1].backlog, 64U << 10);
    EXPECT_EQ(options.targets[1].max_size, 8192U);
}

TEST(ConfigFile, AFileThatSaysNothingLeavesTheDefaults) {
    for (const char *text : {"", "\n", "# a comment\n", "[queue]\n", "\xEF\xBB\xBF# a byte order mark", "\r\n"})
        EXPECT_EQ(config_text(parsed(text)), config_text({})) << text;
}

TEST(ConfigFile, WhatItDoesNotSayStaysAsItWas) {
    logger_options before;
    before.app_name = "mta";
    before.queue_size = 1 << 20;
    add_targets(before, "stdout:");
    const logger_options without_targets = parsed("queue.size = \"2MiB\"", before);
    EXPECT_EQ(without_targets.app_name, "mta");
    EXPECT_EQ(without_targets.queue_size, 2U << 20);
    ASSERT_EQ(without_targets.targets.size(), 1U);
    const logger_options with_targets = parsed("[[target]]\nuri = \"journald:\"", before);
    ASSERT_EQ(with_targets.targets.size(), 1U);
    EXPECT_EQ(with_targets.targets[0].uri, "journald:");
    EXPECT_EQ(parsed("target = []", before).targets.size(), 0U);
}

TEST(ConfigFile, TakesTheOtherSpellingsOfToml) {
    const logger_options options = parsed("queue = { size = 0x100000, on_full = 'block' }\n"
                                          "'exit_drain' = \"\"\"0\"\"\"\r\n"
                                          "target = [ { uri = 'stdout:' } ]\n");
    EXPECT_EQ(options.queue_size, 1U << 20);
    EXPECT_EQ(options.on_full, on_full::block);
    EXPECT_EQ(options.exit_drain, milliseconds{0});
    EXPECT_EQ(options.targets.size(), 1U);
}

TEST(ConfigFile, TakesEventsAsATextOrAsAnArray) {
    for (const char *events :
         {R"("delivery,attempt")", R"(["delivery", "attempt"])", "[\n'attempt',\n'delivery',\n]"}) {
        const logger_options options = parsed("[[target]]\nuri = \"journald:\"\nevents = " + std::string{events});
        ASSERT_EQ(options.targets.size(), 1U);
        EXPECT_EQ(options.targets[0].events, 1U << NIXIE_DELIVERY | 1U << NIXIE_ATTEMPT) << events;
    }
}

TEST(ConfigFile, TakesSizesAsATextOrAsAnInteger) {
    for (const char *size : {"4096", R"("4096")", R"("4KiB")"})
        EXPECT_EQ(parsed("[[target]]\nuri = \"unix:/x\"\nmax_size = " + std::string{size}).targets.at(0).max_size,
                  4096U);
}

// What stands in the query and what stands below it are one list of options.
TEST(ConfigFile, AddsItsKeysToTheQueryOfTheUri) {
    const target_options target = parsed("[[target]]\nuri = \"unix:/x?facility=local3\"\nbom = \"auto\"").targets.at(0);
    EXPECT_EQ(target.facility, 19);
    EXPECT_EQ(target.bom, bom_option::automatic);
}

TEST(ConfigFile, EveryOptionOfTheTablesIsAKey) {
    for (const option_row &row : logger_option_rows())
        EXPECT_NE(refusal_of(std::string{row.name} + " = true").find(" a boolean; legal:"), std::string::npos)
            << row.name;
    for (const option_row &row : target_option_rows()) {
        const std::string refusal = refusal_of("[[target]]\nuri = \"stdout:\"\n" + std::string{row.name} + " = true");
        EXPECT_NE(refusal.find(": a boolean; legal:"), std::string::npos) << row.name;
    }
}

struct refusal_case {
    const char *name;
    std::string text;
    std::string problems; // without "nixie.toml:"
};

void PrintTo(const refusal_case &each, std::ostream *out) {
    *out << each.name;
}

class ConfigFileRefusal : public testing::TestWithParam<refusal_case> {};

TEST_P(ConfigFileRefusal, SaysLineReasonAndHint) {
    EXPECT_EQ(refusal_of(GetParam().text), "nixie.toml:" + GetParam().problems + "\n");
}

const std::string quotes = R"(; texts stand in quotes, as in size = "8MiB", and comments behind #)";
const std::string once = "; each key stands once, each [table] too, and each target has a [[target]] of its own";
const std::string journald = "[[target]]\nuri = \"journald:\"\n";

INSTANTIATE_TEST_SUITE_P(
    Toml, ConfigFileRefusal,
    testing::Values(
        refusal_case{"NoQuotes", "\napp_name = mta\n",
                     "2: no TOML at column 12: value: could not determine value type" + quotes},
        refusal_case{"NoQuotesAroundASize", "[queue]\nsize = 8MiB\n",
                     "2: no TOML at column 9: decimal integer: expected digit, saw 'M'" + quotes},
        refusal_case{"KeyTwice", "app_name = \"a\"\napp_name = \"b\"\n",
                     "2: no TOML at column 12: key-value pair: cannot redefine existing string 'app_name'" + once},
        refusal_case{"TableTwice", "[queue]\n[queue]\n",
                     "2: no TOML at column 1: table header: cannot redefine existing table 'queue'" + once},
        // toml++ 3.3.0 has an assertion against these two
        refusal_case{"NoKeyInBrackets", "[=]\n",
                     "1: no TOML at column 2: key: expected bare key starting character or string delimiter, saw '='" +
                         quotes},
        refusal_case{"ThreeBrackets", "[[[target]]]\n",
                     "1: no TOML at column 3: key: expected bare key starting character or string delimiter, saw '['" +
                         quotes},
        refusal_case{"OpenBracket", "[queue\n",
                     "1: no TOML at column 7: table header: expected ']', saw '\\n'" + quotes},
        refusal_case{"ControlCharacter", "app_name = \"\x1b[2J\"\n",
                     "1: no TOML at column 13: string: unescaped control characters other than TAB (U+0009) are "
                     "explicitly prohibited" +
                         quotes},
        refusal_case{"Nul", std::string{"app_name\0= \"a\"\n", 15},
                     "1: no TOML at column 9: key-value pair: expected '=', saw '\\u0000'" + quotes},
        refusal_case{"NoUtf8", "app_name = \"\xff\"\n",
                     "1: no TOML at column 12: Encountered invalid utf-8 sequence" + quotes}),
    testing::PrintToStringParamName());

INSTANTIATE_TEST_SUITE_P(
    Names, ConfigFileRefusal,
    testing::Values(
        refusal_case{"Key", "\n\napp_nam = \"mta\"\n",
                     R"(3: no option of a logger: "app_nam"; did you mean app_name?)"},
        refusal_case{"KeyOfQueue", "[queue]\nsise = 1\n",
                     R"(2: no option of a logger: "queue.sise"; did you mean queue.size?)"},
        refusal_case{"KeyOfTarget", journald + "backlogs = 1\n",
                     R"(3: no option of journald: "backlogs"; did you mean backlog?)"},
        refusal_case{"KeyOfAnotherKindOfTarget", journald + "max_size = 4096\n",
                     R"(3: no option of journald: "max_size"; legal: events, facility, backlog, on_full, batch)"},
        refusal_case{"Table", "[quue]\nsize = 1\n", R"(1: no table of nixie: "quue"; did you mean queue?)"},
        refusal_case{"ArrayOfTables", "[[targets]]\nuri = \"journald:\"\n",
                     R"(1: no table of nixie: "targets"; did you mean target?)"},
        refusal_case{"TableInATable", "[queue.size]\nx = 1\n",
                     R"(1: no table of nixie: "queue.size"; legal: queue, target)"},
        refusal_case{"AboveTheFirstTable", "[queue]\napp_name = \"mta\"\n",
                     "2: app_name: not in this table; write it above the first [table]"},
        refusal_case{"AboveTheFirstTarget", journald + "exit_drain = \"1s\"\n",
                     "3: exit_drain: not in this table; write it above the first [table]"},
        refusal_case{"OfQueue", "size = 1\n", "1: size: not in this table; write size under [queue]"},
        refusal_case{"DotInQuotes", "\"queue.size\" = 1\n",
                     "1: queue.size: not in this table; write size under [queue]"},
        refusal_case{"OfATarget", "backlog = 1\n", "1: backlog: not in this table; write it under a [[target]]"},
        refusal_case{"Uri", "uri = \"journald:\"\n", "1: uri: not in this table; write it under a [[target]]"},
        refusal_case{"AKeyWithoutEnd", std::string(5000, 'x') + " = 1\n",
                     "1: no option of a logger: \"" + std::string(64, 'x') +
                         "…\"; legal: app_name, hostname, sd_id, queue.size, queue.on_full, queue.block_for, "
                         "queue.largest_record, exit_drain, fork_drain, stats_interval"}),
    testing::PrintToStringParamName());

INSTANTIATE_TEST_SUITE_P(
    Values, ConfigFileRefusal,
    testing::Values(
        refusal_case{"Word", "[queue]\non_full = \"blok\"\n",
                     R"(2: queue.on_full: "blok" is no such value; did you mean block?)"},
        refusal_case{"Size", "[queue]\nsize = \"8MB\"\n",
                     R"(2: queue.size: "8MB" is no size in range; legal: 64KiB to 4GiB, such as 8MiB)"},
        refusal_case{"NegativeInteger", "[queue]\nsize = -1\n",
                     R"(2: queue.size: "-1" is no size in range; legal: 64KiB to 4GiB, such as 8MiB)"},
        refusal_case{"TimeWithoutUnit", "exit_drain = 2\n",
                     R"(1: exit_drain: "2" is no time; legal: a whole number with ms, s, min or h, such as 50ms)"},
        refusal_case{"Boolean", "[queue]\non_full = true\n",
                     "2: queue.on_full: a boolean; legal: a text in quotes, or an integer"},
        refusal_case{"Fraction", "exit_drain = 1.5\n",
                     "1: exit_drain: a number with a fraction; legal: a text in quotes, or an integer"},
        refusal_case{"Date", "app_name = 2026-01-31\n",
                     "1: app_name: a date or a time; legal: a text in quotes, or an integer"},
        refusal_case{"Array", journald + "facility = [\"mail\"]\n",
                     "3: facility: an array; legal: a text in quotes, or an integer"},
        refusal_case{"Events", journald + "events = \"delivry\"\n",
                     R"(3: option events: "delivry" is no event: delivry; did you mean delivery?)"},
        refusal_case{"NoEvents", journald + "events = []\n",
                     R"(3: option events: "" is an empty list; name at least one event, separated by commas)"},
        refusal_case{"NoArrayOfTexts", journald + "events = [\"delivery\", 3]\n",
                     "3: events: an integer in the array; legal: texts in quotes"},
        refusal_case{"EventsAsATable", journald + "events = {}\n",
                     "3: events: a table; legal: a text in quotes, or an array of texts"},
        refusal_case{"EscapedNul", "app_name = \"a\\u0000b\"\n",
                     std::string{"1: app_name: \"a"} + '\0' +
                         "b\" holds a control character, perhaps as \\n or \\u0000; leave it out"},
        refusal_case{"ALineBreakInAPath", "[[target]]\nuri = \"unix:/dev/log\\n\"\n",
                     "2: uri: \"unix:/dev/log\n\" holds a control character, perhaps as \\n or \\u0000; leave it out"},
        refusal_case{"ATextWithoutEnd", "app_name = \"" + std::string(5000, 'x') + "\"\n",
                     "1: app_name: a text of 5000 bytes; legal: at most 4096"}),
    testing::PrintToStringParamName());

INSTANTIATE_TEST_SUITE_P(
    Targets, ConfigFileRefusal,
    testing::Values(
        refusal_case{"OneBracket", "[target]\nuri = \"journald:\"\n",
                     "1: target: a table; write each target under [[target]]"},
        refusal_case{"AText", "target = \"journald:\"\n", "1: target: a text; write each target under [[target]]"},
        refusal_case{"AnArrayOfTexts", "target = [\n\"journald:\"]\n",
                     "2: target: a text; write each target under [[target]]"},
        refusal_case{"QueueWithTwoBrackets", "[[queue]]\nsize = 1\n", "1: queue: an array; write the table as [queue]"},
        refusal_case{"QueueAsAText", "queue = \"8MiB\"\n", "1: queue: a text; write the table as [queue]"},
        refusal_case{"NoUri", journald + "[[target]]\nbacklog = \"1MiB\"\n",
                     R"(3: target: no uri; write one, as in uri = "journald:")"},
        refusal_case{"UriOfAnotherType", "[[target]]\nuri = 514\n",
                     R"(2: uri: an integer; legal: a text in quotes, as in uri = "journald:")"},
        refusal_case{"WrongUri", "[[target]]\nuri = \"jurnald:\"\n",
                     R"(2: target jurnald:: no such kind of target: "jurnald"; did you mean journald?)"},
        refusal_case{"GivenTwice", "[[target]]\nuri = \"journald:?backlog=1MiB\"\nbacklog = \"1MiB\"\n",
                     "3: option backlog is given twice; leave one of them out"}),
    testing::PrintToStringParamName());

TEST(ConfigFileRefusals, AreAllTold) {
    EXPECT_EQ(refusal_of("zzz = 1\n"
                         "[queue]\n"
                         "size = \"8MB\"\n"
                         "[[target]]\n"
                         "[[target]]\n"
                         "uri = \"jurnald:\"\n"
                         "[[target]]\n"
                         "uri = \"stdout:\"\n"
                         "fromat = \"json\"\n"),
              "nixie.toml:1: no option of a logger: \"zzz\"; legal: app_name, hostname, sd_id, queue.size, "
              "queue.on_full, queue.block_for, queue.largest_record, exit_drain, fork_drain, stats_interval\n"
              "nixie.toml:3: queue.size: \"8MB\" is no size in range; legal: 64KiB to 4GiB, such as 8MiB\n"
              "nixie.toml:4: target: no uri; write one, as in uri = \"journald:\"\n"
              "nixie.toml:6: target jurnald:: no such kind of target: \"jurnald\"; did you mean journald?\n"
              "nixie.toml:9: no option of stdout: \"fromat\"; did you mean format?\n");
}

TEST(ConfigFileRefusals, EndWhereNobodyWouldReadOn) {
    std::string text;
    for (int i = 0; i < 150; ++i) text += "zzz" + std::to_string(i) + " = 1\n";
    const std::vector<std::string> problems = parse_config(text, "nixie.toml").problems;
    ASSERT_EQ(problems.size(), 101U);
    EXPECT_EQ(problems.back(), "nixie.toml: perhaps more; the search ended after 100");
}

TEST(ConfigFileRefusals, NoFileLargerThanAMebibyte) {
    EXPECT_EQ(refusal_of(std::string(1 << 20, '\n')), "");
    EXPECT_EQ(refusal_of(std::string((1 << 20) + 1, '\n')), "nixie.toml: larger than 1MiB; is it a config file?\n");
}

std::string repeated(std::string_view what, std::size_t times) {
    std::string text;
    for (std::size_t i = 0; i < times; ++i) text += what;
    return text;
}

// Each would overflow the stack of a thread: in the parser, or when the tables in tables are freed.
TEST(ConfigFileRefusals, DeepNestingDoesNotOverflowTheStack) {
    const std::string dots = "more than 64 dots; legal: a table of nixie has at most one in its name";
    EXPECT_EQ(refusal_of("\n" + repeated("a.", 500'000) + "a = 1"), "nixie.toml:2: " + dots + "\n");
    EXPECT_EQ(refusal_of("[" + repeated("a.", 500'000) + "a]"), "nixie.toml:1: " + dots + "\n");
    EXPECT_EQ(refusal_of("a = { " + repeated("a.", 65) + "a = 1 }"), "nixie.toml:1: " + dots + "\n");
    for (const char *part : {"[", "{ a = ", "[ { a = "}) {
        const std::string refusal = refusal_of("a = " + repeated(part, 100'000));
        EXPECT_NE(refusal.find("exceeded maximum nested value depth"), std::string::npos) << refusal;
    }
    EXPECT_NE(refusal_of(repeated("[", 1 << 20)).find("no TOML"), std::string::npos);
}

} // namespace
} // namespace nixie::impl
