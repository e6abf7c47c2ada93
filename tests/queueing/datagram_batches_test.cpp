// Calls that send several records: whatever a call takes of them, nothing, a part or all, every record leaves once, in
// order, and none is given up that could have been sent.
#include <cerrno>
#include <deque>
#include <map>
#include <numeric>
#include <vector>

#include <gtest/gtest.h>

#include "queueing/datagram_machine.hpp"

namespace nixie::impl {
namespace {

using enum datagram_action;
using std::chrono::milliseconds;

constexpr std::size_t batch = 4;

datagram_machine machine_for(oversize when_too_large) {
    return {backoff{milliseconds{100}, milliseconds{1000}}, when_too_large, batch};
}

datagram_action connect_to(datagram_machine &machine) {
    machine.start();
    return machine.connected(0, 0.5);
}

TEST(DatagramBatch, SendsAsManyAsACallTakes) {
    auto machine = machine_for(oversize::measure);
    EXPECT_EQ(connect_to(machine), send);
    EXPECT_EQ(machine.most(), batch);
    EXPECT_EQ(machine.sent({.tried = 4, .taken = 4}, 0.5), send);
    EXPECT_EQ(machine.most(), batch);
    EXPECT_EQ(machine.state(), target_state::up);
}

TEST(DatagramBatch, ThatWasTakenInPartAsksWhyWithOneRecord) {
    auto machine = machine_for(oversize::measure);
    connect_to(machine);
    EXPECT_EQ(machine.sent({.tried = 4, .taken = 3}, 0.5), send);
    EXPECT_EQ(machine.state(), target_state::up);
    EXPECT_EQ(machine.most(), 1U);
    EXPECT_EQ(machine.sent(EAGAIN, 0.5), await_room);
    EXPECT_EQ(machine.state(), target_state::full);
    EXPECT_EQ(machine.writable(), send);
    EXPECT_EQ(machine.sent(0, 0.5), send);
    EXPECT_EQ(machine.most(), batch);
}

TEST(DatagramBatch, WaitsForRoomAndStaysTogether) {
    auto machine = machine_for(oversize::pass_memfd);
    connect_to(machine);
    EXPECT_EQ(machine.sent({.tried = 4, .error = EAGAIN}, 0.5), await_room);
    EXPECT_EQ(machine.writable(), send);
    EXPECT_EQ(machine.most(), batch);
}

TEST(DatagramBatch, ThatIsTooLargeGoesOneByOneAndThenOthersGoTogether) {
    auto machine = machine_for(oversize::pass_memfd);
    connect_to(machine);
    EXPECT_EQ(machine.sent({.tried = 3, .error = EMSGSIZE}, 0.5), send);
    EXPECT_EQ(machine.most(), 1U);
    EXPECT_EQ(machine.sent(0, 0.5), send);
    EXPECT_EQ(machine.sent(EMSGSIZE, 0.5), pass_memfd);
    EXPECT_EQ(machine.sent(0, 0.5), send);
    EXPECT_EQ(machine.most(), 1U) << "the third one";
    EXPECT_EQ(machine.sent(0, 0.5), send);
    EXPECT_EQ(machine.most(), batch);
}

TEST(DatagramBatch, ARecordThatIsDroppedIsOneOfThoseThatGoOneByOne) {
    auto machine = machine_for(oversize::drop);
    connect_to(machine);
    EXPECT_EQ(machine.sent({.tried = 2, .error = EMSGSIZE}, 0.5), send);
    EXPECT_EQ(machine.sent(EMSGSIZE, 0.5), drop_front);
    EXPECT_EQ(machine.dropped(), send);
    EXPECT_EQ(machine.most(), 1U);
    EXPECT_EQ(machine.sent(0, 0.5), send);
    EXPECT_EQ(machine.most(), batch);
}

// A datagram with several needs more memory in one piece than one with a single entry.
TEST(DatagramBatch, GoesOneByOneWhereTheKernelIsShortOfMemoryAndOnlyThenWaits) {
    for (const int error : {ENOBUFS, ENOMEM}) {
        auto machine = machine_for(oversize::pass_memfd);
        connect_to(machine);
        EXPECT_EQ(machine.sent({.tried = 4, .error = error}, 0.5), send);
        EXPECT_EQ(machine.most(), 1U);
        EXPECT_EQ(machine.sent(error, 0.5), await_backoff);
        EXPECT_EQ(machine.backoff_over(), send);
        EXPECT_EQ(machine.most(), 1U);
    }
}

TEST(DatagramBatch, ConnectsAnewWhenThePeerIsGoneButNotTwiceWithoutAWait) {
    auto machine = machine_for(oversize::pass_memfd);
    connect_to(machine);
    machine.sent({.tried = 4, .taken = 4}, 0.5);
    EXPECT_EQ(machine.sent({.tried = 4, .error = ECONNREFUSED}, 0.5), connect);
    EXPECT_EQ(machine.connected(0, 0.5), send);
    EXPECT_EQ(machine.sent({.tried = 4, .error = ECONNREFUSED}, 0.5), await_backoff);
    EXPECT_EQ(machine.state(), target_state::refused);
}

// A driver and a kernel without a socket, which takes of each call what the test says.
class simulated_target {
public:
    // each_alone: a datagram a record, as sendmmsg(2) has it: those before the one that fails have left, and the next
    // call tells of the failure. Else all leave together or none.
    simulated_target(oversize when_too_large, bool each_alone)
        : machine_(machine_for(when_too_large)), each_alone_(each_alone) {}

