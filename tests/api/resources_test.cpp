// What a logger takes from the process it lives in: descriptors, one thread, no signal, and nothing after its end.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>

#include "api/eventually.hpp"
#include "api/open_descriptors.hpp"
#include "api/receiver.hpp"
#include "nixie/logger.hpp"

using namespace nixie;
using namespace nixie::tests;

namespace {

std::string first_line(const std::filesystem::path &path) {
    std::string line;
    std::getline(std::ifstream(path) >> std::ws, line);
    return line;
}

// /proc/self/task/N of the threads with that name.
std::vector<std::filesystem::path> threads_named(const std::string &name) {
    std::vector<std::filesystem::path> found;
    for (const auto &task : std::filesystem::directory_iterator("/proc/self/task"))
        if (first_line(task.path() / "comm") == name) found.push_back(task.path());
    return found;
}

// The mask of blocked signals: bit 0 is signal 1.
unsigned long long blocked_signals(const std::filesystem::path &thread) {
    std::ifstream status(thread / "status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("SigBlk:")) return std::stoull(line.substr(7), nullptr, 16);
    return 0;
}

class Resources : public testing::Test {
protected:
    options all_kinds() const {
        return {.exit_drain = "0s", .targets = {at.target(), "journald:", "journald:nobody", "stdout:?events=attempt"}};
    }

    socket_folder folder;
    receiver at{folder.path("log")};
};

TEST_F(Resources, DescriptorsCloseOnExec) {
    const std::set<int> before = open_descriptors();
    logger log(all_kinds());
    ASSERT_EQ(log.log({.queue_id = "1"}), outcome::accepted);
    at.next();
    int opened = 0;
    for (const int fd : open_descriptors()) {
        if (before.contains(fd)) continue;
        ++opened;
        EXPECT_TRUE(fcntl(fd, F_GETFD) & FD_CLOEXEC) << std::filesystem::read_symlink(descriptor_path(fd));
    }
    EXPECT_GE(opened, 2); // a socket, and what wakes the thread
}

TEST_F(Resources, NothingIsLeftAfterClose) {
    const std::set<int> before = open_descriptors();
    for (int round = 0; round < 20; ++round) {
        logger log(all_kinds());
        ASSERT_EQ(log.log({.queue_id = "1"}), outcome::accepted);
        at.next();
        EXPECT_EQ(threads_named("nixie-io").size(), 1U);
        log.close(std::chrono::milliseconds(0)); // what journald: has is dropped where none runs
        // A thread that was joined may stand in /proc for a moment yet.
        EXPECT_TRUE(eventually([] { return threads_named("nixie-io").empty(); }));
    }
    EXPECT_EQ(open_descriptors(), before);
}

TEST_F(Resources, TheThreadTakesNoSignal) {
    logger log(all_kinds());
    const auto threads = threads_named("nixie-io");
    ASSERT_EQ(threads.size(), 1U);
    const unsigned long long blocked = blocked_signals(threads[0]);
    for (int signal = 1; signal <= SIGRTMAX; ++signal) {
        // These two cannot be blocked; between them and SIGRTMIN lie the C library's own.
        if (signal == SIGKILL || signal == SIGSTOP || (signal >= 32 && signal < SIGRTMIN)) continue;
        EXPECT_TRUE(blocked >> (signal - 1) & 1) << strsignal(signal);
    }
}

TEST_F(Resources, TheCallersSignalMaskStaysAsItWas) {
    sigset_t before, after;
    ASSERT_EQ(pthread_sigmask(SIG_SETMASK, nullptr, &before), 0);
    logger log(all_kinds());
    log.log({.queue_id = "1"});
    log.close(std::chrono::milliseconds(0));
    ASSERT_EQ(pthread_sigmask(SIG_SETMASK, nullptr, &after), 0);
    for (int signal = 1; signal <= SIGRTMAX; ++signal)
        EXPECT_EQ(sigismember(&before, signal), sigismember(&after, signal)) << signal;
}

} // namespace
