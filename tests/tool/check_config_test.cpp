// nixie check-config, and emit with the options of a config file, from outside.
#include <algorithm>

#include <gtest/gtest.h>

#include "journal/temporary_directory.hpp"
#include "tool/run_program.hpp"

namespace {

using nixie::test::program_result;
using nixie::test::run_program;
using nixie::test::temporary_directory;

constexpr const char *bob = R"({"recipient":"bob@example.fict"})"
                            "\n";

class CheckConfig : public testing::Test {
protected:
    std::string file(const std::string &text) const { return folder.file("nixie.toml", text); }
    temporary_directory folder;
};

TEST_F(CheckConfig, PrintsWhatIsOpenedWithEveryDefault) {
    const program_result result = run_program(
        {"check-config", file("app_name = \"mta\"\n[[target]]\nuri = \"unix:/dev/log?facility=local3\"\n")});
    EXPECT_EQ(result.out, R"(app_name = "mta"
# hostname: gethostname(2)
sd_id = "nixie@32473"
exit_drain = "2s"
fork_drain = "200ms"
stats_interval = "1min"

[queue]
size = "8MiB"
on_full = "drop"
block_for = "10s"
largest_record = "4MiB"

[[target]]
uri = "unix:/dev/log"
# events: all
max_size = "8KiB"
facility = "local3"
bom = "none"
backlog = "16MiB"
# on_full: that of queue.on_full
)");
    EXPECT_EQ(result.err, "");
    EXPECT_EQ(result.code, 0);
}

TEST_F(CheckConfig, WhatItPrintsIsAConfigFileThatPrintsTheSame) {
    const program_result first = run_program({"check-config", NIXIE_SOURCE_DIR "/examples/nixie.toml"});
    ASSERT_EQ(first.code, 0) << first.err;
    const program_result second = run_program({"check-config", file(first.out)});
    EXPECT_EQ(second.out, first.out);
    EXPECT_EQ(second.err, "");
    EXPECT_EQ(second.code, 0);
}

TEST_F(CheckConfig, PrintsAllProblemsAndNothingElse) {
    const std::string path = file("app_nam = \"mta\"\n[queue]\nsize = \"8MB\"\n");
    const program_result result = run_program({"check-config", path});
    EXPECT_EQ(result.out, "");
    EXPECT_EQ(result.err, path + ":1: no option of a logger: \"app_nam\"; did you mean app_name?\n" + path +
                              ":3: queue.size: \"8MB\" is no size in range; legal: 64KiB to 4GiB, such as 8MiB\n");
    EXPECT_EQ(result.code, 78);
}

TEST_F(CheckConfig, LetsNothingOfAFileReachTheTerminalAsACommand) {
    const program_result result = run_program({"check-config", file("app_name = \"\\u001B[2J\\u009B\"\n")});
    EXPECT_NE(result.err.find(R"("#033[2J#302#233")"), std::string::npos) << result.err;
    EXPECT_EQ(result.code, 78);
}

TEST_F(CheckConfig, AFileThatIsMissingOrIsNoneHasACodeOfItsOwn) {
    const program_result missing = run_program({"check-config", "/nonexistent/nixie.toml"});
    EXPECT_EQ(missing.err, "/nonexistent/nixie.toml: No such file or directory; name a config file that exists\n");
    EXPECT_EQ(missing.code, 66);
    const program_result directory = run_program({"check-config", "/"});
    EXPECT_EQ(directory.err, "/: Is a directory; name a file\n");
    EXPECT_EQ(directory.code, 66);
}

TEST_F(CheckConfig, WithoutAFileItLooksAtTheEnvironment) {
    const std::string path = file("app_name = \"mta\"\n[[target]]\nuri = \"journald:mail\"\n");
    const program_result of_file = run_program({"check-config"}, {}, {"NIXIE_CONFIG=" + path});
    EXPECT_EQ(of_file.out, run_program({"check-config", path}).out);
    const program_result of_both =
        run_program({"check-config"}, {}, {"NIXIE_CONFIG=" + path, "NIXIE_TARGETS=stdout: unix:/dev/log"});
    EXPECT_EQ(of_both.out.substr(0, 17), "app_name = \"mta\"\n");
    EXPECT_NE(of_both.out.find("uri = \"stdout:\""), std::string::npos);
    EXPECT_NE(of_both.out.find("uri = \"unix:/dev/log\""), std::string::npos);
    EXPECT_EQ(of_both.out.find("journald"), std::string::npos);
    EXPECT_EQ(of_both.code, 0);
}

TEST_F(CheckConfig, AMissingFileOfTheEnvironmentIsNormalAndTold) {
    const program_result result = run_program({"check-config"}, {}, {"NIXIE_CONFIG=/nonexistent/nixie.toml"});
    EXPECT_NE(result.out.find("uri = \"journald:\""), std::string::npos);
    EXPECT_EQ(result.err, "nixie: /nonexistent/nixie.toml is not there; these are the defaults\n");
    EXPECT_EQ(result.code, 0);
}

TEST_F(CheckConfig, EmitSendsWhereAConfigFileSays) {
    const std::string path = file("[[target]]\nuri = \"stdout:\"\nformat = \"json\"\n[[target]]\nuri = \"stdout:\"\n");
    const std::string account = "stdout: accepted 1, sent 1, refused 0, dropped 0, left 0\n";
    const program_result given = run_program({"emit", "--config", path}, bob);
    EXPECT_EQ(std::count(given.out.begin(), given.out.end(), '\n'), 2);
    EXPECT_EQ(given.err, account + account);
    EXPECT_EQ(given.code, 0);
    const program_result of_environment = run_program({"emit"}, bob, {"NIXIE_CONFIG=" + path});
    EXPECT_EQ(of_environment.err, account + account);
    EXPECT_EQ(of_environment.code, 0);
}

TEST_F(CheckConfig, EmitLooksAtNoFileWhenTheTargetsAreGiven) {
    const std::string path = file("app_nam = \"mta\"\n");
    EXPECT_EQ(run_program({"emit", "--to", "stdout:"}, bob, {"NIXIE_CONFIG=" + path}).code, 0);
}

// Twelve megabytes through a queue of 64 KiB that the file tells to refuse.
TEST_F(CheckConfig, EmitWaitsForRoomWhateverTheFileSays) {
    const std::string path = file("[queue]\nsize = \"64KiB\"\non_full = \"drop\"\nblock_for = \"0\"\n[[target]]\n"
                                  "uri = \"stdout:\"\nbacklog = \"64KiB\"\n");
    std::string input;
    for (int i = 0; i < 12'000; ++i) input += R"({"diagnostic":")" + std::string(1000, 'x') + "\"}\n";
    const program_result result = run_program({"emit", "--config", path}, input);
    EXPECT_EQ(result.err, "stdout: accepted 12000, sent 12000, refused 0, dropped 0, left 0\n");
    EXPECT_EQ(result.code, 0);
}

TEST_F(CheckConfig, EmitRefusesAWrongFile) {
    const std::string path = file("app_nam = \"mta\"\nexit_drain = 2\n");
    const std::string problem = "nixie: " + path +
                                ":1: no option of a logger: \"app_nam\"; did you mean app_name?; and 1 " +
                                "more: nixie check-config " + path + "\n";
    for (const program_result &result :
         {run_program({"emit", "--config", path}, bob), run_program({"emit"}, bob, {"NIXIE_CONFIG=" + path})}) {
        EXPECT_EQ(result.out, "");
        EXPECT_EQ(result.err, problem);
        EXPECT_EQ(result.code, 78);
    }
    EXPECT_EQ(run_program({"emit", "--config", "/nonexistent/nixie.toml"}, bob).code, 66);
    EXPECT_EQ(run_program({"emit", "--config", path, "--to", "stdout:"}, bob).code, 64);
}

} // namespace
