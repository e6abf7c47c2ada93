#include "tool/usage_error.hpp"

#include <CLI/CLI.hpp>
#include <gtest/gtest.h>

#include "tool/command_line.hpp"
#include "tool/failure_of.hpp"

namespace nixie::impl {
namespace {

std::string refusal(std::vector<std::string> words) {
    CLI::App app;
    arguments into;
    add_commands(app, into);
    std::reverse(words.begin(), words.end());
    return test::failure_of([&] {
        try {
            app.parse(words);
        } catch (const CLI::ParseError &error) {
            throw explain_usage(app, error);
        }
    });
}

TEST(UsageError, NamesTheNearestOption) {
    EXPECT_EQ(refusal({"emit", "--diagnotic", "x"}), "64 no option --diagnotic | did you mean --diagnostic?");
    EXPECT_EQ(refusal({"show", "--untill=now"}), "64 no option --untill | did you mean --until?");
    EXPECT_EQ(refusal({"show", "--recipient", "x"}),
              "64 no option --recipient | nixie show --help lists what there is");
}

TEST(UsageError, NamesTheNearestCommand) {
    EXPECT_EQ(refusal({"emmit"}), "64 no command \"emmit\" | did you mean emit?");
    EXPECT_EQ(refusal({"lisen"}), "64 no command \"lisen\" | did you mean listen?");
    EXPECT_EQ(refusal({"verif"}), "64 no command \"verif\" | did you mean verify?");
    EXPECT_EQ(refusal({"deliver"}), "64 no command \"deliver\" | there are nixie emit, nixie show, nixie listen, nixie "
                                    "probe, nixie verify, nixie fields and nixie check-config");
    EXPECT_EQ(refusal({}), "64 a command is missing | nixie emit, nixie show, nixie listen, nixie probe, nixie verify, "
                           "nixie fields or nixie check-config; nixie --help has examples");
}

TEST(UsageError, SaysWhatIsMissingAndWhatIsTooMuch) {
    EXPECT_EQ(refusal({"emit", "--to"}), "64 --to: 1 required URI missing | nixie emit --help lists what there is");
    EXPECT_EQ(refusal({"fields", "recipient"}),
              "64 \"recipient\" is not expected here | nixie fields --help lists what there is");
    EXPECT_EQ(refusal({"show", "--directory", "/x", "--file", "/y"}),
              "64 --directory excludes --file | nixie show --help lists what there is");
}

TEST(UsageError, OneTargetAnOptionAndTheRestAreFiles) {
    CLI::App app;
    arguments into;
    add_commands(app, into);
    app.parse(std::vector<std::string>{"b", "journald:", "--to", "-", "a", "unix:/x", "--to", "emit"});
    EXPECT_EQ(into.emit.targets, (std::vector<std::string>{"unix:/x", "journald:"}));
    EXPECT_EQ(into.emit.files, (std::vector<std::string>{"a", "-", "b"}));
}

TEST(UsageError, ATimeMayBeginWithAHyphen) {
    CLI::App app;
    arguments into;
    add_commands(app, into);
    app.parse(std::vector<std::string>{"status=5.1.1", "-2h", "--since", "show"});
    EXPECT_EQ(into.show.since, "-2h");
    EXPECT_EQ(into.show.matches, std::vector<std::string>{"status=5.1.1"});
}

} // namespace
} // namespace nixie::impl
