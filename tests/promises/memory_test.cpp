// Memory: with every target down and everything full, a process has grown by no more than the bytes that it was
// configured with.
#include <gtest/gtest.h>

#include <iostream>

#include "api/eventually.hpp"
#include "api/scripted_peer.hpp"
#include "api/shell.hpp"

using namespace nixie::tests;

namespace {

constexpr long mebibyte = 1 << 20;

// What comes on top: the allocator's own and what it cannot fill, a tenth; the library's code and stacks, and what
// Asio, the encoders and the loss ledgers have.
constexpr long allowed(long configured) {
    return configured + configured / 10 + 6 * mebibyte;
}

// By how many bytes the process has grown; each target is quoted for the shell.
long grown(const std::string &queue, const std::vector<std::string> &targets) {
    std::string command = std::string(NIXIE_FILLED_LOGGER) + " " + queue;
    for (const std::string &target : targets) command += " '" + target + "'";
    const shell_result ran = run_shell(command);
    EXPECT_EQ(ran.exit_code, 0) << "not full";
    std::cout << "grown by " << ran.output << " bytes\n";
    return std::stol(ran.output);
}

TEST(Memory, StaysWithinTheQueueAndTheBacklogsOfTargetsThatAreDown) {
    EXPECT_LE(grown("8MiB", {"unix:/nowhere?backlog=24MiB&on_full=block", "journald:nobody?backlog=16MiB",
                             "tcp://127.0.0.1:9?backlog=8MiB", "udp://no.such.host.invalid?backlog=8MiB"}),
              allowed((8 + 24 + 16 + 8 + 8) * mebibyte));
}

// What is acknowledged and kept, and what is written and stands in the kernel's buffer, comes on top.
TEST(Memory, StaysWithinTheReplayToo) {
    scripted_peer peer([](const scripted_peer::connection &from) {
        for (long left = 8 * mebibyte; left > 0;) left -= static_cast<long>(from.read().size());
        while (from.wait_for(patience)) {
        }
    });
    EXPECT_LE(grown("1MiB", {peer.target("backlog=8MiB&replay=4MiB&on_full=block")}), allowed((1 + 8 + 4) * mebibyte));
}

} // namespace
