// journald goes away in every way it can, and comes back: the caller never waits, and nothing that has room is lost.
#include "live/live_host.hpp"

using namespace nixie;
using namespace nixie::tests;

namespace {

TEST(Outage, RecordsWaitForAJournaldThatIsAbsent) {
    logger log = open_logger("journald:");
    log_numbered(log, 1, 100);
    ASSERT_TRUE(eventually([&] { return has_state(log, "absent"); }));
    EXPECT_FALSE(log.flush(std::chrono::milliseconds(0)));
    const stats meanwhile = log.take_stats();
    expect_equations(meanwhile);
    EXPECT_EQ(meanwhile.targets.at(0).sent, 0U);

    journald late;
    late.start();
    expect_all_stored(log, late, 100);
}

// On a host whose journald made its sockets itself, a stopped one fills its receive queue; where PID 1 holds them, the
// sender's buffer may fill first.
class FrozenOutage : public testing::TestWithParam<journald::sockets> {};

TEST_P(FrozenOutage, CallsReturnAndNothingIsLost) {
    journald host(GetParam());
    host.start();
    logger log = open_logger("journald:");
    log_numbered(log, 1, 1);
    ASSERT_TRUE(log.flush(patience));

    host.freeze();
    log_numbered(log, 2, 5'000); // a call that waited for journald would never return
    ASSERT_TRUE(eventually([&] { return has_state(log, "full"); }));
    const stats meanwhile = log.take_stats();
    expect_equations(meanwhile);
    EXPECT_GT(meanwhile.targets.at(0).waits, 0U);
    EXPECT_LT(meanwhile.targets.at(0).sent, 5'001U);

    host.thaw();
    expect_all_stored(log, host, 5'001);
}

TEST_P(FrozenOutage, ABacklogThatIsFullDropsTheOldestAndCountsThem) {
    journald host(GetParam());
    host.start();
    logger log = open_logger("journald:?backlog=64KiB&on_full=drop");
    host.freeze();
    log_numbered(log, 1, 5'000);
    ASSERT_TRUE(eventually([&] { return log.take_stats().targets.at(0).dropped_backlog_full > 0; }));
    host.thaw();
    ASSERT_TRUE(log.flush(patience));
    host.sync();

    const stats after = log.take_stats();
    expect_equations(after);
    std::vector<stored_entry> entries = stored_entries(log.instance());
    const auto losses = std::erase_if(entries, [](stored_entry &each) { return each["MAIL_EVENT"] == "loss"; });
    EXPECT_GE(losses, 1U) << "what was dropped is named";
    EXPECT_EQ(entries.size(), after.targets.at(0).sent);
    EXPECT_EQ(after.targets.at(0).sent + after.targets.at(0).dropped_backlog_full, 5'000U);
    EXPECT_EQ(entries.back()["MAIL_QUEUE_ID"], "5000"); // the oldest went, not the newest
}

INSTANTIATE_TEST_SUITE_P(Sockets, FrozenOutage, testing::Values(journald::sockets::its_own, journald::sockets::held),
                         [](const auto &whose) {
                             return whose.param == journald::sockets::held ? "HeldByAnother" : "JournaldsOwn";
                         });

TEST(Outage, RecordsWaitForAJournaldThatWasKilledAndTookItsSocketAlong) {
    journald host;
    host.start();
    logger log = open_logger("journald:");
    log_numbered(log, 1, 100);
    ASSERT_TRUE(log.flush(patience));
    host.sync(); // what stands in its socket when it is killed is lost, whoever sends

    host.kill();
    log_numbered(log, 101, 200);
    ASSERT_TRUE(eventually([&] { return has_state(log, "refused"); }));
    host.start();
    expect_all_stored(log, host, 300);
    EXPECT_EQ(log.take_stats().targets.at(0).connects, 2U);
}

TEST(Outage, ARestartBetweenTwoRecordsLosesNeither) {
    journald host;
    host.start();
    logger log = open_logger("journald:");
    for (int round = 0; round < 5; ++round) {
        log_numbered(log, 1 + round * 10, 10);
        ASSERT_TRUE(log.flush(patience));
        if (round % 2 == 0) {
            host.sync();
            host.kill();
        } else {
            host.stop(); // a journald that is asked to end reads its socket empty first
        }
        host.start();
    }
    log_numbered(log, 51, 10);
    expect_all_stored(log, host, 60);
}

TEST(Outage, NothingIsLostWhenTheKilledJournaldsSocketIsHeld) {
    journald host(journald::sockets::held);
    host.start();
    logger log = open_logger("journald:");
    log_numbered(log, 1, 100);
    ASSERT_TRUE(log.flush(patience));
    host.sync();

    host.kill();
    log_numbered(log, 101, 5'000); // the socket takes some, the backlog the others
    ASSERT_TRUE(eventually([&] { return has_state(log, "full"); }));
    host.start();
    expect_all_stored(log, host, 5'100);
    EXPECT_EQ(log.take_stats().targets.at(0).connects, 1U); // the connection outlived it
}

TEST(Outage, ANamespaceHasItsOwnJournald) {
    journald host;
    journald other(journald::sockets::its_own, "nixie");
    host.start();
    logger log = open_logger("journald:nixie");
    log_numbered(log, 1, 100);
    ASSERT_TRUE(eventually([&] { return has_state(log, "absent"); }));
    other.start();
    expect_all_stored(log, other, 100, "nixie");
    host.sync();
    EXPECT_TRUE(stored_entries(log.instance()).empty());
}

TEST(Outage, ClosingCountsWhatAnAbsentJournaldLeft) {
    logger log = open_logger("journald:");
    log_numbered(log, 1, 10);
    EXPECT_FALSE(log.close(std::chrono::milliseconds(50)));
    const stats after = log.take_stats();
    expect_equations(after);
    EXPECT_EQ(after.targets.at(0).dropped_deadline, 10U);
    EXPECT_EQ(log.log({.recipient = "bob@example.fict"}), outcome::closed);
}

} // namespace