    std::map<int, int> faults;      // number of a datagram that the kernel is given, from 1 → errno
    std::map<int, bool> pauses;     // before that call the driver lets the others have their turn
    std::vector<std::size_t> taken; // the records that the peer has
    std::vector<std::size_t> dropped;
    int calls = 0;

    // sizes: in parts of the largest datagram, which is 10.
    void run(const std::vector<int> &sizes) {
        for (std::size_t i = 0; i < sizes.size(); ++i) backlog_.push_back({i, sizes[i]});
        datagram_action action = machine_.start();
        for (int actions = 0; !backlog_.empty(); ++actions) {
            ASSERT_LT(actions, 1000) << "it never ends";
            action = action == send && pauses.erase(calls + 1) > 0 ? machine_.stocked() : carry_out(action);
        }
    }
    target_state state() const { return machine_.state(); }
    int datagrams() const { return datagrams_; }

private:
    struct record {
        std::size_t number;
        int size;
    };

    // errno of a datagram of that size; a fault stays until a call has told of it.
    int try_datagram(int size) {
        const auto fault = faults.find(++datagrams_);
        if (fault != faults.end()) return fault->second;
        return size > 10 ? EMSGSIZE : 0;
    }

    send_result call(std::size_t most) {
        ++calls;
        send_result result{.tried = std::min(most, backlog_.size())};
        if (!each_alone_) {
            const auto end = backlog_.begin() + static_cast<std::ptrdiff_t>(result.tried);
            result.error = try_datagram(
                std::accumulate(backlog_.begin(), end, 0, [](int sum, const record &each) { return sum + each.size; }));
            if (result.error == 0) result.taken = result.tried;
            return result;
        }
        while (result.taken < result.tried && result.error == 0) {
            result.error = try_datagram(backlog_[result.taken].size);
            if (result.error == 0) ++result.taken;
        }
        if (result.taken > 0 && result.error != 0) {
            if (result.error != EMSGSIZE) faults[datagrams_ + 1] = result.error; // the next call meets it, too
            result.error = 0;
        }
        return result;
    }

    datagram_action settle(const send_result &result) {
        for (std::size_t i = 0; i < result.taken; ++i) {
            taken.push_back(backlog_.front().number);
            backlog_.pop_front();
        }
        return machine_.sent(result, 0.5);
    }

    datagram_action carry_out(datagram_action action) {
        switch (action) {
        case idle:
            return machine_.stocked();
        case connect:
            return machine_.connected(0, 0.5);
        case send:
            return settle(call(machine_.most()));
        case pass_memfd:
            return settle({.taken = 1});
        case measure:
            return machine_.measured(false);
        case drop_front:
            dropped.push_back(backlog_.front().number);
            backlog_.pop_front();
            return machine_.dropped();
        case await_room:
            return machine_.writable();
        case await_backoff:
            return machine_.backoff_over();
        }
        return idle;
    }

