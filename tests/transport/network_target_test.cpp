// Network targets against sockets of the test's own: datagrams, and collectors that take over from each other.
#include <algorithm>

#include <gtest/gtest.h>

#include "api/scripted_peer.hpp"
#include "decode/framing.hpp"
#include "transport/udp_receiver.hpp"
#include "transport/watched_engine.hpp"

namespace nixie::impl {
namespace {

using namespace test;
using tests::eventually;
using tests::patience;
constexpr auto all = engine::wait_for::all;

class Udp : public testing::TestWithParam<int> {
protected:
    udp_receiver at{GetParam()};
    target_settings settings = network_target(target_kind::udp, {at.host()});
};

TEST_P(Udp, EachDatagramIsAMessage) {
    watched_engine engine{settings_for({settings})};
    for (std::int64_t number = 1; number <= 100; ++number) {
        log(*engine);
        EXPECT_EQ(read_syslog(at.next()).sequence, number);
    }
    EXPECT_TRUE(engine->flush(patience, all));
    EXPECT_EQ(engine.counters().sent, 100U);
    EXPECT_EQ(engine.target().state, target_state::up);
}

// On the loopback each datagram is answered by an ICMP error before the next one goes, which then goes again.
TEST_P(Udp, DatagramsThatNobodyTakesAreReportedOneByOne) {
    at.close();
    watched_engine engine{settings_for({settings})};
    log_many(*engine, 100);
    EXPECT_TRUE(engine->flush(patience, all));
    EXPECT_EQ(engine.counters().sent, 100U);
    EXPECT_TRUE(eventually([&] { return engine.counters().reported_lost == 100; }));
    EXPECT_EQ(engine.target().state, target_state::refused);
    EXPECT_NE(engine.target().trouble.find("Connection refused"), std::string::npos);
    EXPECT_EQ(engine.counters().connects, 1U);
}

// Nobody reads the answers; if they filled the socket, the kernel would have no room for its reports of errors.
TEST_P(Udp, AnswersOfTheCollectorDoNotHideThatItIsGone) {
    watched_engine engine{settings_for({settings})};
    log(*engine);
    EXPECT_NE(at.next(), "");
    for (int i = 0; i < 500; ++i) at.answer(std::string(1400, 'x'));
    at.close();
    log_many(*engine, 10);
    EXPECT_TRUE(engine->flush(patience, all));
    EXPECT_TRUE(eventually([&] { return engine.counters().reported_lost == 10; })) << engine.counters().reported_lost;
    EXPECT_EQ(engine.counters().sent, 11U);
    EXPECT_EQ(engine.counters().connects, 1U);
}

TEST_P(Udp, AFixedMtuShortensWhatIsLonger) {
    settings.mtu = {.what = mtu_settings::limit::fixed, .size = 1280};
    watched_engine engine{settings_for({settings})};
    log(*engine, {.diagnostic = "550 5.1.1 " + std::string(5000, 'x')});
    const std::string message = at.next();
    EXPECT_LE(message.size(), 1280U - 8 - (GetParam() == AF_INET6 ? 40 : 20));
    EXPECT_NE(message.find("truncated=\"diagnostic:5010\""), std::string::npos);
    EXPECT_TRUE(engine->flush(patience, all));
    EXPECT_EQ(engine.counters().shortened, 1U);
}

TEST_P(Udp, FragmentsGoUpToAllThatADatagramHolds) {
    settings.mtu.what = mtu_settings::limit::fragment;
    watched_engine engine{settings_for({settings})};
    log(*engine, {.diagnostic = "550 5.1.1 " + std::string(100'000, 'x')});
    const std::string message = at.next();
    EXPECT_LE(message.size(), 65'535U - 8);
    EXPECT_GT(message.size(), 65'000U);
    EXPECT_EQ(read_syslog(message).sequence, 1);
}

// Unable to hold even a record without its texts, which is not tried again and again.
TEST_P(Udp, ARecordThatNoDatagramHoldsIsDroppedAndTheNextOneGoes) {
    settings.mtu = {.what = mtu_settings::limit::fixed, .size = 300};
    watched_engine engine{settings_for({settings})};
    log(*engine);
    EXPECT_TRUE(engine->flush(patience, all));
    EXPECT_EQ(engine.counters().dropped_too_large, 1U);
}

INSTANTIATE_TEST_SUITE_P(Ip, Udp, testing::Values(AF_INET, AF_INET6),
                         [](const auto &family) { return family.param == AF_INET6 ? "v6" : "v4"; });

// Keeps the sequences of the frames that it receives.
class collector {
public:
    std::vector<std::int64_t> sequences() {
        const std::lock_guard lock{mutex_};
        return sequences_;
    }
    bool has(std::int64_t sequence) {
        return eventually([&] { return std::ranges::count(sequences(), sequence) > 0; });
    }
    tests::scripted_peer::script script(frame_splitter::method how = frame_splitter::method::octet_counting) {
        return [this, how](const tests::scripted_peer::connection &with) {
            frame_splitter frames{how, 1 << 20};
            for (std::string bytes = with.read(); !bytes.empty(); bytes = with.read()) {
                frames.feed(bytes);
                while (const auto frame = frames.next()) {
                    const std::lock_guard lock{mutex_};
                    sequences_.push_back(read_syslog(*frame).sequence);
                }
            }
        };
    }

private:
    std::mutex mutex_;
    std::vector<std::int64_t> sequences_;
};

peer_host host_of(const tests::scripted_peer &peer) {
    const std::string target = peer.target();
    return {"127.0.0.1", static_cast<std::uint16_t>(std::stoi(target.substr(target.rfind(':') + 1)))};
}

TEST(Tcp, ALineFeedEndsAFrameWhateverTheTextsHold) {
    collector lines;
    tests::scripted_peer peer{lines.script(frame_splitter::method::line_feed)};
    target_settings settings = network_target(target_kind::tcp, {host_of(peer)});
    settings.framing = framing::line_feed;
    watched_engine engine{settings_for({settings})};
    log_many(*engine, 100, {.diagnostic = "550-5.1.1 one\r\n550 5.1.1 <14>1 - - - - - - two\n"});
    EXPECT_TRUE(lines.has(100));
    EXPECT_EQ(lines.sequences(), numbers(1, 100));
}

TEST(Tcp, TheSecondHostServesWhileTheFirstIsDown) {
    collector second;
    tests::scripted_peer peer{second.script()};
    target_settings settings = network_target(target_kind::tcp, {{"127.0.0.1", 1}, host_of(peer)}); // nobody has port 1
    settings.return_interval = std::chrono::milliseconds{1};
    watched_engine engine{settings_for({settings})};
    log_many(*engine, 100);
    EXPECT_TRUE(engine->flush(patience, all));
    EXPECT_TRUE(second.has(100));
    EXPECT_EQ(second.sequences(), numbers(1, 100));
    EXPECT_EQ(engine.target().state, target_state::up);
    EXPECT_EQ(engine.counters().connects, 1U);
}

TEST(Tcp, ReturnsToTheFirstHostWithoutALostOrDoubledFrame) {
    collector first, second;
    tests::scripted_peer second_peer{second.script()};
    std::uint16_t port = 0;
    {
        const tests::scripted_peer reserved{first.script()};
        port = host_of(reserved).port;
    }
    target_settings settings = network_target(target_kind::tcp, {{"127.0.0.1", port}, host_of(second_peer)});
    settings.return_interval = std::chrono::milliseconds{5};
    watched_engine engine{settings_for({settings})};
    log(*engine);
    ASSERT_TRUE(second.has(1));
    tests::scripted_peer first_peer{first.script(), port};
    std::int64_t last = 1;
    EXPECT_TRUE(eventually([&] {
        log(*engine);
        ++last;
        return !first.sequences().empty();
    }));
    EXPECT_TRUE(engine->flush(patience, all));
    // Each collector reads what it was sent in its own time.
    EXPECT_TRUE(eventually(
        [&] { return static_cast<std::int64_t>(first.sequences().size() + second.sequences().size()) >= last; }));
    std::vector<std::int64_t> both = second.sequences();
    std::ranges::copy(first.sequences(), std::back_inserter(both));
    EXPECT_EQ(both, numbers(1, static_cast<std::uint64_t>(last)))
        << "all, once, in order, first at one, then the other";
    EXPECT_EQ(engine.counters().connects, 2U);
}

} // namespace
} // namespace nixie::impl
