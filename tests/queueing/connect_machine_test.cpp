#include "queueing/connect_machine.hpp"

#include <cerrno>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace nixie::impl {
namespace {

// How many addresses each host has, and which attempt succeeds; writes down what is tried: "?0" a lookup of host 0,
// "0.1" its second address.
std::string tried(const std::vector<std::size_t> &addresses, int succeeds, connect_machine &machine) {
    std::string log;
    int attempt = 0;
    connect_action action = machine.start(addresses.size());
    for (int steps = 0; steps < 100; ++steps) {
        if (action == connect_action::look_up) {
            log += "?" + std::to_string(machine.host()) + " ";
            action = machine.looked_up(addresses[machine.host()], addresses[machine.host()] ? 0 : ENOENT);
        } else if (action == connect_action::connect) {
            log += std::to_string(machine.host()) + "." + std::to_string(machine.address()) + " ";
            action = machine.connected(++attempt == succeeds ? 0 : ECONNREFUSED + attempt);
        } else {
            return log + (action == connect_action::done ? "done" : "failed");
        }
    }
    return log + "without end";
}

constexpr int never = 0;

TEST(ConnectMachine, TriesEveryAddressOfEveryHostInOrder) {
    connect_machine machine;
    EXPECT_EQ(tried({2, 1, 3}, never, machine), "?0 0.0 0.1 ?1 1.0 ?2 2.0 2.1 2.2 failed");
    EXPECT_EQ(machine.error(), ECONNREFUSED + 6) << "what the last one said";
}

TEST(ConnectMachine, StopsAtTheFirstThatAnswers) {
    for (int attempt = 1; attempt <= 4; ++attempt) {
        connect_machine machine;
        const std::string log = tried({2, 0, 2}, attempt, machine);
        EXPECT_TRUE(log.ends_with("done")) << log;
        EXPECT_EQ(machine.host(), attempt <= 2 ? 0U : 2U);
        EXPECT_EQ(machine.address(), attempt % 2 ? 0U : 1U);
    }
}

TEST(ConnectMachine, AHostWithoutAnAddressIsPassedOver) {
    connect_machine machine;
    EXPECT_EQ(tried({0, 1}, 1, machine), "?0 ?1 1.0 done");
    EXPECT_EQ(machine.host(), 1U);
}

TEST(ConnectMachine, SaysWhyThereWasNoAddress) {
    connect_machine machine;
    EXPECT_EQ(tried({0}, never, machine), "?0 failed");
    EXPECT_EQ(machine.error(), ENOENT);
}

TEST(ConnectMachine, TriesOnlyTheHostsThatAreAskedFor) {
    connect_machine machine;
    machine.start(1);
    machine.looked_up(1, 0);
    EXPECT_EQ(machine.connected(ECONNREFUSED), connect_action::failed);
}

TEST(ConnectMachine, BeginsAnewAtEveryStart) {
    connect_machine machine;
    tried({1, 1}, never, machine);
    EXPECT_EQ(tried({1, 1}, 1, machine), "?0 0.0 done");
    EXPECT_EQ(machine.host(), 0U);
}

} // namespace
} // namespace nixie::impl
