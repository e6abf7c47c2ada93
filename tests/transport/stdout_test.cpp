// The target stdout: in a child whose standard output the test owns, of every kind there is.
#include <algorithm>
#include <array>
#include <atomic>
#include <fcntl.h>
#include <poll.h>
#include <string>

#include <gtest/gtest.h>

#include <sys/socket.h>
#include <sys/stat.h>

#include "journal/temporary_directory.hpp"
#include "transport/forked.hpp"
#include "transport/logged.hpp"
#include "transport/watched_engine.hpp"

namespace nixie::impl {
namespace {

using namespace test;
using tests::patience;

// More than PIPE_BUF, so that a full pipe takes a part of it.
const std::string long_text(20'000, 'x');

target_settings stdout_target() {
    target_settings settings = syslog_target("");
    settings.uri = "stdout:";
    settings.kind = target_kind::standard_output;
    settings.framing = framing::line_feed;
    return settings;
}

struct child_end {
    bool flushed;
    target_state state;
    target_counters counters;
};

// Logs `count` records and waits until they have left. Returns 0.
int log_in_child(const engine_settings &settings, int count, child_end &end) {
    engine engine{settings};
    for (int i = 0; i < count; ++i)
        if (log(engine, {.diagnostic = long_text}) != refusal::none) return 1;
    end.flushed = engine.flush(patience, engine::wait_for::all);
    const target_report report = engine.report().targets[0];
    end.state = report.state;
    end.counters = report.counters;
    return 0;
}

// The lines of a whole output, each of which is a message.
std::vector<arrival> arrivals_in(std::string_view output) {
    std::vector<arrival> arrivals;
    while (!output.empty()) {
        const std::size_t end = std::min(output.find('\n'), output.size());
        arrivals.push_back(read_syslog(output.substr(0, end)));
        if (arrivals.back().sequence == 0) arrivals.pop_back(); // a report of nixie's own
        output.remove_prefix(std::min(end + 1, output.size()));
    }
    return arrivals;
}

std::vector<std::int64_t> sequences_of(std::string_view output) {
    std::vector<std::int64_t> sequences;
    for (const arrival &each : arrivals_in(output)) sequences.push_back(each.sequence);
    return sequences;
}

// Reads to the end in pieces of at most `piece` bytes.
std::string read_all(int fd, std::size_t piece) {
    std::string all;
    std::string buffer(piece, '\0');
    for (;;) {
        pollfd readable{fd, POLLIN, 0};
        if (::poll(&readable, 1, 60'000) != 1) break;
        const ssize_t got = ::read(fd, buffer.data(), buffer.size());
        if (got <= 0) break;
        all.append(buffer, 0, static_cast<std::size_t>(got));
    }
    return all;
}

struct two_ends {
    descriptor read, write;
};

two_ends make_pipe() {
    std::array<int, 2> ends{-1, -1};
    EXPECT_EQ(::pipe2(ends.data(), O_CLOEXEC), 0);
    return {descriptor{ends[0]}, descriptor{ends[1]}};
}

two_ends make_socket_pair() {
    std::array<int, 2> ends{-1, -1};
    EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()), 0);
    return {descriptor{ends[0]}, descriptor{ends[1]}};
}

class Stdout : public testing::Test {
protected:
    const engine_settings settings = settings_for({stdout_target()});
    const shared_with_child<child_end> end;

    void expect_all_sent(std::uint64_t count) const {
        EXPECT_TRUE(end->flushed);
        EXPECT_EQ(end->counters.sent, count);
        EXPECT_EQ(end->counters.accepted, count);
    }

    // 100 records through two ends, of which the reader takes `piece` bytes at a time.
    void expect_every_byte_once(two_ends ends, std::size_t piece) const {
        const int flags = ::fcntl(ends.write.get(), F_GETFL);
        forked child{ends.write.get(), [&] { return log_in_child(settings, 100, *end); }};
        std::string output(1, '\0');
        ASSERT_EQ(::read(ends.read.get(), output.data(), 1), 1); // from here on the child writes
        EXPECT_EQ(::fcntl(ends.write.get(), F_GETFL), flags) << "the description belongs to the child's parent, too";
        ends.write.close();
        output += read_all(ends.read.get(), piece);
        EXPECT_EQ(child.exit_code(), 0);
        EXPECT_EQ(sequences_of(output), numbers(1, 100));
        expect_all_sent(100);
    }
};

TEST_F(Stdout, WritesLinesToAFile) {
    const nixie::test::temporary_directory directory;
    const descriptor file{::open((directory.path() / "out").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)};
    forked child{file.get(), [&] { return log_in_child(settings, 100, *end); }};
    EXPECT_EQ(child.exit_code(), 0);
    EXPECT_EQ(sequences_of(datagram_receiver::content_of(file.get())), numbers(1, 100));
    expect_all_sent(100);
    EXPECT_EQ(end->state, target_state::up);
}

// A file never makes anybody wait, so nothing may be pushed out of the backlog however small it is.
TEST_F(Stdout, ABurstLosesNothingOnTheWayToATargetThatKeepsUp) {
    const nixie::test::temporary_directory directory;
    const descriptor file{::open((directory.path() / "out").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)};
    engine_settings small = settings;
    small.targets[0].backlog = 64 << 10;
    forked child{file.get(), [&] { return log_in_child(small, 300, *end); }};
    EXPECT_EQ(child.exit_code(), 0);
    EXPECT_EQ(sequences_of(datagram_receiver::content_of(file.get())), numbers(1, 300));
    expect_all_sent(300);
}

TEST_F(Stdout, WritesToAPipe) {
    expect_every_byte_once(make_pipe(), 1 << 16);
}

TEST_F(Stdout, ShortWritesToASmallPipeDeliverEveryByteOnce) {
    two_ends ends = make_pipe();
    ASSERT_EQ(::fcntl(ends.write.get(), F_SETPIPE_SZ, 4096), 4096);
    expect_every_byte_once(std::move(ends), 777);
    EXPECT_GE(end->counters.waits, 1U);
}

TEST_F(Stdout, WritesToAStreamSocket) {
    expect_every_byte_once(make_socket_pair(), 1 << 16);
}

TEST_F(Stdout, ShortWritesToASocketDeliverEveryByteOnce) {
    two_ends ends = make_socket_pair();
    const int small = 4096;
    ASSERT_EQ(::setsockopt(ends.write.get(), SOL_SOCKET, SO_SNDBUF, &small, sizeof small), 0);
    expect_every_byte_once(std::move(ends), 777);
    EXPECT_GE(end->counters.waits, 1U);
}

// The text of a record that differs from its neighbours', so that a line of two halves shows.
std::string text_of(std::uint64_t sequence) {
    return std::string(long_text.size(), static_cast<char>('a' + sequence % 26));
}

// Logs until something is lost, and says so in end.waits; then waits until the rest has left.
int lose_in_child(const engine_settings &settings, child_end &end) {
    engine engine{settings};
    for (std::uint64_t sequence = 1; engine.report().targets[0].counters.dropped_backlog_full == 0; ++sequence)
        log(engine, {.diagnostic = text_of(sequence)});
    std::atomic_ref{end.counters.waits}.store(1);
    end.flushed = engine.flush(patience, engine::wait_for::all);
    end.counters = engine.report().targets[0].counters;
    return 0;
}

TEST_F(Stdout, DropOldestNeverCutsTheLineThatIsHalfWritten) {
    two_ends ends = make_pipe();
    ASSERT_EQ(::fcntl(ends.write.get(), F_SETPIPE_SZ, 4096), 4096);
    engine_settings small = settings;
    small.targets[0].backlog = 64 << 10;
    forked child{ends.write.get(), [&] { return lose_in_child(small, *end); }};
    ends.write.close();
    EXPECT_TRUE(tests::eventually([&] { return std::atomic_ref{end->counters.waits}.load() != 0; }));
    const std::vector<arrival> arrived = arrivals_in(read_all(ends.read.get(), 1 << 16));
    EXPECT_EQ(child.exit_code(), 0);
    EXPECT_TRUE(end->flushed);
    EXPECT_EQ(end->counters.accepted, end->counters.sent + end->counters.dropped_backlog_full);
    EXPECT_EQ(arrived.size(), end->counters.sent);
    EXPECT_TRUE(std::ranges::is_sorted(arrived, {}, &arrival::sequence));
    for (const arrival &each : arrived)
        EXPECT_EQ(each.diagnostic, text_of(static_cast<std::uint64_t>(each.sequence))) << each.sequence;
}

void expect_broken(const engine_settings &settings, two_ends ends, child_end &end) {
    ends.read.close();
    forked child{ends.write.get(), [&] { return log_in_child(settings, 20, end); }};
    EXPECT_EQ(child.exit_code(), 0) << "no SIGPIPE";
    EXPECT_TRUE(end.flushed);
    EXPECT_EQ(end.state, target_state::refused);
    EXPECT_EQ(end.counters.sent, 0U);
    EXPECT_EQ(end.counters.dropped_shutdown, 20U);
}

TEST_F(Stdout, APipeThatNobodyReadsIsRefusedWithoutASignal) {
    expect_broken(settings, make_pipe(), *end);
}

TEST_F(Stdout, ASocketThatNobodyReadsIsRefusedWithoutASignal) {
    expect_broken(settings, make_socket_pair(), *end);
}

TEST_F(Stdout, AProcessWithoutStandardOutputCannotOpenIt) {
    forked child{-1, [&] {
                     try {
                         const engine engine{settings};
                         return 1;
                     } catch (const std::system_error &error) {
                         return error.code() == std::errc::bad_file_descriptor ? 0 : 2;
                     }
                 }};
    EXPECT_EQ(child.exit_code(), 0);
}

// After chroot(2) there is no /proc to open the pipe anew; then only as much is written as poll(2) promises to take.
TEST_F(Stdout, WritesToAPipeThatCannotBeOpenedAnew) {
    if (::geteuid() != 0) GTEST_SKIP() << "chroot(2) needs root";
    two_ends ends = make_pipe();
    ASSERT_EQ(::fcntl(ends.write.get(), F_SETPIPE_SZ, 4096), 4096);
    const nixie::test::temporary_directory directory;
    forked child{ends.write.get(), [&] {
                     if (::chroot(directory.path().c_str()) != 0) return 3;
                     return log_in_child(settings, 50, *end);
                 }};
    ends.write.close();
    EXPECT_EQ(sequences_of(read_all(ends.read.get(), 777)), numbers(1, 50));
    EXPECT_EQ(child.exit_code(), 0);
    expect_all_sent(50);
}

} // namespace
} // namespace nixie::impl
