// A network that does not work: a name server that never answers, a neighbour that is not there, a link that is down, a
// link that takes less than a message. Whatever it is, the other target has its records at once.
#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <iostream>

#include "api/equations.hpp"
#include "api/eventually.hpp"
#include "api/receiver.hpp"
#include "api/shell.hpp"
#include "nixie/logger.hpp"

using namespace nixie;
using namespace nixie::tests;

namespace {

// A socket that takes datagrams on 127.0.0.1, and keeps silent.
class udp_peer {
public:
    explicit udp_peer(std::uint16_t port) : fd_(socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (bind(fd_, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0)
            throw std::runtime_error("no socket on port " + std::to_string(port));
        timeval wait{60, 0};
        setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
    }
    ~udp_peer() { close(fd_); }
    udp_peer(const udp_peer &) = delete;
    udp_peer &operator=(const udp_peer &) = delete;

    // The next datagram; "" when none comes.
    std::string next() {
        std::string bytes(1 << 17, '\0');
        const ssize_t size = recv(fd_, bytes.data(), bytes.size(), 0);
        bytes.resize(size < 0 ? 0 : static_cast<std::size_t>(size));
        return bytes;
    }

private:
    int fd_;
};

void must(const std::string &command) {
    const shell_result ran = run_shell(command + " 2>&1");
    ASSERT_EQ(ran.exit_code, 0) << command << ": " << ran.output;
}

class Network : public testing::Test {
protected:
    void SetUp() override {
        // These tests change the network and the resolver of the host that they run on.
        if (!getenv("NIXIE_PRIVATE_HOST")) GTEST_SKIP() << "only on a private host";
    }

    logger open(const std::string &target) {
        return logger{{.exit_drain = "0s", .stats_interval = "0", .targets = {target, local.target()}}};
    }
    // Each of these arrives at the second target while the first one has its trouble.
    void log_and_receive(logger &log, int count) {
        for (int i = 0; i < count; ++i) ASSERT_EQ(log.log({.recipient = "bob@example.fict"}), outcome::accepted);
        for (int i = 0; i < count; ++i) ASSERT_NE(local.next(), "");
    }
    target_stats first(const logger &of) { return of.take_stats().targets.at(0); }

    socket_folder folder;
    receiver local{folder.path("log")};
};

TEST_F(Network, ANameServerThatNeverAnswersHoldsUpNobody) {
    udp_peer name_server(53);
    std::ofstream("/run/resolv.conf") << "nameserver 127.0.0.1\noptions timeout:30 attempts:5\n";
    ASSERT_NO_FATAL_FAILURE(must("mount --bind /run/resolv.conf /etc/resolv.conf"));
    for (const char *target : {"tcp://logs.example.net", "udp://logs.example.net"}) {
        logger log = open(target);
        EXPECT_NE(name_server.next(), "") << "the name is asked for";
        log_and_receive(log, 100);
        EXPECT_EQ(first(log).state, "connecting");
        expect_equations(log.take_stats());
        const auto before = std::chrono::steady_clock::now();
        EXPECT_FALSE(log.close(std::chrono::seconds(1)));
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - before;
        std::cout << target << ": close(1 s) took " << took.count() << " s\n";
        EXPECT_LT(took, std::chrono::seconds(8)) << "it waited for the resolver";
        EXPECT_EQ(first(log).dropped_deadline, 100U);
        expect_equations(log.take_stats());
    }
    must("umount /etc/resolv.conf");
}

TEST_F(Network, ANeighbourThatIsNotThereHoldsUpNobodyAndIsReported) {
    ASSERT_NO_FATAL_FAILURE(
        must("ip link add nixie0 type veth peer name nixie1 && ip addr add 192.0.2.1/24 dev nixie0 && "
             "ip link set nixie0 up && ip link set nixie1 up"));
    logger log = open("udp://192.0.2.7");
    log_and_receive(log, 100);
    EXPECT_TRUE(eventually([&] { return first(log).reported_lost > 0; })) << "the kernel tells that nobody is there";
    expect_equations(log.take_stats());

    must("ip link set nixie0 down");
    log_and_receive(log, 100);
    expect_equations(log.take_stats());
    log.close(std::chrono::milliseconds(0));
    expect_equations(log.take_stats());
    must("ip link del nixie0");
}

// Documented: 20 bytes of IPv4 and 8 of UDP are not the message's.
TEST_F(Network, AMessageIsShortenedToWhatThePathTakesAlsoWhenThatChanges) {
    const std::string diagnostic = "550 5.1.1 " + std::string(4000, 'x');
    const auto log_long = [&](logger &log) {
        return log.log({.diagnostic = diagnostic, .recipient = "bob@example.fict"}) == outcome::accepted;
    };
    udp_peer collector(5514);
    ASSERT_NO_FATAL_FAILURE(must("ip link set lo mtu 3000"));
    logger log = open("udp://127.0.0.1:5514");
    for (const std::size_t mtu : {3000U, 1500U, 1200U, 3000U, 20'000U}) {
        ASSERT_NO_FATAL_FAILURE(must("ip link set lo mtu " + std::to_string(mtu)));
        ASSERT_TRUE(log_long(log));
        const std::string message = collector.next();
        EXPECT_NE(message, "") << mtu;
        EXPECT_LE(message.size(), mtu - 28);
        if (mtu < 4000) {
            EXPECT_GT(message.size(), mtu - 28 - 4) << "no more is cut than it must";
        }
        EXPECT_EQ(parameter(message, "truncated"), mtu < 4000 ? "diagnostic:4010" : "") << mtu;
    }
    ASSERT_TRUE(log.flush(patience));
    EXPECT_EQ(first(log).sent, 5U);
    EXPECT_EQ(first(log).shortened, 4U);

    // What was whole before the path became narrow, and not yet sent, is made anew.
    for (const std::size_t mtu : {3000U, 1500U}) {
        ASSERT_NO_FATAL_FAILURE(must("ip link set lo mtu " + std::to_string(mtu)));
        ASSERT_EQ(log.log({.diagnostic = std::string(1200, 'y')}), outcome::accepted);
        const std::string message = collector.next();
        EXPECT_EQ(message.size() > 1500 - 28, mtu == 3000U);
        EXPECT_NE(message, "") << mtu;
    }
    must("ip link set lo mtu 65536");
}

// Such a datagram would never leave: packets are not fragmented.
TEST_F(Network, AFixedSizeThatTheInterfaceDoesNotTakeIsTheInterfaces) {
    udp_peer collector(5514);
    ASSERT_NO_FATAL_FAILURE(must("ip link set lo mtu 1500"));
    logger log = open("udp://127.0.0.1:5514?mtu=9000");
    ASSERT_EQ(log.log({.diagnostic = "550 5.1.1 " + std::string(4000, 'x')}), outcome::accepted);
    ASSERT_TRUE(log.flush(patience));
    ASSERT_EQ(first(log).sent, 1U);
    const std::string message = collector.next();
    EXPECT_LE(message.size(), 1500U - 28);
    EXPECT_EQ(parameter(message, "truncated"), "diagnostic:4010");
    must("ip link set lo mtu 65536");
}

} // namespace
