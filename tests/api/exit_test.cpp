// The end of a process in all its ways: what was logged arrives, unless the process said _exit.
#include <gtest/gtest.h>

#include <algorithm>
#include <future>

#include "api/receiver.hpp"
#include "api/shell.hpp"

using namespace nixie::tests;

namespace {

class Exit : public testing::Test {
protected:
    // The queue ids of the `count` records that the program sends in that mode, in order of arrival.
    std::vector<std::string> run(const std::string &mode, std::size_t count) {
        std::future<std::vector<std::string>> arrived =
            std::async(std::launch::async, [this, count] { return at.take(count); });
        EXPECT_EQ(run_shell(NIXIE_LIFE_CYCLE_PROGRAM " " + mode + " " + at.target()).exit_code, 0);
        std::vector<std::string> ids;
        for (const std::string &datagram : arrived.get()) ids.push_back(parameter(datagram, "queue_id"));
        return ids;
    }

    static std::vector<std::string> numbers(int count) {
        std::vector<std::string> ids;
        for (int i = 1; i <= count; ++i) ids.push_back(std::to_string(i));
        return ids;
    }

    socket_folder folder;
    receiver at{folder.path("log")};
};

using strings = std::vector<std::string>;

TEST_F(Exit, ReturnFromMainDrains) {
    EXPECT_EQ(run("return", 1000), numbers(1000));
}

TEST_F(Exit, ExitDrains) {
    EXPECT_EQ(run("exit", 1000), numbers(1000));
}

TEST_F(Exit, ExitFromAnotherThreadDrains) {
    EXPECT_EQ(run("exit_in_thread", 1000), numbers(1000));
}

TEST_F(Exit, AHandlerOfAtexitMayLog) {
    EXPECT_EQ(run("atexit", 2), (strings{"main", "atexit"}));
}

TEST_F(Exit, AStaticDestructorMayLog) {
    EXPECT_EQ(run("static_destructor", 2), (strings{"main", "static destructor"}));
}

TEST_F(Exit, AStaticLoggerMayOutliveItsClose) {
    EXPECT_EQ(run("static_logger", 1), strings{"main"});
}

TEST_F(Exit, AClosedAndFreedLoggerIsNoHindrance) {
    EXPECT_EQ(run("close", 1), strings{"main"});
}

TEST_F(Exit, ABrokenPipeKillsNobody) {
    EXPECT_EQ(run_shell(NIXIE_LIFE_CYCLE_PROGRAM " broken_pipe ''").exit_code, 0);
}

#ifndef NIXIE_WITHOUT_FORKS
TEST_F(Exit, ADaemonLosesNothingOfItsFirstProcess) {
    strings expected = numbers(100);
    expected.push_back("daemon");
    EXPECT_EQ(run("daemon", 101), expected);
}

TEST_F(Exit, ChildrenDrainAtExitToo) {
    EXPECT_EQ(run("children", 100), strings(100, "child"));
}
#endif

} // namespace
