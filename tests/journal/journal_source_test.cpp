#include "journal/journal_source.hpp"

#include <cstdlib>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "journal/temporary_directory.hpp"

namespace nixie::impl {
namespace {

using test::temporary_directory;

TEST(JournalSource, CountsTheJournalFilesOfADirectoryAndOfThoseInIt) {
    const temporary_directory directory;
    directory.file("system.journal", "");
    directory.file("6f1d/system@0.journal~", "");
    directory.file("6f1d/user-1000.journal", "");
    directory.file("6f1d/README", "");
    const journal_files counted = count_journal_files({.directory = directory.path()});
    EXPECT_EQ(counted.readable, 3U);
    EXPECT_EQ(counted.unclosed, 1U);
    EXPECT_EQ(counted.forbidden, 0U);
}

TEST(JournalSource, CountsTheFilesThatWereNamed) {
    const temporary_directory directory;
    const std::string there = directory.file("a.journal", "");
    const journal_files counted = count_journal_files({.files = {there, there + ".gone"}});
    EXPECT_EQ(counted.readable, 1U);
    EXPECT_EQ(counted.forbidden, 0U);
}

// In a process of its own, which gives up being root: root may read every file.
[[noreturn]] void count_as_nobody(const std::string &closed) {
    constexpr uid_t nobody = 65534;
    if (geteuid() == 0 && setuid(nobody) != 0) std::_Exit(2);
    const journal_files counted = count_journal_files({.files = {closed}});
    std::_Exit(counted.readable == 0 && counted.forbidden == 1 ? 0 : 1);
}

TEST(JournalSourceDeathTest, TellsFilesThatAreClosedToThisUserFromThoseThatAreNotThere) {
    const temporary_directory directory;
    const std::string closed = directory.file("a.journal", "");
    ASSERT_EQ(chmod(closed.c_str(), 0), 0);
    EXPECT_EXIT(count_as_nobody(closed), testing::ExitedWithCode(0), "");
}

TEST(JournalSource, ADirectoryThatIsNotThereHoldsNoFiles) {
    const journal_files counted = count_journal_files({.directory = "/nonexistent/nixie"});
    EXPECT_EQ(counted.readable + counted.forbidden, 0U);
}

} // namespace
} // namespace nixie::impl
