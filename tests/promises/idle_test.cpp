// A process that logs nothing does nothing: the library's threads are not woken once in a while, whatever the targets
// are and however they fare. The time that passes here is what is measured; what wakes a thread later than that, or
// only while something waits to be sent, is not seen.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <list>
#include <string>
#include <thread>

#include "api/eventually.hpp"
#include "api/receiver.hpp"
#include "api/scripted_peer.hpp"
#include "nixie/logger.hpp"
#include "promises/udp_sink.hpp"

using namespace nixie;
using namespace nixie::tests;

namespace {

constexpr std::chrono::seconds period{2};

struct observed {
    int threads = 0;
    long switches = 0; // to these threads and away from them, since they began
    bool operator==(const observed &) const = default;
};

// The library's threads, and those that they have started: they are called the same.
observed library_threads() {
    observed all;
    for (const auto &task : std::filesystem::directory_iterator("/proc/self/task")) {
        std::ifstream status(task.path() / "status");
        bool is_library = false;
        for (std::string word; status >> word;) {
            if (word == "nixie-io") is_library = true;
            if (!is_library || !word.ends_with("voluntary_ctxt_switches:")) continue;
            long count = 0;
            status >> count;
            all.switches += count;
        }
        all.threads += is_library;
    }
    return all;
}

// Whether no thread is switched to, begins or ends for that time.
bool is_quiet(std::chrono::seconds time) {
    const observed before = library_threads();
    std::this_thread::sleep_for(time);
    return library_threads() == before;
}

void read_all(const scripted_peer::connection &from) {
    while (!from.read().empty()) {
    }
}

void read_once(const scripted_peer::connection &from) {
    from.read();
}

class Idle : public testing::Test {
protected:
    void open(std::vector<std::string> targets) {
        loggers.emplace_back(options{.exit_drain = "0s", .stats_interval = "50ms", .targets = std::move(targets)});
    }
    std::string unix_target() const { return "unix:" + folder.path("log"); }

    // At least one whole period passes without a switch, and the next one does, too.
    void expect_that_nothing_wakes() {
        ASSERT_TRUE(eventually([] { return is_quiet(period); }));
        EXPECT_TRUE(is_quiet(period));
        EXPECT_EQ(library_threads().threads, static_cast<int>(loggers.size()));
    }

    socket_folder folder;
    receiver syslogd{folder.path("log")};
    udp_sink udp;
    scripted_peer tcp{read_all}, also_tcp{read_all}, closing_tcp{read_once};
    std::list<logger> loggers;
};

TEST_F(Idle, TheCounterSeesAThreadThatIsWoken) {
    open({udp.target()});
    ASSERT_TRUE(loggers.front().flush(patience));
    const observed before = library_threads();
    loggers.front().log({.queue_id = "1"});
    ASSERT_TRUE(loggers.front().flush(patience));
    EXPECT_GT(library_threads().switches, before.switches);
}

TEST_F(Idle, NothingWakesAfterTheLastStatsEntry) {
    open({unix_target()});
    open({udp.target()});
    open({tcp.target()});
    open({closing_tcp.target()});
    open({"stdout:?events=attempt"});
    open({"udp://127.0.0.1:9"}); // a port that is closed: ICMP errors come back
    open({unix_target(), udp.target(), also_tcp.target(), "stdout:?events=attempt"});
    for (logger &log : loggers) {
        ASSERT_EQ(log.log({.queue_id = "1"}), outcome::accepted);
        ASSERT_TRUE(log.flush(patience));
    }
    // What the two loggers have for it: a record, and an entry about each target.
    for (const std::string &each : syslogd.take(2 + 1 + 4)) EXPECT_NE(parameter(each, "instance"), "");
    expect_that_nothing_wakes();
}

TEST_F(Idle, NothingWakesWhereATargetIsAbsentAndHasNothingToSend) {
    open({"journald:"});
    open({"journald:nobody"});
    open({"unix:/nowhere/to/go"});
    open({"tcp://127.0.0.1:9"});
    open({"tcp://127.0.0.1:9,127.0.0.1:9"});
    open({"tcp://no.such.host.invalid"});
    open({"udp://127.0.0.1:9"});
    open({"journald:nobody", "unix:/nowhere/to/go", "tcp://127.0.0.1:9", udp.target()});
    expect_that_nothing_wakes();
}

// A journald that runs, on a private host that was given one.
TEST_F(Idle, NothingWakesBesideAJournald) {
    if (!getenv("NIXIE_PRIVATE_HOST")) GTEST_SKIP() << "only on a private host";
    open({"journald:"});
    ASSERT_EQ(loggers.front().log({.queue_id = "1"}), outcome::accepted);
    ASSERT_TRUE(loggers.front().flush(patience));
    expect_that_nothing_wakes();
    EXPECT_EQ(loggers.front().take_stats().targets.at(0).sent, 1U);
}

} // namespace
