// What a network target has open at every moment: a forked child is told of all of it, and a program that is executed
// gets none.
#include <algorithm>
#include <fcntl.h>
#include <netinet/in.h>

#include <gtest/gtest.h>

#include "transport/descriptor.hpp"
#include "transport/logged.hpp"
#include "transport/stream_target.hpp"
#include "transport/udp_target.hpp"

namespace nixie::impl {
namespace {

using namespace test;

// A socket on a free port of 127.0.0.1. One of TCP takes connections from listen() on, and nobody accepts them: no
// descriptor of the process is on their other end.
class bound_socket {
public:
    explicit bound_socket(int type) : socket_{::socket(AF_INET, type | SOCK_CLOEXEC, 0)} {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto *const any = reinterpret_cast<sockaddr *>(&address);
        if (::bind(socket_.get(), any, size) != 0 || ::getsockname(socket_.get(), any, &size) != 0)
            throw std::runtime_error("bind");
        host_ = {"127.0.0.1", ntohs(address.sin_port)};
    }
    const peer_host &host() const { return host_; }
    void listen() { ASSERT_EQ(::listen(socket_.get(), 8), 0); }

private:
    descriptor socket_;
    peer_host host_;
};

target_settings settings_of(target_kind kind, std::vector<peer_host> hosts) {
    target_settings settings = syslog_target("network");
    settings.kind = kind;
    settings.hosts = std::move(hosts);
    settings.return_interval = std::chrono::milliseconds{1};
    return settings;
}

class NetworkDescriptors : public testing::Test {
protected:
    // Runs one handler after the other until `is_over`, and looks at the descriptors after each.
    template <class Over>
    void watch(target &of, Over is_over) {
        const std::set<int> before = open_descriptors();
        of.open();
        expect_listed(of, before);
        while (!is_over()) {
            ASSERT_GT(io.run_one_for(tests::patience), 0U);
            expect_listed(of, before);
        }
        of.shut();
        EXPECT_EQ(open_descriptors(), before);
        EXPECT_TRUE(of.descriptors().empty());
        io.run();
    }
    void expect_listed(const target &of, std::set<int> expected) {
        for (const int fd : of.descriptors()) {
            EXPECT_TRUE(expected.insert(fd).second) << fd << " is listed twice, or is not the target's";
            EXPECT_EQ(::fcntl(fd, F_GETFD) & FD_CLOEXEC, FD_CLOEXEC);
            most = std::max(most, of.descriptors().size());
        }
        EXPECT_EQ(open_descriptors(), expected);
    }

    boost::asio::io_context io;
    record_formats formats;
    std::size_t most = 0; // at a time
};

TEST_F(NetworkDescriptors, OfTcpThroughAFailedAttemptAConnectionAndTheReturn) {
    bound_socket first{SOCK_STREAM}, second{SOCK_STREAM};
    second.listen();
    stream_target target{{io, formats, [] {}}, settings_of(target_kind::tcp, {first.host(), second.host()})};
    watch(target, [&] {
        if (target.counters().connects == 1) first.listen();
        return target.counters().connects == 2;
    });
    EXPECT_EQ(most, 2U) << "the new connection, and the old one while its peer reads on";
}

TEST_F(NetworkDescriptors, OfTcpWhenItIsShutWhileItConnects) {
    bound_socket only{SOCK_STREAM};
    only.listen();
    stream_target target{{io, formats, [] {}}, settings_of(target_kind::tcp, {only.host()})};
    watch(target, [] { return true; });
    EXPECT_EQ(most, 1U);
}

TEST_F(NetworkDescriptors, OfUdp) {
    bound_socket only{SOCK_DGRAM};
    udp_target target{{io, formats, [] {}}, settings_of(target_kind::udp, {only.host()})};
    watch(target, [&] { return target.counters().connects == 1; });
    EXPECT_EQ(most, 1U);
}

} // namespace
} // namespace nixie::impl
