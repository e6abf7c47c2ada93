// fork(2): parent and child log on, each for itself. Not built with the thread sanitizer, which does not support
// threads that start after the fork of a process with threads.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <pthread.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <charconv>
#include <compare>
#include <cstdint>
#include <cstdlib>
#include <latch>
#include <mutex>
#include <optional>
#include <set>
#include <thread>

#include "api/equations.hpp"
#include "api/eventually.hpp"
#include "api/open_descriptors.hpp"
#include "api/receiver.hpp"

using namespace nixie;
using namespace nixie::tests;

namespace {

// Runs `child` in a forked process. Its result is the exit status, through _exit: no handler of the test runs.
template <class Child>
pid_t fork_to(Child child) {
    const pid_t pid = fork();
    if (pid == 0) _exit(child());
    return pid;
}

int exit_status(pid_t pid) {
    int status = 0;
    if (waitpid(pid, &status, 0) != pid) return -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

// The threads that run beside a forking one allocate nothing: the address sanitizer of clang 14 does not release its
// allocator's locks in a forked child, which then waits for ever for a thread that it does not have. (nixie's own I/O
// thread stands still at a fork.)
bool is_from(std::string_view datagram, std::string_view who) {
    constexpr std::string_view name = " queue_id=\"";
    const std::size_t at = datagram.find(name);
    return at != std::string_view::npos && datagram.substr(at + name.size()).starts_with(who);
}

class Fork : public testing::Test {
protected:
    static outcome log_from(logger &to, const char *who) {
        return to.log({.recipient = "bob@example.fict", .queue_id = who});
    }

    socket_folder folder;
    receiver at{folder.path("log")};
    logger log{{.fork_drain = "10s", .targets = {at.target()}}};
};

TEST_F(Fork, TheChildHasAnInstanceAndNumbersOfItsOwn) {
    ASSERT_EQ(log_from(log, "parent"), outcome::accepted);
    const std::string first = at.next();
    const pid_t child = fork_to([&] {
        if (log.take_stats().calls != 0) return 1;
        if (log_from(log, "child") != outcome::accepted) return 2;
        return log.flush(patience) && log.take_stats().accepted == 1 ? 0 : 3;
    });
    EXPECT_EQ(exit_status(child), 0);
    const std::string second = at.next();
    EXPECT_EQ(parameter(second, "queue_id"), "child");
    EXPECT_EQ(number_parameter(second, "sequenceId"), 1);
    EXPECT_NE(parameter(second, "instance"), parameter(first, "instance"));

    ASSERT_EQ(log_from(log, "parent"), outcome::accepted);
    const std::string third = at.next();
    EXPECT_EQ(parameter(third, "instance"), parameter(first, "instance"));
    EXPECT_EQ(number_parameter(third, "sequenceId"), 2);
}

TEST_F(Fork, TheParentsQueueIsSentOnceAndByTheParent) {
    for (int i = 0; i < 1'000; ++i) ASSERT_EQ(log_from(log, "parent"), outcome::accepted);
    int parents = 0, children = 0;
    std::array<char, 4096> buffer;
    std::thread reader([&] { // lets fork drain
        for (int i = 0; i < 1'001; ++i) {
            const std::string_view datagram = at.next_into(buffer);
            parents += is_from(datagram, "parent");
            children += is_from(datagram, "child");
        }
    });
    const pid_t child =
        fork_to([&] { return log_from(log, "child") == outcome::accepted && log.flush(patience) ? 0 : 1; });
    EXPECT_EQ(exit_status(child), 0);
    reader.join();
    EXPECT_EQ(parents, 1'000);
    EXPECT_EQ(children, 1);
    ASSERT_TRUE(log.flush(patience));
    EXPECT_TRUE(at.is_empty());
}

TEST(ForkedChild, InheritsNoDescriptorOfALogger) {
    const socket_folder folder;
    const receiver at(folder.path("log"));
    const std::set<int> before = open_descriptors();
    const logger log{{.exit_drain = "0s", .targets = {at.target(), "journald:", "stdout:?events=attempt"}}};
    EXPECT_GT(open_descriptors().size(), before.size());
    EXPECT_EQ(exit_status(fork_to([&] { return open_descriptors() == before ? 0 : 1; })), 0);
}

// The number of a socket that the logger has closed may belong to the application by then.
TEST_F(Fork, TheChildKeepsTheApplicationsDescriptorsAfterAReconnect) {
    const std::string path = folder.path("gone");
    std::optional<receiver> gone{path};
    logger once{{.exit_drain = "0s", .fork_drain = "0", .stats_interval = "0", .targets = {"unix:" + path}}};
    ASSERT_EQ(log_from(once, "parent"), outcome::accepted);
    gone->next();
    gone.reset();
    ASSERT_EQ(log_from(once, "parent"), outcome::accepted); // the target closes its socket
    ASSERT_TRUE(eventually([&] { return once.take_stats().targets.at(0).state == "absent"; }));
    std::vector<int> files;
    for (int i = 0; i < 8; ++i) files.push_back(open("/dev/null", O_RDONLY | O_CLOEXEC));
    EXPECT_EQ(exit_status(fork_to([&] {
                  for (const int file : files)
                      if (fcntl(file, F_GETFD) < 0) return 1;
                  return 0;
              })),
              0);
    for (const int file : files) close(file);
}

TEST_F(Fork, AClosedLoggerStaysClosedInTheChild) {
    ASSERT_TRUE(log.close(patience));
    EXPECT_EQ(exit_status(fork_to([&] { return log_from(log, "child") == outcome::closed ? 0 : 1; })), 0);
    EXPECT_TRUE(at.is_empty());
}

TEST_F(Fork, GrandchildrenLogToo) {
    const pid_t child = fork_to([&] {
        log_from(log, "child");
        const pid_t grandchild = fork_to([&] {
            log_from(log, "grandchild");
            return exit_status(
                       fork_to([&] { return log_from(log, "great-grandchild"), log.flush(patience) ? 0 : 1; })) +
                   (log.flush(patience) ? 0 : 1);
        });
        return exit_status(grandchild) + (log.flush(patience) ? 0 : 1);
    });
    EXPECT_EQ(exit_status(child), 0);
    std::set<std::string> who, instances;
    for (const std::string &datagram : at.take(3)) {
        who.insert(parameter(datagram, "queue_id"));
        instances.insert(parameter(datagram, "instance"));
        EXPECT_EQ(number_parameter(datagram, "sequenceId"), 1);
    }
    EXPECT_EQ(who, (std::set<std::string>{"child", "grandchild", "great-grandchild"}));
    EXPECT_EQ(instances.size(), 3U);
}

TEST_F(Fork, ForkWaitsNoLongerThanItsDrainForAReceiverThatIsAbsent) {
    const std::string nobody = folder.path("nobody");
    logger absent{{.exit_drain = "0s", .fork_drain = "50ms", .targets = {"unix:" + nobody}}};
    ASSERT_EQ(log_from(absent, "parent"), outcome::accepted);
    const auto start = std::chrono::steady_clock::now();
    EXPECT_EQ(exit_status(fork_to([&] { return log_from(absent, "child") == outcome::accepted ? 0 : 1; })), 0);
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
    receiver late(nobody);
    EXPECT_EQ(parameter(late.next(), "queue_id"), "parent"); // and the parent still has its record
}

// Hundreds of forks while threads log: no deadlock, and every record of parent and children arrives once. Queue and
// backlog are small, so that the threads wait for the reader and for each other, too.
class ForkStorm : public testing::Test {
protected:
    static constexpr int forks = 200;
    static constexpr int writers = 3;
    static constexpr std::size_t most_records = 4'000'000;

    struct number {
        std::uint64_t instance;
        std::uint64_t sequence;
        auto operator<=>(const number &) const = default;
    };

    ForkStorm() { received.reserve(most_records); } // memory that nobody touches is not copied by a fork

    // The number behind `name="` in a datagram.
    static std::uint64_t number_in(std::string_view datagram, std::string_view name, int base) {
        std::uint64_t number = 0;
        const std::size_t at = std::min(datagram.find(name), datagram.size() - name.size()) + name.size();
        std::from_chars(datagram.data() + at, datagram.data() + datagram.size(), number, base);
        return number;
    }

    void read_all() {
        while (received.size() < std::min<std::size_t>(expected, most_records)) {
            const std::string_view datagram = at.next_into(buffer);
            if (datagram.empty()) return; // the numbers then disagree
            parents += is_from(datagram, "parent");
            received.push_back({number_in(datagram, " instance=\"", 16), number_in(datagram, " sequenceId=\"", 10)});
        }
    }

    socket_folder folder;
    receiver at{folder.path("log")};
    std::array<char, 4096> buffer{};
    std::atomic<std::size_t> expected = SIZE_MAX; // until it is known
    std::vector<number> received;
    int parents = 0;
};

TEST_F(ForkStorm, ThreadsLogOnWhileTheProcessForks) {
    logger log{{.queue_size = "64KiB",
                .on_full = "block",
                .block_for = "60s",
                .fork_drain = "5ms",
                .targets = {at.target() + "?backlog=64KiB"}}};
    std::atomic<bool> enough = false;
    std::atomic<int> parents_calls = 0;
    std::vector<std::thread> threads;
    std::latch started{writers + 2}; // a thread allocates while it starts
    for (int t = 0; t < writers; ++t) {
        threads.emplace_back([&] {
            started.arrive_and_wait();
            for (; !enough; ++parents_calls)
                if (log.log({.queue_id = "parent"}) != outcome::accepted) ADD_FAILURE() << "refused";
        });
    }
    std::thread reader([&] {
        started.arrive_and_wait();
        read_all();
    });
    started.arrive_and_wait();
    for (int i = 0; i < forks; ++i) {
        const pid_t child = fork_to([&] {
            if (log.log({.queue_id = "child"}) != outcome::accepted) return 1;
            return log.flush(patience) ? 0 : 2;
        });
        EXPECT_EQ(exit_status(child), 0);
    }
    enough = true;
    for (std::thread &thread : threads) thread.join();
    expected = static_cast<std::size_t>(parents_calls + forks + 1);
    ASSERT_EQ(log.log({.queue_id = "last"}), outcome::accepted); // wakes the reader, which may have read all others
    reader.join();

    EXPECT_EQ(parents, parents_calls);
    EXPECT_EQ(received.size(), expected.load());
    std::sort(received.begin(), received.end());
    EXPECT_EQ(std::adjacent_find(received.begin(), received.end()), received.end()) << "a record came twice";
    expect_equations(log.take_stats());
}

TEST_F(Fork, DoesNotWaitForALoggerThatAnotherThreadCloses) {
    logger dead{{.fork_drain = "0", .targets = {"unix:" + folder.path("nobody")}}};
    ASSERT_EQ(log_from(dead, "left"), outcome::accepted);
    std::atomic<bool> closed = false;
    std::thread closing{[&] {
        dead.close(std::chrono::seconds(3));
        closed = true;
    }};
    ASSERT_TRUE(eventually([&] { return log_from(dead, "late") == outcome::closed; }));
    EXPECT_EQ(exit_status(fork_to([] { return 0; })), 0);
    EXPECT_FALSE(closed); // the fork is through, and the close still waits for its deadline
    closing.join();
}

// A server's lock, which its own fork handlers hold across a fork, and under which it logs.
std::mutex server_lock;

TEST_F(Fork, GoesWithAServerThatLogsUnderTheLockOfItsOwnForkHandlers) {
    const auto unlock = [] { server_lock.unlock(); };
    ASSERT_EQ(pthread_atfork([] { server_lock.lock(); }, unlock, unlock), 0);
    logger quick{{.fork_drain = "0", .targets = {at.target()}}};
    std::atomic<bool> stop = false;
    std::thread caller{[&] {
        while (!stop) {
            const std::lock_guard lock{server_lock};
            log_from(quick, "under the lock");
        }
    }};
    for (int i = 0; i < 10; ++i) EXPECT_EQ(exit_status(fork_to([] { return 0; })), 0); // a deadlock never ends
    stop = true;
    caller.join();
    quick.close(std::chrono::milliseconds(0));
}

TEST_F(Fork, AProcessWithoutStandardOutputStillGetsALogger) {
    const std::string targets = at.target() + " stdout:";
    const pid_t child = fork_to([&] {
        close(STDOUT_FILENO);
        setenv("NIXIE_TARGETS", targets.c_str(), 1);
        nixie_logger *opened = nullptr;
        if (nixie_open_from_environment(&opened, nullptr, 0) != NIXIE_E_SYSTEM) return 1;
        return nixie_open_anyhow() ? 0 : 2;
    });
    EXPECT_EQ(exit_status(child), 0);
}

} // namespace
