// Dead is not slow: a host that vanishes is found within 30 s, whatever its connection was doing; one that takes
// nothing or next to nothing for longer than that, but whose kernel answers, keeps its connection.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sched.h>

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <sstream>

#include "api/equations.hpp"
#include "api/heard.hpp"
#include "api/must.hpp"
#include "api/shell.hpp"

using namespace nixie;
using namespace nixie::tests;
using namespace std::chrono_literals;

namespace {

using clock_type = std::chrono::steady_clock;
using connection = scripted_peer::connection;

constexpr auto promised = 30s;

void run(const std::string &command) {
    const shell_result ran = run_shell(command + " 2>&1");
    ASSERT_EQ(ran.exit_code, 0) << command << ": " << ran.output;
}

target_stats of_target(const logger &log) {
    return log.take_stats().targets.at(0);
}

bool is_connected(const logger &log) {
    const std::string state = of_target(log).state;
    return state == "up" || state == "full" || state == "stalled";
}

void log_one(logger &to) {
    to.log({.diagnostic = "550 5.1.1 No such user", .recipient = "bob@example.fict"});
}

// As long as it lives, a record every few milliseconds.
class traffic {
public:
    explicit traffic(logger &to)
        : thread_([this, &to] {
              for (; !end_; std::this_thread::sleep_for(2ms))
                  for (int i = 0; i < 4; ++i) log_one(to);
          }) {}
    ~traffic() {
        end_ = true;
        thread_.join();
    }
    traffic(const traffic &) = delete;
    traffic &operator=(const traffic &) = delete;

private:
    std::atomic<bool> end_ = false;
    std::thread thread_;
};

// A host with a network of its own, at the other end of a wire.
class far_host {
public:
    far_host(const std::string &name, int number) : name_(name), address_("192.0.2." + std::to_string(4 * number + 2)) {
        const std::string near = "192.0.2." + std::to_string(4 * number + 1);
        run("ip netns add " + name + " && ip link add " + name + " type veth peer name wire netns " + name +
            " && ip addr add " + near + "/30 dev " + name + " && ip link set " + name + " up && ip -n " + name +
            " addr add " + address_ + "/30 dev wire && ip -n " + name + " link set wire up");
    }
    ~far_host() { run("ip link del " + name_ + " && ip netns del " + name_); }
    far_host(const far_host &) = delete;
    far_host &operator=(const far_host &) = delete;

    std::unique_ptr<scripted_peer> listen(const scripted_peer::script &what) const {
        std::unique_ptr<scripted_peer> peer;
        std::thread there([&] {
            const int network = static_cast<int>(must(open(("/run/netns/" + name_).c_str(), O_RDONLY), "open"));
            must(setns(network, CLONE_NEWNET), "setns");
            close(network);
            peer = std::make_unique<scripted_peer>(what, 0, address_);
        });
        there.join();
        return peer;
    }
    void run_there(const std::string &arguments) const { run("ip -n " + name_ + " " + arguments); }

private:
    std::string name_, address_;
};

void read_all(const connection &from) {
    while (!from.read().empty()) {
    }
}

void read_nothing(const connection &from) {
    while (from.wait_for(1min)) {
    }
}

// Three loggers at one host: one that sends all the time, one that is idle, one whose peer has closed its window.
class three_connections {
public:
    explicit three_connections(const far_host &host)
        : reader_(host.listen(read_all)), idler_(host.listen(read_all)), hoarder_(host.listen(read_nothing)) {
        log_one(idle_);
        EXPECT_TRUE(eventually([&] { return of_target(idle_).acknowledged == 1; }));
        EXPECT_TRUE(eventually([&] {
            for (int i = 0; i < 100; ++i) log_one(stalled_);
            return of_target(stalled_).state == "stalled";
        }));
        EXPECT_TRUE(eventually([&] { return of_target(busy_).acknowledged > 100; }));
    }

    // When each one was found to be dead.
    void expect_found(const std::string &how, clock_type::time_point since) {
        const auto watch = [how, since](const logger &log, const char *what) {
            return std::thread([how, since, &log, what] {
                EXPECT_TRUE(eventually([&] { return !is_connected(log); }));
                const std::chrono::duration<double> took = clock_type::now() - since;
                std::cout << how << ", " << what << ": found after " << took.count() << " s (" + of_target(log).trouble
                          << ")\n";
                EXPECT_LT(took, promised) << how << ", " << what;
                expect_equations(log.take_stats());
            });
        };
        std::thread watches[] = {watch(busy_, "sending"), watch(idle_, "idle"), watch(stalled_, "stalled")};
        for (std::thread &each : watches) each.join();
    }

private:
    static logger open(const scripted_peer &peer) {
        return logger{{.exit_drain = "0s", .stats_interval = "0", .targets = {peer.target("backlog=64KiB")}}};
    }

