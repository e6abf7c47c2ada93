// A real rsyslogd and a real syslog-ng are restarted, stopped and lost while eight threads log: no call waits, the
// books balance, and what is stored is whole. What a collector loses is its own, until nixie sends again what it may
// have lost.
#include "live/collector_kinds.hpp"
#include "live/collector_load.hpp"
#include "live/live_host.hpp"

using namespace nixie;
using namespace nixie::tests;

namespace {

class CollectorOutage : public CollectorTest {
protected:
    // Nobody waits for room: what has none is refused or dropped, and counted.
    logger open(const std::string &options) const {
        return logger{{.app_name = "live_test", .targets = {target(options)}}};
    }

    target_stats of_target(const logger &of) { return of.take_stats().targets.at(0); }

    void expect_growth() {
        const std::size_t before = host->count_stored();
        ASSERT_TRUE(eventually([&] { return host->count_stored() > before; }));
    }

    void expect_stored(std::size_t count) {
        ASSERT_TRUE(eventually([&] { return host->count_stored() >= count; }))
            << host->count_stored() << " of " << count;
    }

    // Everything that the collector has stored when it has ended.
    void expect_load(logger &from) {
        const stats counted = from.take_stats();
        expect_equations(counted);
        const std::size_t stored = check_load(host->stored(), from.instance(), counted.targets.at(0).connects > 1);
        EXPECT_GT(stored, 0U);
        EXPECT_LE(stored, counted.targets.at(0).sent);
    }
};

TEST_P(CollectorOutage, RestartsUnderLoadLeaveOnlyWholeMessages) {
    logger log = open("");
    {
        collector_load load(log, 1'000'000);
        for (int i = 0; i < 3; ++i) {
            ASSERT_NO_FATAL_FAILURE(expect_growth());
            host->stop();
            host->start();
        }
        ASSERT_NO_FATAL_FAILURE(expect_growth()); // the target has found it again
    }
    ASSERT_TRUE(log.flush(patience));
    host->stop();
    expect_load(log);
    EXPECT_GE(of_target(log).connects, by() == way::udp ? 1U : 4U);
}

TEST_P(CollectorOutage, AKilledCollectorIsFoundAgain) {
    logger log = open("");
    {
        collector_load load(log, 1'000'000);
        ASSERT_NO_FATAL_FAILURE(expect_growth());
        host->kill();
        host->start();
        ASSERT_NO_FATAL_FAILURE(expect_growth());
    }
    ASSERT_TRUE(log.flush(patience));
    host->stop();
    expect_load(log);
}

TEST_P(CollectorOutage, AFrozenCollectorCostsTheCallersNothingAndGoesOn) {
    logger log = open("backlog=64KiB");
    host->freeze();
    collector_load load(log, 2'000);
    load.join(); // a call that waited for the collector would never return
    expect_equations(log.take_stats());
    EXPECT_EQ(log.take_stats().calls, 16'000U);

    host->thaw();
    ASSERT_TRUE(log.flush(patience));
    ASSERT_NO_FATAL_FAILURE(expect_stored(by() == way::udp ? 1 : of_target(log).sent));
    host->stop();
    expect_load(log);
}

TEST_P(CollectorOutage, ALoggerClosesBesideACollectorThatStaysFrozen) {
    logger log = open("backlog=64KiB");
    host->freeze();
    collector_load load(log, 2'000);
    load.join();
    log.close(std::chrono::milliseconds(100));
    const stats after = log.take_stats();
    expect_equations(after);
    EXPECT_EQ(after.calls, 16'000U);
    EXPECT_EQ(after.targets.at(0).queued, 0U);
    EXPECT_EQ(log.log({.recipient = "bob@example.fict"}), outcome::closed);
}

// What only a stream can tell: nobody says whether a datagram arrived.
class StreamOutage : public CollectorOutage {};

TEST_P(StreamOutage, RecordsWaitForACollectorThatIsAbsent) {
    host->stop();
    logger log = open("");
    log_numbered(log, 1, 100);
    ASSERT_TRUE(eventually([&] { return has_state(log, "refused"); }));
    host->start();
    ASSERT_TRUE(log.flush(patience));
    expect_stored(100);
    expect_equations(log.take_stats());
}

TEST_P(StreamOutage, AFrozenCollectorFillsTheBacklogAndGetsAllThatWasSentOnOneConnection) {
    logger log = open("backlog=64KiB");
    log_numbered(log, 1, 1);
    ASSERT_TRUE(log.flush(patience));
    host->freeze();
    for (int i = 1; of_target(log).dropped_backlog_full == 0; i += 100) {
        ASSERT_LT(i, 200'000) << "so much fits into no socket";
        log_numbered(log, i + 1, 100);
        ASSERT_TRUE(eventually([&] { return log.take_stats().queued == 0; }));
    }
    host->thaw();
    ASSERT_TRUE(log.flush(patience));
    const stats counted = log.take_stats();
    expect_equations(counted);
    expect_stored(counted.targets.at(0).sent);
    EXPECT_EQ(counted.targets.at(0).connects, 1U);
}

TEST_P(StreamOutage, TheNextAddressIsTakenWhereTheFirstRefuses) {
    logger log = open_logger(host->target(by(), "127.0.0.1:1,127.0.0.1"));
    log_numbered(log, 1, 100);
    ASSERT_TRUE(log.flush(patience));
    expect_stored(100);
    expect_equations(log.take_stats());
}

INSTANTIATE_TEST_SUITE_P(Rsyslogd, CollectorOutage, every_way(collector_kind::rsyslogd), name_of_the_way);
INSTANTIATE_TEST_SUITE_P(SyslogNg, CollectorOutage, every_way(collector_kind::syslog_ng), name_of_the_way);
INSTANTIATE_TEST_SUITE_P(Rsyslogd, StreamOutage, every_stream(collector_kind::rsyslogd), name_of_the_way);
INSTANTIATE_TEST_SUITE_P(SyslogNg, StreamOutage, every_stream(collector_kind::syslog_ng), name_of_the_way);

} // namespace
