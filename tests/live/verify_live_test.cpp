// `nixie verify` and a real journald: what one run of `nixie emit` wrote to a journal and to a file.
#include <fstream>
#include <optional>

#include "api/shell.hpp"
#include "journal/temporary_directory.hpp"
#include "live/live_host.hpp"

using namespace nixie::tests;

namespace {

const std::string nixie = NIXIE_PROGRAM;
const std::string examples = NIXIE_SOURCE_DIR "/examples/failures.jsonl";

class Verify : public testing::Test {
protected:
    static void SetUpTestSuite() {
        host.emplace();
        host->start();
        directory.emplace();
        log = directory->path() / "x.log";
        const std::string emit = nixie + " emit --to journald: --to 'stdout:?format=rfc5424' " + examples;
        ASSERT_EQ(run_shell(emit + " 2>/dev/null >" + log).exit_code, 0);
        host->sync();
    }

    static void TearDownTestSuite() {
        host.reset();
        directory.reset();
    }

    static shell_result verify(const std::string &arguments) { return run_shell(nixie + " verify " + arguments); }

    static inline std::optional<journald> host;
    static inline std::optional<nixie::test::temporary_directory> directory;
    static inline std::string log;
};

TEST_F(Verify, TheJournalAndTheFileOfOneRunAreComplete) {
    const shell_result result = verify("journald: " + log);
    EXPECT_EQ(result.exit_code, 0) << result.output;
    EXPECT_NE(result.output.find("side journald: 59 entries\n"), std::string::npos) << result.output;
    EXPECT_NE(result.output.find("side " + log + ": 59 lines\n"), std::string::npos) << result.output;
}

TEST_F(Verify, AJournalIsFoundByItsDirectoryAndByItsFiles) {
    EXPECT_EQ(verify("/run/log/journal " + log).exit_code, 0);
    EXPECT_EQ(verify("/run/log/journal/*/system.journal " + log).exit_code, 0);
}

TEST_F(Verify, WhatTheJournalHasAndTheFileHasNotIsMissingThere) {
    const std::string less = directory->path() / "less.log";
    ASSERT_EQ(run_shell("sed '5,7d;59d' " + log + " >" + less).exit_code, 0);
    const shell_result result = verify("journald: " + less);
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_NE(result.output.find("    4 UNEXPLAINED: 5-7,59\n"), std::string::npos) << result.output;
}

TEST_F(Verify, WhatJournalctlWritesAsJsonIsRead) {
    const std::string json = directory->path() / "journal.json";
    ASSERT_EQ(run_shell("journalctl --quiet --output=json --all >" + json).exit_code, 0);
    EXPECT_EQ(verify("journald: " + json).exit_code, 0);
}

TEST_F(Verify, ANamespaceWithoutAJournalHasNoNumbers) {
    EXPECT_EQ(verify("journald:nobody 2>/dev/null").exit_code, 66);
}

} // namespace
