#include "tool/verify_sources.hpp"

#include <gtest/gtest.h>

#include "journal/temporary_directory.hpp"
#include "tool/failure_of.hpp"

namespace nixie::impl {
namespace {

using nixie::test::failure_of;
using nixie::test::temporary_directory;

TEST(VerifySources, KnowsRotatedNames) {
    EXPECT_EQ(parse_rotated("/a/x.log").base, "/a/x.log");
    EXPECT_EQ(parse_rotated("/a/x.log.1").base, "/a/x.log");
    EXPECT_EQ(parse_rotated("/a/x.log.12.gz").base, "/a/x.log");
    EXPECT_EQ(parse_rotated("/a/x.log.gz").base, "/a/x.log");
    EXPECT_EQ(parse_rotated("/a/x.log-20261125").base, "/a/x.log");
    EXPECT_EQ(parse_rotated("/a/x.log-20261125.gz").base, "/a/x.log");
    EXPECT_EQ(parse_rotated("/a/x.log-2026-11-25-1732").base, "/a/x.log");
    EXPECT_EQ(parse_rotated("/a/x.log.20261125").base, "/a/x.log");
}

TEST(VerifySources, OtherNumbersBelongToTheName) {
    for (const char *name : {"out-1", "host7", "1", ".1", "7.log", "x.log-", "x-7.gz"}) {
        const std::string without_gz = std::string(name) == "x-7.gz" ? "x-7" : name;
        EXPECT_EQ(parse_rotated(name).base, without_gz);
    }
}

class VerifySourcesOfFiles : public testing::Test {
protected:
    std::string file(const std::string &name) const { return directory.file(name, "x\n"); }
    temporary_directory directory;
};

TEST_F(VerifySourcesOfFiles, RotatedFilesAreOneSideTheOldestFirst) {
    const std::string newest = file("x.log"), one = file("x.log.1"), ten = file("x.log.10.gz"),
                      two = file("x.log.2.gz");
    const std::vector<side_source> sides = sides_of({newest, one, ten, two}, {});
    ASSERT_EQ(sides.size(), 1U);
    EXPECT_EQ(sides[0].side.name, newest);
    EXPECT_EQ(sides[0].files, (std::vector<std::string>{ten, two, one, newest}));
}

TEST_F(VerifySourcesOfFiles, DatesCountForwards) {
    const std::string newest = file("x.log"), old = file("x.log-20261124"), older = file("x.log-20261123.gz");
    EXPECT_EQ(sides_of({newest, old, older}, {}).at(0).files, (std::vector<std::string>{older, old, newest}));
}

TEST_F(VerifySourcesOfFiles, OtherFilesAndJournalsAreSidesOfTheirOwn) {
    const std::string journal = directory.file("j/system.journal", "LPKSHHRH and so on");
    const std::string old = directory.file("j/system@1.journal", "LPKSHHRH and so on");
    const std::vector<side_source> sides =
        sides_of({"journald:", "journald:mail", directory.path(), journal, old, file("a.log"), file("b.log"), "-"}, {});
    ASSERT_EQ(sides.size(), 7U);
    EXPECT_EQ(sides[0].side.name_space, "");
    EXPECT_EQ(sides[1].journal.name_space, "mail");
    EXPECT_EQ(sides[2].journal.directory, directory.path());
    EXPECT_EQ(sides[3].journal.files, (std::vector<std::string>{journal, old}));
    EXPECT_TRUE(sides[3].side.is_journal);
    EXPECT_FALSE(sides[4].side.is_journal);
    EXPECT_EQ(sides[6].side.name, "-");
}

TEST_F(VerifySourcesOfFiles, ATargetBelongsToTheSideThatIsNamed) {
    const std::string a = file("a=b.log"), c = file("c.log");
    const std::vector<side_source> sides = sides_of({a, c}, {a + "=tcp://x?framing=lf"});
    EXPECT_EQ(sides[0].side.target, "tcp://x?framing=lf");
    EXPECT_EQ(sides[1].side.target, "");
}

TEST_F(VerifySourcesOfFiles, SaysWhatIsWrong) {
    EXPECT_EQ(failure_of([] { sides_of({"nosuch.log"}, {}); }),
              "66 nosuch.log: No such file or directory | name journald:, journald:NAMESPACE, a directory of journal "
              "files, or files that may be read");
    EXPECT_EQ(failure_of([] {
                  sides_of({"journald:", "journald:"}, {});
              }),
              "64 journald: is named twice | name each source once");
    EXPECT_EQ(failure_of([] { sides_of({"journald:"}, {"journal:=journald:"}); }),
              "64 --target: there is no side \"journal:\" | a side is journald:");
    EXPECT_EQ(failure_of([] { sides_of({"journald:"}, {"journald:"}); }),
              "64 --target: \"journald:\" is no SIDE=URI | write journald:=URI");
    EXPECT_EQ(failure_of([this] { find_side(sides_of({file("x.log.1")}, {}), "nonsense", "--only-of"); }),
              "64 --only-of: there is no side \"nonsense\" | a side is " + directory.path().string() + "/x.log");
}

} // namespace
} // namespace nixie::impl
