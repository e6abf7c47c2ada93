// The same traffic with a fault at its first, second, third … step: whatever fails, every record leaves, in order, and
// nothing is given up that could have been sent.
#include <cerrno>
#include <deque>
#include <map>
#include <vector>

#include <gtest/gtest.h>

#include "queueing/datagram_machine.hpp"

namespace nixie::impl {
namespace {

// A driver and a peer without a socket. Steps are what may fail: connect, send and pass_memfd, counted from 1.
class simulated_target {
public:
    std::map<int, int> faults;      // step → errno
    int pause_before_action = 0;    // the driver lets others have their turn there
    std::vector<std::size_t> taken; // the records that the peer has
    std::vector<std::size_t> dropped;
    int longest_effort = 0; // steps without a success and without a wait

    void run(const std::vector<bool> &large) {
        for (std::size_t i = 0; i < large.size(); ++i) backlog_.push_back({i, large[i]});
        datagram_action action = machine_.start();
        for (int actions = 1; !backlog_.empty() || action == datagram_action::connect; ++actions) {
            ASSERT_LT(actions, 1000) << "it never ends";
            const bool paused = actions == pause_before_action && is_sending(action);
            action = paused ? machine_.stocked() : carry_out(action);
        }
    }
    target_state state() const { return machine_.state(); }
    int steps() const { return step_; }

private:
    struct record {
        std::size_t number;
        bool large;
    };

    static bool is_sending(datagram_action action) {
        return action == datagram_action::send || action == datagram_action::pass_memfd;
    }

    int outcome(int natural) {
        const auto fault = faults.find(++step_);
        const int error = fault == faults.end() ? natural : fault->second;
        effort_ = error == 0 ? 0 : effort_ + 1;
        longest_effort = std::max(longest_effort, effort_);
        return error;
    }

    datagram_action settle(int error) {
        if (error == 0) {
            taken.push_back(backlog_.front().number);
            backlog_.pop_front();
        }
        return machine_.sent(error, 0.5);
    }

    datagram_action carry_out(datagram_action action) {
        switch (action) {
        case datagram_action::idle:
            return machine_.stocked();
        case datagram_action::connect:
            return machine_.connected(outcome(0), 0.5);
        case datagram_action::send:
            return settle(outcome(backlog_.front().large ? EMSGSIZE : 0));
        case datagram_action::pass_memfd:
            return settle(outcome(0));
        case datagram_action::measure:
            return machine_.measured(false);
        case datagram_action::drop_front:
            dropped.push_back(backlog_.front().number);
            backlog_.pop_front();
            return machine_.dropped();
        case datagram_action::await_room:
            effort_ = 0;
            return machine_.writable();
        case datagram_action::await_backoff:
            effort_ = 0;
            return machine_.backoff_over();
        }
        return datagram_action::idle;
    }

    datagram_machine machine_{backoff{std::chrono::milliseconds{100}, std::chrono::milliseconds{1000}},
                              oversize::pass_memfd};
    std::deque<record> backlog_;
    int step_ = 0;
    int effort_ = 0;
};

const std::vector<bool> traffic{false, true, false, false, true, true, false};
const std::vector<std::size_t> all_of_it{0, 1, 2, 3, 4, 5, 6};
constexpr int steps_of_the_traffic = 1 + 7 + 3; // connect, seven datagrams, of which three go on as a memfd

// A memfd that fails as a datagram does costs a step more: EMSGSIZE, then the memfd.
constexpr int most_effort = 4;

TEST(DatagramFaults, NothingFails) {
    simulated_target target;
    target.run(traffic);
    EXPECT_EQ(target.taken, all_of_it);
    EXPECT_EQ(target.steps(), steps_of_the_traffic);
}

TEST(DatagramFaults, OneFaultAtEveryStepLosesNothing) {
    for (const int error : {EAGAIN, ECONNREFUSED, ENOTCONN, ENOENT, ENOMEM, ENOBUFS, EMFILE, ETOOMANYREFS})
        for (int step = 1; step <= steps_of_the_traffic; ++step) {
            if (error == ENOENT && step > 1) continue; // only connect(2) says so
            SCOPED_TRACE("errno " + std::to_string(error) + " at step " + std::to_string(step));
            simulated_target target;
            target.faults = {{step, error}};
            target.run(traffic);
            EXPECT_EQ(target.taken, all_of_it);
            EXPECT_TRUE(target.dropped.empty());
            EXPECT_EQ(target.state(), target_state::up);
            EXPECT_LE(target.longest_effort, most_effort);
        }
}

TEST(DatagramFaults, TwoFaultsAtEveryPairOfStepsLoseNothing) {
    for (const int first : {EAGAIN, ECONNREFUSED, ENOMEM})
        for (const int second : {EAGAIN, ECONNREFUSED, ENOMEM})
            for (int one = 1; one <= steps_of_the_traffic; ++one)
                for (int other = one + 1; other <= steps_of_the_traffic + 4; ++other) {
                    SCOPED_TRACE(std::to_string(first) + " at " + std::to_string(one) + ", " + std::to_string(second) +
                                 " at " + std::to_string(other));
                    simulated_target target;
                    target.faults = {{one, first}, {other, second}};
                    target.run(traffic);
                    EXPECT_EQ(target.taken, all_of_it);
                    EXPECT_TRUE(target.dropped.empty());
                    EXPECT_LE(target.longest_effort, most_effort);
                }
}

TEST(DatagramFaults, ADriverThatPausesAnywhereLosesNothing) {
    for (int pause = 1; pause <= steps_of_the_traffic; ++pause)
        for (int fault = 0; fault <= steps_of_the_traffic; ++fault) {
            SCOPED_TRACE("pause before " + std::to_string(pause) + ", fault at " + std::to_string(fault));
            simulated_target target;
            target.pause_before_action = pause;
            target.faults = {{fault, ECONNREFUSED}}; // 0: none
            target.run(traffic);
            EXPECT_EQ(target.taken, all_of_it);
            EXPECT_TRUE(target.dropped.empty());
        }
}

TEST(DatagramFaults, APeerThatRefusesForLongIsTriedWithAWaitEachTime) {
    simulated_target target;
    for (int step = 2; step < 200; step += 2) target.faults[step] = ECONNREFUSED; // connect succeeds, send fails
    target.run(traffic);
    EXPECT_EQ(target.taken, all_of_it);
    EXPECT_LE(target.longest_effort, 1);
}

TEST(DatagramFaults, OnlyTheRecordThatNeedsAForbiddenMemfdIsGivenUp) {
    simulated_target target;
    target.faults = {{4, EPERM}}; // connect, send 0, send 1: too large, memfd
    target.run(traffic);
    EXPECT_EQ(target.dropped, (std::vector<std::size_t>{1}));
    EXPECT_EQ(target.taken, (std::vector<std::size_t>{0, 2, 3, 4, 5, 6}));
}

} // namespace
} // namespace nixie::impl