    datagram_machine machine_;
    const bool each_alone_;
    std::deque<record> backlog_;
    int datagrams_ = 0;
};

const std::vector<int> traffic{1, 2, 1, 11, 1, 1, 3, 9, 1, 1, 1, 12, 1};
const std::vector<std::size_t> all_of_it{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
const std::vector<std::size_t> all_that_fits{0, 1, 2, 4, 5, 6, 7, 8, 9, 10, 12};
const std::vector<std::size_t> what_does_not{3, 11};
constexpr int more_than_it_takes = 30;

TEST(DatagramBatchFaults, AFaultAtEveryDatagramOfSeparateOnesLosesNothing) {
    for (const int error : {EAGAIN, ECONNREFUSED, ENOBUFS, ENOMEM, ENETUNREACH})
        for (int at = 1; at < more_than_it_takes; ++at) {
            SCOPED_TRACE("errno " + std::to_string(error) + " at datagram " + std::to_string(at));
            simulated_target target{oversize::measure, true};
            target.faults = {{at, error}};
            target.run(traffic);
            EXPECT_EQ(target.taken, all_that_fits);
            EXPECT_EQ(target.dropped, what_does_not);
            EXPECT_EQ(target.state(), target_state::up);
        }
}

TEST(DatagramBatchFaults, AFaultAtEveryDatagramWithSeveralLosesNothing) {
    for (const int error : {EAGAIN, ECONNREFUSED, ENOBUFS, ENOMEM, EMFILE})
        for (int at = 1; at < more_than_it_takes; ++at) {
            SCOPED_TRACE("errno " + std::to_string(error) + " at datagram " + std::to_string(at));
            simulated_target target{oversize::pass_memfd, false};
            target.faults = {{at, error}};
            target.run(traffic);
            EXPECT_EQ(target.taken, all_of_it);
            EXPECT_TRUE(target.dropped.empty());
            EXPECT_EQ(target.state(), target_state::up);
        }
}

TEST(DatagramBatchFaults, TwoFaultsAtEveryPairOfDatagramsLoseNothing) {
    for (const bool each_alone : {true, false})
        for (const int first : {EAGAIN, ECONNREFUSED, ENOMEM})
            for (const int second : {EAGAIN, ECONNREFUSED, ENOMEM})
                for (int one = 1; one < more_than_it_takes; ++one)
                    for (int other = one + 1; other <= one + 6; ++other) {
                        SCOPED_TRACE(std::to_string(first) + " at " + std::to_string(one) + ", " +
                                     std::to_string(second) + " at " + std::to_string(other));
                        simulated_target target{oversize::pass_memfd, each_alone};
                        target.faults = {{one, first}, {other, second}};
                        target.run(traffic);
                        EXPECT_EQ(target.taken, all_of_it);
                        EXPECT_TRUE(target.dropped.empty());
                    }
}

TEST(DatagramBatchFaults, ADriverThatPausesBeforeAnyCallLosesNothing) {
    for (const bool each_alone : {true, false})
        for (int pause = 1; pause < more_than_it_takes; ++pause) {
            SCOPED_TRACE("pause before call " + std::to_string(pause));
            simulated_target target{oversize::pass_memfd, each_alone};
            target.pauses = {{pause, true}};
            target.faults = {{pause, EAGAIN}};
            target.run(traffic);
            EXPECT_EQ(target.taken, all_of_it);
            EXPECT_TRUE(target.dropped.empty());
        }
}

TEST(DatagramBatchFaults, WhatFitsTakesACallForEachBatch) {
    simulated_target target{oversize::measure, true};
    target.run(std::vector<int>(40, 1));
    EXPECT_EQ(target.calls, 10);
    EXPECT_EQ(target.datagrams(), 40);
    EXPECT_EQ(target.taken.size(), 40U);
}

} // namespace
} // namespace nixie::impl
