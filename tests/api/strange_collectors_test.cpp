// Collectors that no standard foresees: nothing crashes, no call waits, the books balance and closing ends.
#include <gtest/gtest.h>

#include <atomic>

#include "api/equations.hpp"
#include "api/eventually.hpp"
#include "api/scripted_peer.hpp"
#include "decode/framing.hpp"
#include "decode/rfc5424.hpp"

using namespace nixie;
using namespace nixie::tests;
using namespace std::chrono_literals;

namespace {

using connection = scripted_peer::connection;

target_stats target_of(const logger &log) {
    return log.take_stats().targets.at(0);
}

// Logs until the condition holds: first more records than any socket takes, then one a look.
template <class Condition>
testing::AssertionResult logging_until(logger &log, Condition holds) {
    const auto log_one = [&log] { log.log({.diagnostic = "550 5.1.1 No such user", .recipient = "bob@example.fict"}); };
    for (int i = 0; i < 20'000; ++i) {
        log_one();
        if (i % 100 == 99 && holds()) return testing::AssertionSuccess();
    }
    const bool held = eventually([&] {
        log_one();
        return holds();
    });
    return held ? testing::AssertionSuccess() : testing::AssertionFailure() << "it never held";
}

// After the end everything accepted is sent or dropped, whether or not the deadline sufficed.
void expect_that_closing_ends(logger &log) {
    log.close(100ms);
    const stats after = log.take_stats();
    expect_equations(after);
    EXPECT_EQ(after.queued, 0U);
    EXPECT_EQ(after.targets.at(0).queued, 0U);
    EXPECT_EQ(log.log({.recipient = "bob@example.fict"}), outcome::closed);
}

// What came over one connection: whole frames with octet counting, each of them a message.
class received {
public:
    // False at the end of the stream.
    bool read(const connection &from, std::size_t most = 65'536) {
        const std::string bytes = from.read(most);
        frames_.feed(bytes);
        while (const auto frame = frames_.next()) {
            const auto message = impl::parse_syslog_message(*frame);
            if (const auto *whole = std::get_if<impl::syslog_message>(&message))
                records_ += whole->msgid == "PERMFAIL"; // and not nixie's own reports
            else
                ADD_FAILURE() << *frame;
        }
        EXPECT_FALSE(frames_.problem()) << frames_.problem()->reason;
        return !bytes.empty();
    }
    std::size_t records() const { return records_; }

private:
    impl::frame_splitter frames_{impl::frame_splitter::method::octet_counting, 8192};
    std::size_t records_ = 0;
};

TEST(StrangeCollectors, OneThatClosesAtOnceIsTriedAgain) {
    scripted_peer peer([](const connection &) {});
    logger log{{.targets = {peer.target()}}};
    EXPECT_TRUE(logging_until(log, [&] { return peer.connections() >= 3; }));
    EXPECT_GE(target_of(log).connects, 2U);
    expect_that_closing_ends(log);
}

TEST(StrangeCollectors, OneThatResetsAtOnceIsTriedAgain) {
    scripted_peer peer([](const connection &with) { with.reset_at_close(); });
    logger log{{.targets = {peer.target()}}};
    EXPECT_TRUE(logging_until(log, [&] { return peer.connections() >= 3; }));
    EXPECT_NE(target_of(log).trouble, "");
    expect_that_closing_ends(log);
}

// It read the begin of a frame: the next connection begins with a whole one.
TEST(StrangeCollectors, OneThatClosesInTheMiddleOfAFrameGetsWholeOnesNext) {
    std::atomic<std::size_t> whole = 0;
    scripted_peer peer([&](const connection &from) {
        if (peer.connections() <= 3) {
            from.read(100);
            return;
        }
        received here;
        while (here.read(from)) {
        }
        whole += here.records();
    });
    logger log{{.targets = {peer.target()}}};
    EXPECT_TRUE(logging_until(log, [&] { return peer.connections() >= 4; }));
    EXPECT_EQ(log.log({.recipient = "bob@example.fict"}), outcome::accepted);
    EXPECT_TRUE(log.close(patience));
    EXPECT_TRUE(eventually([&] { return whole > 0; }));
    expect_equations(log.take_stats());
}

TEST(StrangeCollectors, OneThatNeverReadsFillsItsBacklogAndNothingElse) {
    scripted_peer peer([](const connection &with) {
        while (with.wait_for(1min)) {
        }
    });
    logger log{{.targets = {peer.target("backlog=64KiB")}}};
    EXPECT_TRUE(logging_until(log, [&] { return target_of(log).dropped_backlog_full > 0; }));
    EXPECT_EQ(peer.connections(), 1);
    expect_that_closing_ends(log);
    EXPECT_GT(target_of(log).dropped_deadline, 0U);
}

TEST(StrangeCollectors, OneThatReadsAByteASecondGetsWholeFramesWhenItReadsOn) {
    std::atomic<bool> hurry = false;
    std::atomic<std::size_t> whole = 0;
    std::atomic<int> seconds = 0;
    scripted_peer peer([&](const connection &from) {
        received here;
        while (!hurry && from.wait_for(1s) && here.read(from, 1)) ++seconds;
        while (here.read(from)) {
        }
        whole += here.records();
    });
    logger log{{.targets = {peer.target("backlog=64KiB")}}};
    EXPECT_TRUE(logging_until(log, [&] { return seconds >= 2 && target_of(log).dropped_backlog_full > 0; }));
    EXPECT_EQ(peer.connections(), 1);
    hurry = true;
    EXPECT_TRUE(log.close(patience));
    const stats after = log.take_stats();
    expect_equations(after);
    EXPECT_TRUE(eventually([&] { return whole == after.targets.at(0).sent; })) << whole;
}

TEST(StrangeCollectors, GarbageAsAnAnswerIsReadAndChangesNothing) {
    std::atomic<std::size_t> whole = 0;
    scripted_peer peer([&](const connection &with) {
        const std::string garbage = "HTTP/1.1 400 Bad Request\r\n\r\n" + std::string(8'000, '\xFF') + "\n<0>1 - - -";
        received here;
        here.read(with);
        // More than sockets hold: unless the other side reads it, this never returns.
        for (int i = 0; i < 2'000; ++i) EXPECT_TRUE(with.write(garbage));
        while (here.read(with)) whole = here.records();
    });
    logger log{{.targets = {peer.target()}}};
    for (int i = 0; i < 1'000; ++i) ASSERT_EQ(log.log({.recipient = "bob@example.fict"}), outcome::accepted);
    EXPECT_TRUE(eventually([&] { return whole == 1'000; })) << whole;
    EXPECT_TRUE(log.close(patience));
    const stats after = log.take_stats();
    expect_equations(after);
    EXPECT_EQ(after.targets.at(0).sent, 1'000U);
    EXPECT_EQ(after.targets.at(0).connects, 1U);
}

} // namespace