    std::unique_ptr<scripted_peer> reader_, idler_, hoarder_;
    logger busy_ = open(*reader_), idle_ = open(*idler_), stalled_ = open(*hoarder_);
    traffic load_{busy_};
};

class SilentPeers : public testing::Test {
protected:
    void SetUp() override {
        // These tests make networks.
        if (!getenv("NIXIE_PRIVATE_HOST")) GTEST_SKIP() << "only on a private host";
    }
};

// One host whose link goes down, so that after a while its address is not found any more; one that takes packets and
// answers none.
TEST_F(SilentPeers, AHostThatVanishesIsFoundWithinHalfAMinute) {
    const far_host unplugged("unplugged", 0), mute("mute", 1);
    three_connections to_unplugged(unplugged), to_mute(mute);
    const auto since = clock_type::now();
    unplugged.run_there("link set wire down");
    mute.run_there("addr flush dev wire");
    std::thread other([&] { to_mute.expect_found("mute", since); });
    to_unplugged.expect_found("unplugged", since);
    other.join();
}

// Longer than any time after which a peer is dead. NIXIE_STALL_SECONDS: as long as somebody at the keyboard likes.
std::chrono::seconds stall_time() {
    const char *given = getenv("NIXIE_STALL_SECONDS");
    return std::chrono::seconds(given ? std::atoi(given) : 35);
}

// A collector that is stopped: SIGSTOP, a debugger, a disk that hangs.
void expect_that_a_stopped_peer_keeps_its_connection() {
    heard all;
    scripted_peer peer([&](const connection &from) {
        from.wait_for(stall_time());
        frame_reader{all}.read_to_end(from);
    });
    logger log{{.stats_interval = "0", .targets = {peer.target("backlog=1MiB")}}};
    {
        const traffic load(log);
        EXPECT_TRUE(eventually([&] { return of_target(log).state == "stalled"; }));
        while (all.count() == 0 && of_target(log).connects == 1 && of_target(log).state != "up")
            std::this_thread::sleep_for(10ms);
    }
    EXPECT_TRUE(log.close(patience));
    const stats after = log.take_stats();
    expect_equations(after);
    const target_stats &end = after.targets.at(0);
    std::cout << "stopped for " << stall_time().count() << " s: accepted " << end.accepted << ", sent " << end.sent
              << ", dropped " << end.dropped_backlog_full << ", connects " << end.connects << ", waits " << end.waits
              << "\n";
    EXPECT_EQ(end.connects, 1U);
    EXPECT_EQ(end.uncertain, 0U);
    EXPECT_GT(end.dropped_backlog_full, 0U);
    EXPECT_EQ(all.count(), end.sent);
    std::vector<long> once = all.sequences();
    EXPECT_TRUE(std::ranges::is_sorted(once));
    EXPECT_EQ(std::ranges::adjacent_find(once), once.end()) << "nothing twice";
    const loss_sums dropped{{{end.uri, "backlog_full"}, static_cast<long>(end.dropped_backlog_full)}};
    EXPECT_EQ(all.sums(), dropped);
}

void expect_that_a_byte_a_second_keeps_its_connection() {
    heard all;
    std::atomic<int> bytes = 0;
    scripted_peer peer([&](const connection &from) {
        frame_reader here{all};
        const auto end = clock_type::now() + stall_time();
        while (clock_type::now() < end && from.wait_for(1s) && here.read(from, 1)) ++bytes;
        here.read_to_end(from);
    });
    logger log{{.stats_interval = "0", .targets = {peer.target("backlog=64KiB")}}};
    {
        const traffic load(log);
        EXPECT_TRUE(eventually([&] { return all.count() > 1; }, stall_time() + patience));
    }
    EXPECT_TRUE(log.close(patience));
    const target_stats end = of_target(log);
    std::cout << "a byte a second: " << bytes << " of them, connects " << end.connects << "\n";
    EXPECT_GT(bytes, 20);
    EXPECT_EQ(end.connects, 1U);
    EXPECT_EQ(end.uncertain, 0U);
    EXPECT_EQ(all.count(), end.sent);
}

// Datagrams that this network has sent.
long datagrams_sent() {
    std::ifstream counters("/proc/self/net/snmp");
    for (std::string line; std::getline(counters, line);) {
        if (!line.starts_with("Udp: ") || line.find("InDatagrams") != line.npos) continue;
        std::istringstream numbers(line.substr(5));
        long in = 0, no_ports = 0, errors = 0, out = 0;
        numbers >> in >> no_ports >> errors >> out;
        return out;
    }
    throw std::runtime_error("/proc/self/net/snmp has no Udp");
}

// An entry about what was lost gets lost, too; an entry about that would be lost in turn, and so on.
void expect_that_losses_of_reports_feed_nothing() {
    constexpr std::uint64_t records = 4;
    const long before = datagrams_sent();
    logger log{{.stats_interval = "0", .targets = {"udp://127.0.0.1:9"}}};
    for (std::uint64_t i = 1; i <= records; ++i) {
        log_one(log);
        EXPECT_TRUE(eventually([&] { return of_target(log).reported_lost == i; }));
        EXPECT_TRUE(eventually([&] { return of_target(log).state == "up"; })) << "five seconds after the last error";
    }
    const long reports = datagrams_sent() - before - static_cast<long>(records);
    std::cout << "to a closed port: " << records << " records, and " << reports << " entries about them\n";
    EXPECT_EQ(of_target(log).reported_lost, records);
    EXPECT_GE(reports, 1);
    EXPECT_LE(reports, 4) << "at most one about each record";
}

TEST_F(SilentPeers, OneThatIsSlowOrStoppedKeepsItsConnection) {
    std::thread others[] = {std::thread(expect_that_a_stopped_peer_keeps_its_connection),
                            std::thread(expect_that_a_byte_a_second_keeps_its_connection),
                            std::thread(expect_that_losses_of_reports_feed_nothing)};
    for (std::thread &each : others) each.join();
}

} // namespace
