// A journald whose sockets the real PID 1 holds: it is frozen, thawed and killed, and no record is lost.
#include <cstdlib>
#include <gtest/gtest.h>
#include <thread>

#include "live/live_host.hpp"

using namespace nixie;
using namespace nixie::tests;

namespace {

class Booted : public testing::Test {
protected:
    void SetUp() override { ASSERT_TRUE(std::getenv("NIXIE_BOOTED_HOST")) << "run it through tests/live/booted_host"; }

    static void systemctl(const std::string &arguments) {
        ASSERT_EQ(std::system(("systemctl " + arguments).c_str()), 0) << arguments;
    }
    static void signal_journald(const std::string &name) {
        systemctl("kill --kill-who=main --signal=" + name + " systemd-journald.service");
    }
    // Everything accepted so far is stored once and in order, and the counters agree.
    static void expect_all_stored(logger &from, int count) {
        ASSERT_TRUE(from.flush(patience));
        ASSERT_EQ(std::system("journalctl --sync"), 0);
        const std::vector<stored_entry> entries = stored_entries(from.instance());
        ASSERT_EQ(entries.size(), static_cast<std::size_t>(count));
        for (int i = 0; i < count; ++i)
            ASSERT_EQ(entries[static_cast<std::size_t>(i)]["MAIL_SEQUENCE"], std::to_string(i + 1));
        const stats counted = from.take_stats();
        expect_equations(counted);
        EXPECT_EQ(counted.targets.at(0).sent, static_cast<std::uint64_t>(count));
    }
};

TEST_F(Booted, AFrozenJournaldCostsTheCallerNothingAndLosesNothing) {
    logger log = open_logger("journald:");
    log_numbered(log, 1, 100);
    ASSERT_TRUE(log.flush(patience));
    signal_journald("STOP");
    log_numbered(log, 101, 5'000);
    ASSERT_TRUE(eventually([&] { return has_state(log, "full"); }));
    signal_journald("CONT");
    expect_all_stored(log, 5'100);
}

TEST_F(Booted, AJournaldKilledWhileItIsFrozenLosesNothing) {
    logger log = open_logger("journald:");
    signal_journald("STOP");
    log_numbered(log, 1, 2'000); // what PID 1 holds for journald, and behind it our backlog, fills up
    ASSERT_TRUE(eventually([&] { return has_state(log, "full"); }));
    signal_journald("KILL"); // PID 1 starts another one on the same sockets
    expect_all_stored(log, 2'000);
}

TEST_F(Booted, AJournaldRestartedUnderLoadLosesNothing) {
    logger log = open_logger("journald:");
    std::thread writer{[&] { log_numbered(log, 1, 20'000); }};
    for (int i = 0; i < 3; ++i) {
        systemctl("reset-failed systemd-journald.service"); // else PID 1 gives up after a few restarts
        systemctl("restart systemd-journald.service");
    }
    writer.join();
    expect_all_stored(log, 20'000);
}

} // namespace
