#include "tool/syslog_line.hpp"

#include <gtest/gtest.h>

#include "encode/read_back.hpp"

namespace nixie::impl {
namespace {

using test::parsed_message;

TEST(SyslogLine, HasWhatPeopleLookFor) {
    EXPECT_EQ(syslog_line(parsed_message("<20>1 2026-01-31T14:00:00.5+01:00 out1 mta 27 PERMFAIL [a@1 b=\"c\"] hello")),
              "2026-01-31T14:00:00.5+01:00 out1 mta PERMFAIL hello");
}

TEST(SyslogLine, MarksWhatIsMissing) {
    EXPECT_EQ(syslog_line(parsed_message("<20>1 - - - - - - hello")), "- - - - hello");
    EXPECT_EQ(syslog_line(parsed_message("<20>1 - - - - - -")), "- - - - -");
}

TEST(SyslogLine, ShowsTheElementsInPlaceOfAnEmptyMsg) {
    EXPECT_EQ(syslog_line(parsed_message("<20>1 - h a - m [a@1 b=\"c\" d=\"\\\"\x1b\"][e@1]")),
              "- h a m [a@1 b=\"c\" d=\"\"#033\"] [e@1]");
}

TEST(SyslogLine, LetsNothingThroughThatATerminalObeys) {
    EXPECT_EQ(syslog_line(parsed_message("<20>1 - h a - m - \xEF\xBB\xBF"
                                         "a\x1b[2J\r\n\xC2\x9B\xE2\x80\xAE")),
              "- h a m a#033[2J#015#012#302#233#342#200#256");
    EXPECT_EQ(syslog_line(parsed_message("<20>1 - h a - m - a\xFF")), "- h a m a\xEF\xBF\xBD");
}

TEST(SyslogLine, SaysWhereAndWhyBytesAreNoMessage) {
    EXPECT_EQ(problem_line({17, "HOSTNAME is missing"}, "<20>1 - \x1b[2J"),
              "byte 17: HOSTNAME is missing: \"<20>1 - #033[2J\"");
    EXPECT_EQ(problem_line({0, "the message does not begin with <"}, ""),
              "byte 0: the message does not begin with <: \"\"");
}

TEST(SyslogLine, KnowsTheOldFormat) {
    const std::string old = ", this looks like the old format of RFC 3164";
    const parse_problem problem{4, "VERSION is not 1"};
    EXPECT_EQ(problem_line(problem, "<13>Nov 22 22:31:55 x"),
              "byte 4: VERSION is not 1" + old + ": \"<13>Nov 22 22:31:55 x\"");
    for (const char *other : {"<13>2 - - - - - -", "<13>Nov", "Nov 22 22:31:55", "<13", "<1333>Nov 22", ""})
        EXPECT_EQ(problem_line(problem, other).find(old), std::string::npos) << other;
}

TEST(SyslogLine, QuotesTheStartOfALongOneWithoutCuttingACharacter) {
    const std::string start(79, 'x');
    EXPECT_EQ(problem_line({0, "r"}, start + "y"), "byte 0: r: \"" + start + "y\"");
    EXPECT_EQ(problem_line({0, "r"}, start + "\xC3\xA9"), "byte 0: r: \"" + start + "\"...");
}

} // namespace
} // namespace nixie::impl
