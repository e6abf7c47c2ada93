// A logger's life in one process, seen from the socket that its target sends to.
#include <gtest/gtest.h>
#include <pthread.h>

#include <atomic>
#include <map>
#include <set>
#include <thread>

#include "api/equations.hpp"
#include "api/eventually.hpp"
#include "api/receiver.hpp"

using namespace nixie;
using namespace nixie::tests;

namespace {

class Logger : public testing::Test {
protected:
    logger open(const std::string &target, const std::string &queue_size = "") {
        return logger{{.app_name = "mta",
                       .hostname = "mail.example",
                       .queue_size = queue_size,
                       .on_full = "block",
                       .block_for = "60s",
                       .stats_interval = "0",
                       .targets = {target}}};
    }

    static void log_numbered(logger &to, int first, int count, const std::string &thread = "") {
        for (int i = first; i < first + count; ++i) {
            const std::string id = std::to_string(i);
            ASSERT_EQ(to.log({.recipient = "bob@example.fict", .queue_id = id, .batch_id = thread}), outcome::accepted);
        }
    }

    // The datagrams are the records first, first + 1, … in order.
    static void expect_numbered(const std::vector<std::string> &datagrams, int first) {
        for (std::size_t i = 0; i < datagrams.size(); ++i)
            ASSERT_EQ(number_parameter(datagrams[i], "queue_id"), first + static_cast<long>(i));
    }

