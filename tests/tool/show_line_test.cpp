#include "tool/show_line.hpp"

#include <gtest/gtest.h>

#include "tool/time_zone.hpp"

namespace nixie::impl {
namespace {

class ShowLine : public testing::Test {
protected:
    ShowLine() { record.set_number(NIXIE_FIELD_TIME, 1'769'868'000'999'999); } // 2026-01-31T14:00:00.999999Z

    const test::time_zone zone{test::berlin};
    field_set record;
};

TEST_F(ShowLine, HasEverythingInOneLine) {
    record.set_text(NIXIE_FIELD_RECIPIENT, "bob@example.fict");
    record.set_text(NIXIE_FIELD_STATUS, "5.1.1");
    record.set_text(NIXIE_FIELD_REMOTE_MTA, "mx1.example.fict");
    record.set_text(NIXIE_FIELD_REMOTE_IP, "192.0.2.7");
    record.set_text(NIXIE_FIELD_DIAGNOSTIC, "550 5.1.1 No such user");
    EXPECT_EQ(show_line(record, "not shown"),
              "2026-01-31 15:00:00 permanent_failure <bob@example.fict> 5.1.1 mx1.example.fict[192.0.2.7] "
              "550 5.1.1 No such user");
}

TEST_F(ShowLine, MarksWhatIsMissing) {
    record.set_event(NIXIE_DELIVERY);
    EXPECT_EQ(show_line(record, ""), "2026-01-31 15:00:00 delivery - - - -");
}

TEST_F(ShowLine, ShowsAnAddressWithoutAName) {
    record.set_text(NIXIE_FIELD_REMOTE_IP, "2001:db8::7");
    EXPECT_EQ(show_line(record, ""), "2026-01-31 15:00:00 permanent_failure - - [2001:db8::7] -");
}

TEST_F(ShowLine, ShowsAReplyOfSeveralLinesInOne) {
    record.set_text(NIXIE_FIELD_DIAGNOSTIC, "\r\n550-5.1.1 a\r\n550-5.1.1 b\n\n550 5.1.1 c\r\n");
    EXPECT_EQ(show_line(record, ""), "2026-01-31 15:00:00 permanent_failure - - - 550-5.1.1 a 550-5.1.1 b 550 5.1.1 c");
}

TEST_F(ShowLine, ShowsTheMessageOfNixiesOwnReports) {
    record.set_event(NIXIE_LOSS);
    EXPECT_EQ(show_line(record, "loss: 3 records"), "2026-01-31 15:00:00 loss loss: 3 records");
}

TEST_F(ShowLine, LetsNothingThroughThatATerminalObeys) {
    record.set_text(NIXIE_FIELD_RECIPIENT, "a\x1b[2J@b");
    record.set_text(NIXIE_FIELD_STATUS, "5\t1");
    record.set_text(NIXIE_FIELD_REMOTE_MTA, "mx\r\nforged line");
    record.set_text(NIXIE_FIELD_REMOTE_IP, "\xc2\x9b"
                                           "1m");                               // CSI of C1
    record.set_text(NIXIE_FIELD_DIAGNOSTIC, "550 \xe2\x80\xae evil \x7f \xff"); // right-to-left override, DEL, no UTF-8
    EXPECT_EQ(show_line(record, ""),
              "2026-01-31 15:00:00 permanent_failure <a#033[2J@b> 5#0111 mx#015#012forged line[#302#2331m] "
              "550 #342#200#256 evil #177 \xef\xbf\xbd");
}

TEST_F(ShowLine, RoundsTimesBefore1970Down) {
    record.set_number(NIXIE_FIELD_TIME, -1);
    EXPECT_EQ(show_line(record, ""), "1970-01-01 00:59:59 permanent_failure - - - -");
}

} // namespace
} // namespace nixie::impl
