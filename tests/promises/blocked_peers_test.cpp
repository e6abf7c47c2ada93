// A peer that takes nothing, or a name server that never answers, costs the caller nothing: a hundred thousand calls
// return, and the kernel saw none of them wait but for the lock of the refused ones, which nobody holds while it waits
// for a peer. That the test ends is half of the proof.
#include <gtest/gtest.h>

#include "api/eventually.hpp"
#include "api/receiver.hpp"
#include "api/scripted_peer.hpp"
#include "promises/traced_program.hpp"

using namespace nixie::tests;

namespace {

void expect_that_callers_are_not_blocked(const std::string &target) {
    traced_program program({NIXIE_TRACED_CALLER, "flood", "1MiB", target});
    EXPECT_EQ(program.run(), 0);
    ASSERT_EQ(program.bursts().size(), 1U);
    const burst &calls = program.bursts().front();
    EXPECT_TRUE(calls.others.empty()) << describe(calls.others);
}

TEST(BlockedPeer, ATcpCollectorThatReadsNothing) {
    scripted_peer peer([](const scripted_peer::connection &from) {
        while (from.wait_for(patience)) {
        }
    });
    for (const char *on_full : {"drop", "block"})
        expect_that_callers_are_not_blocked(peer.target("backlog=64KiB&on_full=" + std::string(on_full)));
}

TEST(BlockedPeer, ASyslogdThatIsStopped) {
    const socket_folder folder;
    const receiver stopped{folder.path("log")};
    for (const char *on_full : {"drop", "block"})
        expect_that_callers_are_not_blocked(stopped.target() + "?backlog=64KiB&on_full=" + on_full);
}

TEST(BlockedPeer, ANameServerThatNeverAnswers) {
    for (const char *target : {"tcp://logs.example.fict?backlog=64KiB", "udp://logs.example.fict?backlog=64KiB"})
        expect_that_callers_are_not_blocked(target);
}

} // namespace
