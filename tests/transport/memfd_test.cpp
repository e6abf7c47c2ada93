// Records that are too large for a datagram go to journald as a sealed memfd.
#include <optional>

#include <gtest/gtest.h>

#include <fcntl.h>

#include "journal/temporary_directory.hpp"
#include "transport/logged.hpp"
#include "transport/watched_engine.hpp"

namespace nixie::impl {
namespace {

using namespace test;
using tests::patience;
constexpr auto all = engine::wait_for::all;

const std::string megabyte(std::size_t{1} << 20, 'x');

class Memfd : public testing::Test {
protected:
    const nixie::test::temporary_directory directory;
    const std::string path = directory.path() / "socket";
};

TEST_F(Memfd, CarriesARecordOfAMegabyteWithAllSeals) {
    datagram_receiver receiver{path};
    watched_engine engine{settings_for({journald_target(path)})};
    log(*engine, {.diagnostic = megabyte});
    const auto received = receiver.next();
    ASSERT_TRUE(received.has_value());
    EXPECT_EQ(received->bytes, "");
    const int file = received->passed.get();
    ASSERT_GE(file, 0);
    constexpr int seals = F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE;
    EXPECT_EQ(::fcntl(file, F_GET_SEALS) & seals, seals);
    const arrival record = read_journal(datagram_receiver::content_of(file));
    EXPECT_EQ(record.sequence, 1);
    EXPECT_EQ(record.diagnostic, megabyte);
    EXPECT_TRUE(engine->flush(patience, all));
    EXPECT_EQ(engine.counters().sent, 1U);
}

TEST_F(Memfd, KeepsNoDescriptorOpen) {
    datagram_receiver receiver{path};
    watched_engine engine{settings_for({journald_target(path)})};
    const auto before = open_descriptors();
    for (int i = 0; i < 5; ++i) {
        ASSERT_EQ(log(*engine, {.diagnostic = megabyte}), refusal::none);
        EXPECT_EQ(receive(receiver, 1), numbers(static_cast<std::uint64_t>(i) + 1, static_cast<std::uint64_t>(i) + 1))
            << engine.target().trouble;
    }
    EXPECT_TRUE(engine->flush(patience, all));
    EXPECT_EQ(open_descriptors(), before);
}

// Large and small ones in turn meet every place at which the target pauses for the others.
TEST_F(Memfd, LargeRecordsKeepTheirPlaceAmongSmallOnes) {
    datagram_receiver receiver{path};
    engine_settings settings = settings_for({journald_target(path)});
    settings.queue_size = settings.targets[0].backlog = std::size_t{64} << 20; // all of them find room
    watched_engine engine{settings};
    const std::string large(std::size_t{256} << 10, 'x');
    std::thread reader{[&] { EXPECT_EQ(receive(receiver, 400), numbers(1, 400)); }};
    for (int i = 0; i < 400; ++i) log(*engine, {.diagnostic = i % 7 == 0 ? large : "small"});
    EXPECT_TRUE(engine->flush(patience, all));
    reader.join();
    EXPECT_EQ(engine.counters().sent, 400U);
    EXPECT_EQ(engine.counters().dropped_too_large, 0U);
}

TEST_F(Memfd, ALargeRecordSurvivesTheReplacementOfItsReceiver) {
    std::optional<datagram_receiver> receiver{path};
    watched_engine engine{settings_for({journald_target(path)})};
    log(*engine);
    EXPECT_EQ(receive(*receiver, 1), numbers(1, 1));
    receiver.reset();
    log(*engine, {.diagnostic = megabyte});
    EXPECT_TRUE(engine.reaches(target_state::absent));
    receiver.emplace(path);
    EXPECT_EQ(read_journal(receiver->next_record()).diagnostic, megabyte);
    EXPECT_EQ(engine.counters().dropped_too_large, 0U);
}

TEST_F(Memfd, ALargeRecordSurvivesAFullReceiver) {
    datagram_receiver receiver{path};
    watched_engine engine{settings_for({journald_target(path)})};
    log_many(*engine, 50);
    EXPECT_TRUE(engine.reaches(target_state::full));
    log(*engine, {.diagnostic = megabyte});
    log(*engine);
    EXPECT_EQ(receive(receiver, 52), numbers(1, 52));
}

TEST_F(Memfd, ASyslogSocketGetsNoneAndTheRecordIsDropped) {
    datagram_receiver receiver{path};
    watched_engine engine{settings_for({syslog_target(path)})};
    log(*engine, {.diagnostic = megabyte});
    log(*engine);
    EXPECT_EQ(receive(receiver, 1, read_syslog), numbers(2, 2));
    EXPECT_TRUE(engine->flush(patience, all));
    EXPECT_EQ(engine.counters().dropped_too_large, 1U);
    EXPECT_NE(engine.target().trouble.find("Message too long"), std::string::npos);
}

} // namespace
} // namespace nixie::impl
