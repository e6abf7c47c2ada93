// What a program that has nobody to tell leaves in the journal when its config file is wrong or missing.
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "api/shell.hpp"
#include "journal/temporary_directory.hpp"
#include "live/live_host.hpp"

using namespace nixie;
using namespace nixie::tests;
using nixie::test::temporary_directory;

namespace {

constexpr int priority_err = 3;
constexpr int priority_notice = 5;

class ConfigFile : public testing::Test {
protected:
    void SetUp() override {
        unsetenv("NIXIE_TARGETS");
        unsetenv("NIXIE_CONFIG");
        host.start();
    }

    // Opens a logger, and says where it writes to.
    static std::string open_anyhow() {
        nixie_logger *const opened = nixie_open_anyhow();
        nixie_stats *const stats = nixie_stats_take(opened);
        std::string targets;
        for (std::size_t i = 0; i < nixie_stats_target_count(stats); ++i)
            targets += (i > 0 ? " " : "") + std::string(nixie_stats_target_uri(stats, i));
        nixie_stats_free(stats);
        nixie_free(opened);
        return targets;
    }

    // The messages of this program about the file, with any priority.
    std::vector<std::string> told_of(const std::string &file, int lowest = 7, int highest = 0) {
        host.sync();
        const shell_result shown = run_shell("journalctl --quiet --output=cat --priority=" + std::to_string(highest) +
                                             ".." + std::to_string(lowest) + " _PID=" + std::to_string(getpid()));
        std::vector<std::string> messages;
        std::istringstream lines(shown.output);
        for (std::string line; std::getline(lines, line);)
            if (line.find(file) != std::string::npos) messages.push_back(line);
        return messages;
    }

    // That it said this once, with this priority, and nothing else.
    void expect_told(const std::string &file, int priority, const std::string &message) {
        const std::vector<std::string> expected = {message};
        EXPECT_EQ(told_of(file), expected);
        EXPECT_EQ(told_of(file, priority, priority), expected);
    }

    journald host;
    temporary_directory folder;
};

TEST_F(ConfigFile, AWrongOneLeavesOneEntryWithPlaceAndReasonAndJournaldServes) {
    const std::string path = folder.file("nixie.toml", "[[target]]\nuri = \"stdout:\"\nfromat = \"json\"\n");
    setenv("NIXIE_CONFIG", path.c_str(), 1);
    EXPECT_EQ(open_anyhow(), "journald:");
    expect_told(path, priority_err,
                "nixie: " + path +
                    ":3: no option of stdout: \"fromat\"; did you mean format?; journald: serves instead");
}

TEST_F(ConfigFile, OfSeveralProblemsOneEntryNamesTheFirst) {
    const std::string path = folder.file("nixie.toml", "app_nam = \"mta\"\nexit_drain = 2\n");
    setenv("NIXIE_CONFIG", path.c_str(), 1);
    setenv("NIXIE_TARGETS", "stdout:", 1);
    EXPECT_EQ(open_anyhow(), "journald:");
    expect_told(path, priority_err,
                "nixie: " + path +
                    ":1: no option of a logger: \"app_nam\"; did you mean app_name?; and 1 more: nixie " +
                    "check-config " + path + "; journald: serves instead");
}

TEST_F(ConfigFile, WhatItQuotesCannotHideTheEntry) {
    const std::string path = folder.file("nixie.toml", "app_name = \"\\u001B[2J\"\n");
    setenv("NIXIE_CONFIG", path.c_str(), 1);
    EXPECT_EQ(open_anyhow(), "journald:");
    const std::vector<std::string> told = told_of(path);
    ASSERT_EQ(told.size(), 1U);
    EXPECT_NE(told[0].find("#033[2J"), std::string::npos) << told[0]; // and no "[blob data]"
}

TEST_F(ConfigFile, AMissingOneThatTheEnvironmentNamesLeavesANotice) {
    const std::string path = folder.path() / "nowhere.toml";
    setenv("NIXIE_CONFIG", path.c_str(), 1);
    EXPECT_EQ(open_anyhow(), "journald:");
    expect_told(path, priority_notice,
                "nixie: NIXIE_CONFIG: " + path +
                    ": No such file or directory; name a config file that exists; nixie goes on without it");
}

TEST_F(ConfigFile, ARightOneIsNotWorthAWord) {
    const std::string path = folder.file("nixie.toml", "[[target]]\nuri = \"stdout:\"\n");
    setenv("NIXIE_CONFIG", path.c_str(), 1);
    EXPECT_EQ(open_anyhow(), "stdout:");
    EXPECT_EQ(told_of(path), std::vector<std::string>{});
}

// The mounts of the private host are its own; its /etc becomes a copy of that of the machine.
TEST_F(ConfigFile, WithoutANameItStandsInEtc) {
    const std::string path = "/etc/nixie/nixie.toml";
    const shell_result made =
        run_shell("mkdir /run/etc_of_test && { cp -a /etc/. /run/etc_of_test 2>/dev/null || true; } && "
                  "mount --bind /run/etc_of_test /etc && rm -rf /etc/nixie && mkdir /etc/nixie");
    ASSERT_EQ(made.exit_code, 0);
    EXPECT_EQ(open_anyhow(), "journald:"); // it is missing
    EXPECT_EQ(told_of(path), std::vector<std::string>{});

    std::ofstream(path) << "[[target]]\nuri = \"stdout:\"\n[[target]]\nuri = \"journald:\"\n";
    EXPECT_EQ(open_anyhow(), "stdout: journald:");

    std::ofstream(path) << "\n[[target]]\nuri = \"jurnald:\"\n";
    EXPECT_EQ(open_anyhow(), "journald:");
    expect_told(
        path, priority_err,
        "nixie: " + path +
            ":3: target jurnald:: no such kind of target: \"jurnald\"; did you mean journald?; journald: serves "
            "instead");
}

} // namespace
