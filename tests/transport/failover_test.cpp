// The way back to the first of two collectors: the one that served is half-closed, and until it has closed its side,
// which proves that it has read everything, the first one gets nothing.
#include <optional>

#include <gtest/gtest.h>

#include "api/heard.hpp"
#include "transport/logged.hpp"
#include "transport/watched_engine.hpp"

namespace nixie::impl {
namespace {

using test::log_many;
using tests::eventually;
using tests::frame_reader;
using tests::heard;
using tests::patience;
using tests::scripted_peer;
using connection = scripted_peer::connection;

constexpr std::size_t few = 100;

peer_host host_of(const scripted_peer &peer) {
    const std::string target = peer.target();
    return {"127.0.0.1", static_cast<std::uint16_t>(std::stoi(target.substr(target.rfind(':') + 1)))};
}

class Failover : public testing::Test {
protected:
    Failover() {
        const scripted_peer reserved{[](const connection &) {}};
        first_host = host_of(reserved);
    }
    engine_settings settings() {
        target_settings both = test::syslog_target("failover");
        both.kind = target_kind::tcp;
        both.hosts = {first_host, host_of(second_peer)};
        both.return_interval = std::chrono::milliseconds{5};
        both.replay = std::size_t{2} << 20;
        both.framing = framing::octet_counting;
        return test::settings_for({both});
    }
    // The second one has everything, and the first one is back.
    void expect_half_close(test::watched_engine &engine) {
        log_many(*engine, few);
        ASSERT_TRUE(second.reaches(few));
        first_peer.emplace([this](const connection &from) { frame_reader{first}.read_to_end(from); }, first_host.port);
        ASSERT_TRUE(eventually([this] { return half_closed.load(); }));
        log_many(*engine, few);
        ASSERT_TRUE(engine.empties_the_queue());
        EXPECT_TRUE(eventually([this] { return first_peer->connections() == 1; }));
        EXPECT_EQ(first.count(), 0U) << "the other one has not closed yet";
    }

    heard first, second;
    peer_host first_host;
    std::atomic<bool> half_closed = false, hold = true, resets = false;
    scripted_peer second_peer{[this](const connection &from) {
        frame_reader{second}.read_to_end(from);
        half_closed = true;
        while (hold && from.wait_for(std::chrono::milliseconds(1))) {
        }
        if (resets) from.reset_at_close();
    }};
    std::optional<scripted_peer> first_peer;
};

TEST_F(Failover, TheFirstCollectorGetsNothingUntilTheOtherHasReadEverything) {
    test::watched_engine engine{settings()};
    ASSERT_NO_FATAL_FAILURE(expect_half_close(engine));
    hold = false;
    EXPECT_TRUE(engine->close(patience, loss_reason::deadline));
    EXPECT_EQ(second.sequences(), tests::numbers(1, few));
    EXPECT_EQ(first.sequences(), tests::numbers(few + 1, 2 * few));
    EXPECT_EQ(engine.counters().uncertain, 0U);
    EXPECT_EQ(engine.counters().connects, 2U);
}

TEST_F(Failover, TheFirstCollectorGetsAllAgainWhereTheOtherProvesNothing) {
    resets = true;
    test::watched_engine engine{settings()};
    ASSERT_NO_FATAL_FAILURE(expect_half_close(engine));
    hold = false;
    EXPECT_TRUE(engine->close(patience, loss_reason::deadline));
    EXPECT_EQ(first.sequences(), tests::numbers(1, 2 * few));
    EXPECT_EQ(engine.counters().uncertain, few);
    EXPECT_EQ(engine.counters().sent, 2 * few);
    EXPECT_EQ(engine.counters().connects, 2U);
}

} // namespace
} // namespace nixie::impl