    socket_folder folder;
    std::string path = folder.path("log");
};

TEST_F(Logger, ARecordArrivesAsOneDatagramOfRfc5424) {
    receiver at(path);
    logger log = open(at.target());
    ASSERT_EQ(log.log({.time = timestamp(1'064'870'847'123'456),
                       .diagnostic = "550 5.1.1 No such user",
                       .recipient = "bob@example.fict"}),
              outcome::accepted);
    const std::string expected =
        "<20>1 2003-09-29T21:27:27.123456Z mail.example mta " + std::to_string(getpid()) +
        " PERMFAIL [nixie@32473 event=\"permanent_failure\" instance=\"" + log.instance() +
        "\" action=\"failed\" status=\"5.1.1\" code=\"550\" diagnostic=\"550 5.1.1 No such user\""
        " recipient=\"bob@example.fict\" recipient_domain=\"example.fict\"][meta sequenceId=\"1\"]"
        "[origin software=\"nixie\" swVersion=\"" +
        std::string(nixie_version()) + "\"] permanent failure: <bob@example.fict>: 550 5.1.1 No such user";
    EXPECT_EQ(at.next(), expected);
}

TEST_F(Logger, ClosingSendsWhatIsQueuedAndTheSecondTimeDoesNothing) {
    receiver at(path);
    logger log = open(at.target());
    log_numbered(log, 1, 5);
    EXPECT_TRUE(log.close(patience));
    expect_numbered(at.take(5), 1);
    EXPECT_TRUE(log.close(patience));
    EXPECT_TRUE(at.is_empty());
    expect_equations(log.take_stats());
}

TEST_F(Logger, RecordsAfterCloseAreRefusedAndCounted) {
    receiver at(path);
    logger log = open(at.target());
    ASSERT_TRUE(log.close(patience));
    const std::string_view three[] = {"a@example.fict", "b@example.fict", "c@example.fict"};
    EXPECT_EQ(log.log({.recipient = "bob@example.fict"}), outcome::closed);
    EXPECT_EQ(log.log({.recipients = three}), outcome::closed);
    const stats after = log.take_stats();
    expect_equations(after);
    EXPECT_EQ(after.calls, 4U);
    EXPECT_EQ(after.refused_closed, 4U);
    EXPECT_TRUE(at.is_empty());
}

TEST_F(Logger, WhatIsInvalidOrTooLargeIsRefusedAndNamedAlone) {
    receiver at(path);
    logger log{{.largest_record = "1KiB", .targets = {at.target()}}};
    EXPECT_EQ(log.log({}), outcome::invalid);
    const user_field taken[] = {{"recipient", "x"}};
    EXPECT_EQ(log.log({.recipient = "bob@example.fict", .user_fields = taken}), outcome::invalid);
    const std::string large(2048, 'x');
    EXPECT_EQ(log.log({.diagnostic = large}), outcome::too_large);
    EXPECT_EQ(log.log({.queue_id = "good"}), outcome::accepted);
    ASSERT_TRUE(log.flush(patience));
    std::string message = at.next();
    while (message.find(" LOSS [") != std::string::npos) message = at.next(); // what was refused, named by nixie
    EXPECT_EQ(parameter(message, "queue_id"), "good");
    const stats after = log.take_stats();
    expect_equations(after);
    EXPECT_EQ(after.refused_invalid, 2U);
    EXPECT_EQ(after.refused_too_large, 1U);
    EXPECT_EQ(after.targets.at(0).sent, 1U);
}

TEST_F(Logger, SeveralLoggersShareNothing) {
    receiver first_at(path), second_at(folder.path("other"));
    logger first = open(first_at.target());
    logger second = open(second_at.target());
    log_numbered(first, 1, 100);
    log_numbered(second, 1001, 50);
    expect_numbered(first_at.take(100), 1);
    expect_numbered(second_at.take(50), 1001);
    EXPECT_NE(first.instance(), second.instance());
    ASSERT_TRUE(first.close(patience));
    log_numbered(second, 1051, 50);
    expect_numbered(second_at.take(50), 1051);
    EXPECT_EQ(first.take_stats().accepted, 100U);
    EXPECT_EQ(second.take_stats().accepted, 100U);
    EXPECT_TRUE(first_at.is_empty());
}

TEST_F(Logger, OneLoggerSendsTheSameNumbersToAllItsTargets) {
    receiver all(path), some(folder.path("other"));
    logger log{{.targets = {all.target(), some.target() + "?events=delivery"}}};
    ASSERT_EQ(log.log({.queue_id = "1"}), outcome::accepted);
    ASSERT_EQ(log.log({.event = event::delivery, .queue_id = "2"}), outcome::accepted);
    all.next();
    EXPECT_EQ(number_parameter(all.next(), "sequenceId"), 2);
    EXPECT_EQ(number_parameter(some.next(), "sequenceId"), 2);
    ASSERT_TRUE(log.flush(patience));
    const stats after = log.take_stats();
    expect_equations(after);
    EXPECT_EQ(after.targets.at(1).filtered, 1U);
}

TEST_F(Logger, EachThreadsRecordsArriveInOrderAndEveryNumberOnce) {
    constexpr int threads = 8, calls = 2'000;
    receiver at(path);
    logger log = open(at.target(), "64KiB"); // small, so that the threads also wait for room
    std::vector<std::thread> writers;
    for (int t = 0; t < threads; ++t)
        writers.emplace_back([&log, t] { log_numbered(log, 1, calls, std::to_string(t)); });
    std::set<long> sequences;
    std::map<long, long> last; // by thread
    for (const std::string &datagram : at.take(threads * calls)) {
        sequences.insert(number_parameter(datagram, "sequenceId"));
        EXPECT_EQ(number_parameter(datagram, "queue_id"), ++last[number_parameter(datagram, "batch_id")]);
    }
    for (std::thread &writer : writers) writer.join();
    EXPECT_EQ(sequences.size(), std::size_t{threads * calls});
    EXPECT_EQ(*sequences.begin(), 1);
    EXPECT_EQ(*sequences.rbegin(), threads * calls);
    EXPECT_EQ(last.size(), std::size_t{threads});
}

TEST_F(Logger, TheEquationsHoldInEverySnapshotWhileThreadsLog) {
    receiver at(path);
    // Drops of both kinds occur: the queue and the backlog are small, and nobody reads until the writers are done.
    logger log{{.queue_size = "64KiB",
                .on_full = "drop",
                .targets = {at.target() + "?backlog=64KiB", "stdout:?events=attempt"}}};
    std::atomic<std::uint64_t> calls = 0;
    std::atomic<bool> enough = false;
    std::vector<std::thread> writers;
    for (int t = 0; t < 4; ++t) {
        writers.emplace_back([&] {
            for (; !enough; ++calls) log.log({.diagnostic = "550 5.1.1 No such user", .queue_id = "x"});
        });
    }
    for (int snapshots = 0; !HasFailure() && (snapshots < 20 || calls < 2'000); ++snapshots)
        expect_equations(log.take_stats());
    enough = true;
    for (std::thread &writer : writers) writer.join();
    const stats after = log.take_stats();
    expect_equations(after);
    EXPECT_EQ(after.calls, calls);
    EXPECT_GT(refused(after) + dropped(after.targets.at(0)), 0U);
    EXPECT_FALSE(log.close(std::chrono::milliseconds(0))); // nobody has read
    expect_equations(log.take_stats());
    EXPECT_GT(log.take_stats().targets.at(0).dropped_deadline, 0U);
}

// Logs with a cancellation already pending. The C API, since a cancelled thread unwinds like one that throws.
void *log_while_cancelled(void *logger) {
    pthread_cancel(pthread_self());
    const nixie_field id = nixie_text(NIXIE_FIELD_QUEUE_ID, "cancelled");
    nixie_log(static_cast<nixie_logger *>(logger), NIXIE_PERMANENT_FAILURE, &id, 1);
    pthread_testcancel();
    return nullptr;
}

TEST_F(Logger, ACancelledThreadEndsOnlyAfterItsCall) {
    receiver at(path);
    logger log = open(at.target());
    for (int round = 0; round < 200; ++round) {
        // The I/O thread sleeps, so the call wakes it: a system call at which a cancelled thread would end.
        ASSERT_TRUE(log.flush(patience));
        pthread_t thread{};
        void *result = nullptr;
        ASSERT_EQ(pthread_create(&thread, nullptr, log_while_cancelled, log.handle()), 0);
        ASSERT_EQ(pthread_join(thread, &result), 0);
        EXPECT_EQ(result, PTHREAD_CANCELED);
        EXPECT_EQ(parameter(at.next(), "queue_id"), "cancelled");
    }
}

} // namespace
