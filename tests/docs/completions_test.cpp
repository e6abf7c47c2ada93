// The completions that the build has made, in the shells that they are for.
#include <gtest/gtest.h>
#include <set>
#include <sstream>

#include "command_model.hpp"
#include "docs/machine_has.hpp"

using namespace nixie::tests;

namespace {

const std::string folder = NIXIE_COMPLETIONS_DIR;
const std::string scripts = NIXIE_SOURCE_DIR "/tests/docs/";

struct line_case {
    std::string line;
    std::set<std::string> among; // what is offered, perhaps among others
    std::set<std::string> never;
};

// bash and fish differ in how much of the word they give back.
const line_case line_cases[] = {
    {"nixie ", {"emit", "show", "check-config"}, {"--help"}},
    {"nixie emi", {"emit"}, {"show"}},
    {"nixie --ver", {"--version"}, {}},
    {"nixie emit --st", {"--strict", "--status", "--stage"}, {"--to"}},
    {"nixie emit --to ", {"journald:", "udp://", "tcp://", "unix:", "stdout:"}, {}},
    {"nixie emit --event ", {"permanent_failure", "rejection"}, {"stats", "loss"}},
    {"nixie emit --stage after_r", {"after_rcpt_to", "after_rset"}, {"rcpt_to"}},
    {"nixie emit --bounce-class 2", {"20", "21"}, {"10"}},
    {"nixie show st", {"status=", "stage=", "stats_sent="}, {"sender="}},
    {"nixie show --follow ev", {"event="}, {}},
    {"nixie show --since ye", {"yesterday"}, {"today"}},
    {"nixie probe u", {"udp://", "unix:"}, {"tcp://"}},
    {"nixie probe j", {}, {"journald:"}},
    {"nixie verify jou", {"journald:"}, {}},
    {"nixie check-config /etc/pass", {"/etc/passwd"}, {}},
    {"nixie show --directory /et", {"/etc"}, {"/etc/passwd"}},
};

std::set<std::string> lines_of(const std::string &text) {
    std::set<std::string> lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) {
        line = line.substr(0, line.find('\t')); // fish: what the word means
        if (line.size() > 1 && line.ends_with('/') && !line.ends_with("//")) line.pop_back(); // a folder
        lines.insert(line);
    }
    return lines;
}

void expect_offers(const std::string &command_before_line, const line_case &given) {
    const shell_result result = run_shell(command_before_line + " '" + given.line + "'");
    EXPECT_EQ(result.exit_code, 0) << given.line;
    const std::set<std::string> offered = lines_of(result.output);
    for (const std::string &word : given.among) EXPECT_TRUE(offered.contains(word)) << given.line << ": " << word;
    for (const std::string &word : given.never) EXPECT_FALSE(offered.contains(word)) << given.line << ": " << word;
}

TEST(Completions, BashOffersWhatTheCommandLineTakes) {
    if (!machine_has("bash")) GTEST_SKIP() << "no bash";
    EXPECT_EQ(run_shell("bash -n " + folder + "/bash/nixie 2>&1").output, "");
    for (const line_case &given : line_cases)
        expect_offers(scripts + "complete_in_bash " + folder + "/bash/nixie", given);
    const auto behind = [](const std::string &line, const std::string &rest) {
        expect_offers(scripts + "complete_in_bash " + folder + "/bash/nixie", {line, {rest}, {}});
    };
    behind("nixie show event=per", "permanent_failure"); // readline replaces only what stands behind = and :
    behind("nixie emit --event=per", "permanent_failure");
    behind("nixie emit --to tcp:", "//");
}

// What bash-completion finds when somebody presses tab: its loader sources the file that is called as the command.
TEST(Completions, BashCompletionLoadsTheFileByTheNameOfTheCommand) {
    const std::string loader = "/usr/share/bash-completion/bash_completion";
    if (!machine_has_file(loader)) GTEST_SKIP() << "no bash-completion";
    const shell_result result =
        run_shell("d=$(mktemp -d) && mkdir $d/completions && cp " + folder + "/bash/nixie $d/completions && " +
                  "BASH_COMPLETION_USER_DIR=$d bash --norc -c '. " + loader +
                  "; __load_completion nixie && complete -p nixie'; rm -r $d");
    EXPECT_EQ(result.output, "complete -F _nixie nixie\n");
}

TEST(Completions, FishOffersWhatTheCommandLineTakes) {
    if (!machine_has("fish")) GTEST_SKIP() << "no fish";
    EXPECT_EQ(run_shell("fish --no-config -n " + folder + "/fish/nixie.fish 2>&1").output, "");
    const std::string fish = "fish --no-config -c 'source " + folder + "/fish/nixie.fish; complete -C $argv[1]'";
    for (const line_case &given : line_cases) expect_offers(fish, given);
    expect_offers(fish, {"nixie show stage=after_r", {"stage=after_rset"}, {"stage=rset"}});
}

TEST(Completions, ZshCompletesWhatTheCommandLineTakes) {
    if (!machine_has("zsh")) GTEST_SKIP() << "no zsh";
    EXPECT_EQ(run_shell("zsh -f -n " + folder + "/zsh/_nixie 2>&1").output, "");
    const std::pair<std::string, std::string> typed[] = {
        {"nixie che", "check-config"},
        {"nixie emit --to jou", "journald:"},
        {"nixie emit --diagnostic-t", "--diagnostic-type"},
        {"nixie emit --bounce-class 2", "21*dns_failure"},
        {"nixie show event=perm", "permanent_failure"},
        {"nixie show --since ye", "yesterday"},
        {"nixie verify jou", "journald:"},
    };
    for (const auto &[line, pattern] : typed)
        EXPECT_EQ(run_shell("timeout 30 zsh -f " + scripts + "complete_in_zsh " + folder + "/zsh '" + line + "' '" +
                            pattern + "'")
                      .exit_code,
                  0)
            << line;
}

// A value that is given a word of its own in --help is completed, unless it is free text.
TEST(Completions, KnowHowToCompleteEveryKindOfValue) {
    const std::set<std::string> free{"SPAN", "PORT",     "ADDRESS",   "N",    "SD-ID",  "NAME",   "ID",
                                     "SIDE", "SIDE=URI", "NAME=TEXT", "TEXT", "NUMBER", "SECONDS"};
    for (const nixie::impl::cli_command &command : nixie::impl::command_model().commands)
        for (const nixie::impl::cli_argument &argument : command.arguments)
            EXPECT_TRUE(argument.value.empty() || free.contains(argument.value) ||
                        argument.completion != nixie::impl::completed_by::nothing || argument.group == "One record")
                << command.name << " " << argument.names.front() << " " << argument.value;
}

} // namespace
