// What the machine wants after each result, as lists of steps.
#include "queueing/datagram_machine.hpp"

#include <cerrno>
#include <ostream>
#include <vector>

#include <gtest/gtest.h>

namespace nixie::impl {
namespace {

using enum datagram_action;
using std::chrono::milliseconds;

constexpr oversize takes_memfd = oversize::pass_memfd;

// An action that is expected, and what comes of it: 0 or errno for connect, send and pass_memfd.
struct script_step {
    datagram_action expected;
    int result = 0;
};
using script = std::vector<script_step>;

datagram_action feed(datagram_machine &machine, const script_step &done) {
    switch (done.expected) {
    case idle:
        return machine.stocked();
    case connect:
        return machine.connected(done.result, 0.5);
    case send:
    case pass_memfd:
        return machine.sent(done.result, 0.5);
    case measure:
        return machine.measured(done.result == 0);
    case drop_front:
        return machine.dropped();
    case await_room:
        return machine.writable();
    case await_backoff:
        return machine.backoff_over();
    }
    return idle;
}

// Returns the action after the last step.
datagram_action play(datagram_machine &machine, const script &steps) {
    datagram_action action = machine.start();
    for (std::size_t i = 0; i < steps.size(); ++i) {
        EXPECT_EQ(action, steps[i].expected) << "step " << i + 1;
        action = feed(machine, steps[i]);
    }
    return action;
}

datagram_machine machine_for(oversize when_too_large) {
    return {backoff{milliseconds{100}, milliseconds{1000}}, when_too_large};
}

TEST(DatagramMachine, SendsOneRecordAfterTheOther) {
    auto machine = machine_for(takes_memfd);
    EXPECT_EQ(machine.state(), target_state::connecting);
    EXPECT_EQ(play(machine, {{connect}, {send}, {send}}), send);
    EXPECT_EQ(machine.state(), target_state::up);
}

TEST(DatagramMachine, AbsentUntilTheSocketAppears) {
    auto machine = machine_for(takes_memfd);
    EXPECT_EQ(play(machine, {{connect, ENOENT}, {await_backoff}, {connect, ENOTDIR}}), await_backoff);
    EXPECT_EQ(machine.state(), target_state::absent);
    EXPECT_EQ(machine.backoff_over(), connect);
    EXPECT_EQ(machine.state(), target_state::connecting);
    EXPECT_EQ(machine.connected(0, 0.5), send);
    EXPECT_EQ(machine.state(), target_state::up);
}

TEST(DatagramMachine, RefusedWhereNobodyAnswersAtTheAddress) {
    for (const int error : {ECONNREFUSED, EACCES, EPERM, EPROTOTYPE, ENAMETOOLONG, EMFILE}) {
        auto machine = machine_for(takes_memfd);
        EXPECT_EQ(play(machine, {{connect, error}}), await_backoff);
        EXPECT_EQ(machine.state(), target_state::refused) << error;
    }
}

TEST(DatagramMachine, WaitsLongerFromOneFailureToTheNextAndBeginsAnewAfterASuccess) {
    auto machine = machine_for(takes_memfd);
    std::vector<int> waits;
    datagram_action action = machine.start();
    for (int i = 0; i < 6; ++i) {
        ASSERT_EQ(action, connect);
        ASSERT_EQ(machine.connected(ENOENT, 0.5), await_backoff);
        waits.push_back(static_cast<int>(machine.wait_time().count()));
        action = machine.backoff_over();
    }
    EXPECT_EQ(waits, (std::vector{100, 150, 250, 450, 550, 550}));
    machine.connected(0, 0.5);
    machine.sent(0, 0.5);
    EXPECT_EQ(machine.sent(ENOMEM, 0.5), await_backoff);
    EXPECT_EQ(machine.wait_time(), milliseconds{100});
}

TEST(DatagramMachine, WaitsForRoomWhenThePeerIsFull) {
    for (const int error : {EAGAIN, EWOULDBLOCK}) {
        auto machine = machine_for(takes_memfd);
        EXPECT_EQ(play(machine, {{connect}, {send}, {send, error}}), await_room);
        EXPECT_EQ(machine.state(), target_state::full);
        EXPECT_EQ(machine.writable(), send);
        EXPECT_EQ(machine.sent(0, 0.5), send);
        EXPECT_EQ(machine.state(), target_state::up);
    }
}

TEST(DatagramMachine, PassesAMemfdWhenTheDatagramIsTooLarge) {
    auto machine = machine_for(takes_memfd);
    EXPECT_EQ(play(machine, {{connect}, {send, EMSGSIZE}, {pass_memfd}, {send}, {send, EMSGSIZE}}), pass_memfd);
}

TEST(DatagramMachine, DropsWhatIsTooLargeWhereNoMemfdIsTaken) {
    auto machine = machine_for(oversize::drop);
    EXPECT_EQ(play(machine, {{connect}, {send, EMSGSIZE}, {drop_front}, {send}}), send);
    EXPECT_EQ(machine.state(), target_state::up);
}

TEST(DatagramMachine, DropsWhatIsTooLargeEvenInAMemfd) {
    auto machine = machine_for(takes_memfd);
    EXPECT_EQ(play(machine, {{connect}, {send, EMSGSIZE}, {pass_memfd, EMSGSIZE}, {drop_front}, {send}}), send);
}

TEST(DatagramMachine, IsUpAgainAfterARecordThatWasDroppedBehindAWait) {
    auto machine = machine_for(oversize::drop);
    play(machine, {{connect}, {send, EAGAIN}, {await_room}, {send, EMSGSIZE}, {drop_front}});
    EXPECT_EQ(machine.state(), target_state::up);
    EXPECT_EQ(machine.stocked(), send) << "the connection stands";
}

// The backlog may have dropped the large record meanwhile.
TEST(DatagramMachine, TriesADatagramFirstAfterEveryWait) {
    auto machine = machine_for(takes_memfd);
    EXPECT_EQ(play(machine, {{connect},
                             {send, EMSGSIZE},
                             {pass_memfd, EAGAIN},
                             {await_room},
                             {send, EMSGSIZE},
                             {pass_memfd, ENOMEM},
                             {await_backoff}}),
              send);
}

TEST(DatagramMachine, PassesTheMemfdAgainOnANewConnection) {
    auto machine = machine_for(takes_memfd);
    EXPECT_EQ(play(machine, {{connect},
                             {send},
                             {send, EMSGSIZE},
                             {pass_memfd, ECONNREFUSED},
                             {connect},
                             {send, EMSGSIZE},
                             {pass_memfd}}),
              send);
}

// The driver may stop between any two actions, to give the other targets their turn, and begin again with stocked().
TEST(DatagramMachine, PassesTheMemfdAlthoughTheDriverPausedBeforeIt) {
    auto machine = machine_for(takes_memfd);
    EXPECT_EQ(play(machine, {{connect}, {send, EMSGSIZE}}), pass_memfd);
    EXPECT_EQ(machine.stocked(), send);
    EXPECT_EQ(machine.sent(EMSGSIZE, 0.5), pass_memfd);
}

TEST(DatagramMachine, ConnectsAtOnceWhenAPeerThatTookSomethingIsGone) {
    for (const int error : {ECONNREFUSED, ENOTCONN, EPIPE, ECONNRESET}) {
        auto machine = machine_for(takes_memfd);
        EXPECT_EQ(play(machine, {{connect}, {send}, {send, error}}), connect);
        EXPECT_EQ(machine.state(), target_state::connecting) << error;
    }
}

TEST(DatagramMachine, DoesNotSpinOnAFreshConnectionThatIsRefused) {
    auto machine = machine_for(takes_memfd);
    EXPECT_EQ(play(machine, {{connect}, {send, ECONNREFUSED}, {await_backoff}, {connect}, {send, ECONNREFUSED}}),
              await_backoff);
    EXPECT_EQ(machine.state(), target_state::refused);
}

TEST(DatagramMachine, WaitsAndKeepsTheConnectionWhenResourcesAreShort) {
    for (const int error : {ENOMEM, ENOBUFS, EMFILE, ENFILE, ETOOMANYREFS, ENOSPC, EBUSY}) {
        auto machine = machine_for(takes_memfd);
        EXPECT_EQ(play(machine, {{connect}, {send}, {send, error}, {await_backoff}}), send) << error;
        EXPECT_EQ(machine.state(), target_state::full);
    }
}

// A record that needs no memfd is kept for as long as it takes.
TEST(DatagramMachine, NeverDropsASmallRecordForLackOfResources) {
    auto machine = machine_for(takes_memfd);
    play(machine, {{connect}});
    for (int i = 0; i < 100; ++i) {
        ASSERT_EQ(machine.sent(ENOMEM, 0.5), await_backoff);
        ASSERT_EQ(machine.backoff_over(), send);
    }
}

TEST(DatagramMachine, GivesUpALargeRecordAfterTenMemfdsThatCouldNotBeMade) {
    auto machine = machine_for(takes_memfd);
    play(machine, {{connect}});
    for (int i = 0; i < 9; ++i) {
        ASSERT_EQ(machine.sent(EMSGSIZE, 0.5), pass_memfd);
        ASSERT_EQ(machine.sent(EMFILE, 0.5), await_backoff);
        ASSERT_EQ(machine.backoff_over(), send);
    }
    EXPECT_EQ(machine.sent(EMSGSIZE, 0.5), pass_memfd);
    EXPECT_EQ(machine.sent(EMFILE, 0.5), drop_front);
    EXPECT_EQ(machine.dropped(), send);
    // The next large record has all its attempts again.
    EXPECT_EQ(machine.sent(EMSGSIZE, 0.5), pass_memfd);
    EXPECT_EQ(machine.sent(EMFILE, 0.5), await_backoff);
}

TEST(DatagramMachine, GivesUpALargeRecordAtOnceWhereMemfdsAreForbidden) {
    for (const int error : {ENOSYS, EPERM, EACCES, EINVAL}) {
        auto machine = machine_for(takes_memfd);
        EXPECT_EQ(play(machine, {{connect}, {send, EMSGSIZE}, {pass_memfd, error}}), drop_front) << error;
    }
}

TEST(DatagramMachine, StaysIdleWhileItWaitsHoweverMuchComes) {
    auto machine = machine_for(takes_memfd);
    play(machine, {{connect, ENOENT}});
    EXPECT_EQ(machine.stocked(), idle);
    EXPECT_EQ(machine.backoff_over(), connect);
    machine.connected(0, 0.5);
    machine.sent(EAGAIN, 0.5);
    EXPECT_EQ(machine.stocked(), idle);
    EXPECT_EQ(machine.stocked(), idle);
    EXPECT_EQ(machine.writable(), send);
}

TEST(DatagramMachine, SendsAtOnceWhenItIsUpAndSomethingComes) {
    auto machine = machine_for(takes_memfd);
    play(machine, {{connect}, {send}});
    EXPECT_EQ(machine.stocked(), send);
}

TEST(DatagramMachine, RestsUntilThereIsSomethingToSend) {
    auto machine = machine_for(takes_memfd);
    EXPECT_EQ(play(machine, {{connect, ENOENT}}), await_backoff);
    machine.rest();
    EXPECT_EQ(machine.state(), target_state::absent);
    EXPECT_EQ(machine.stocked(), connect);
}

TEST(DatagramMachine, ConnectsOnceWhenConnectingTakesTime) {
    auto machine = machine_for(oversize::measure);
    EXPECT_EQ(machine.start(), connect);
    EXPECT_EQ(machine.stocked(), idle) << "an attempt is under way";
    EXPECT_EQ(machine.connected(0, 0.5), send);
    EXPECT_EQ(machine.stocked(), send);
}

TEST(DatagramMachine, MeasuresWhatIsTooLargeAndTriesAgainAsLongAsItGetsSmaller) {
    auto machine = machine_for(oversize::measure);
    play(machine, {{connect}});
    EXPECT_EQ(machine.sent(EMSGSIZE, 0.5), measure);
    EXPECT_EQ(machine.measured(true), send);
    EXPECT_EQ(machine.sent(EMSGSIZE, 0.5), measure);
    EXPECT_EQ(machine.measured(false), drop_front) << "never the same datagram without end";
    EXPECT_EQ(machine.dropped(), send);
    EXPECT_EQ(machine.state(), target_state::up);
}

TEST(DatagramMachine, SendsAgainAtOnceWhatMetAReportOfEarlierDatagrams) {
    auto machine = machine_for(oversize::measure);
    play(machine, {{connect}, {send}});
    EXPECT_EQ(machine.reported(), send);
    EXPECT_EQ(machine.sent(0, 0.5), send);
    EXPECT_EQ(machine.state(), target_state::up);
}

// No route, or a filter of this host: the call itself failed, and the next one would, too.
TEST(DatagramMachine, WaitsWhenTheNetworkCannotBeReached) {
    for (const int error : {ENETUNREACH, EHOSTUNREACH, ENETDOWN, EPERM}) {
        auto machine = machine_for(oversize::measure);
        EXPECT_EQ(play(machine, {{connect}, {send, error}}), await_backoff) << error;
        EXPECT_EQ(machine.state(), target_state::refused);
        EXPECT_EQ(machine.backoff_over(), connect);
    }
}

} // namespace
} // namespace nixie::impl
