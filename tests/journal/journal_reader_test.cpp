// What can be said without a journal that journald wrote: errors, and the empty journal. Reading is in tests/live.
#include "journal/journal_reader.hpp"

#include <gtest/gtest.h>

#include "journal/temporary_directory.hpp"

namespace nixie::impl {
namespace {

using test::temporary_directory;

std::pair<std::string, std::string> error_of(const journal_source &source) {
    try {
        journal_reader reader{source};
    } catch (const journal_error &error) {
        return {error.what(), error.hint()};
    }
    return {};
}

TEST(JournalReader, NamesTheDirectoryThatIsNotThere) {
    const auto [reason, hint] = error_of({.directory = "/nonexistent/nixie"});
    EXPECT_EQ(reason, "cannot open the journal in /nonexistent/nixie: No such file or directory");
    EXPECT_EQ(hint, "name a directory that exists, such as /var/log/journal");
}

TEST(JournalReader, NamesTheFileThatIsNotThere) {
    const auto [reason, hint] = error_of({.files = {"/nonexistent/a.journal"}});
    EXPECT_EQ(reason, "cannot open the journal file /nonexistent/a.journal: No such file or directory");
    EXPECT_EQ(hint, "name a journal file that exists, such as /var/log/journal/*/system.journal");
}

TEST(JournalReader, SaysThatAFileIsNoJournal) {
    const temporary_directory directory;
    const std::string file = directory.file("a.journal", std::string(4096, 'x'));
    const auto [reason, hint] = error_of({.files = {file}});
    EXPECT_EQ(reason, "cannot open the journal file " + file + ": Bad message");
    EXPECT_EQ(hint, "name files that journald wrote; journalctl --verify --file FILE checks one");
}

TEST(JournalReader, FindsNothingInAnEmptyDirectory) {
    const temporary_directory directory;
    journal_reader reader{{.directory = directory.path()}};
    stored_entry entry;
    EXPECT_FALSE(reader.next(entry));
}

TEST(JournalReader, TheEndOfAnEmptyJournalIsAPlace) {
    const temporary_directory directory;
    journal_reader reader{{.directory = directory.path()}};
    reader.match("MAIL_EVENT", "permanent_failure");
    reader.seek_end();
    stored_entry entry;
    EXPECT_FALSE(reader.next(entry));
}

TEST(JournalReader, RefusesAMatchThatIsNoFieldName) {
    const temporary_directory directory;
    journal_reader reader{{.directory = directory.path()}};
    try {
        reader.match("mail_event", "x");
        FAIL() << "taken";
    } catch (const journal_error &error) {
        EXPECT_STREQ(error.what(), "\"mail_event\" is no name of a journal field");
    }
}

} // namespace
} // namespace nixie::impl
