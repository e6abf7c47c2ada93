// One datagram target and its receiver: there, absent, gone, replaced, or not reading.
#include <optional>

#include <gtest/gtest.h>

#include "journal/temporary_directory.hpp"
#include "transport/logged.hpp"
#include "transport/watched_engine.hpp"

namespace nixie::impl {
namespace {

using namespace test;
using tests::eventually;
using tests::patience;
constexpr auto all = engine::wait_for::all;

class Datagram : public testing::Test {
protected:
    const nixie::test::temporary_directory directory;
    const std::string path = directory.path() / "socket";
};

TEST_F(Datagram, JournalEntriesArriveInOrder) {
    datagram_receiver receiver{path};
    watched_engine engine{settings_for({journald_target(path)})};
    log_many(*engine, 1000);
    EXPECT_EQ(receive(receiver, 1000), numbers(1, 1000));
    EXPECT_TRUE(engine->flush(patience, all));
    EXPECT_EQ(engine.counters().sent, 1000U);
    EXPECT_EQ(engine.counters().connects, 1U);
}

TEST_F(Datagram, SyslogMessagesArriveInOrder) {
    datagram_receiver receiver{path};
    watched_engine engine{settings_for({syslog_target(path)})};
    log_many(*engine, 1000);
    EXPECT_EQ(receive(receiver, 1000, read_syslog), numbers(1, 1000));
}

TEST_F(Datagram, EachRecipientIsARecordOfItsOwn) {
    datagram_receiver receiver{path};
    watched_engine engine{settings_for({journald_target(path)})};
    log(*engine, {.diagnostic = "550 no", .recipients = {"a@example.fict", "b@example.fict", "c@example.fict"}});
    for (const char *recipient : {"a@example.fict", "b@example.fict", "c@example.fict"}) {
        const arrival record = read_journal(receiver.next_record());
        EXPECT_EQ(record.recipient, recipient);
        EXPECT_EQ(record.diagnostic, "550 no");
    }
    EXPECT_EQ(engine->report().queue.accepted, 3U);
}

TEST_F(Datagram, AReceiverThatAppearsLateGetsEverything) {
    watched_engine engine{settings_for({journald_target(path)})};
    log_many(*engine, 100);
    EXPECT_TRUE(engine.reaches(target_state::absent));
    EXPECT_NE(engine.target().trouble.find("connect: No such file"), std::string::npos);
    datagram_receiver receiver{path};
    EXPECT_EQ(receive(receiver, 100), numbers(1, 100));
    EXPECT_TRUE(engine.reaches(target_state::up));
    EXPECT_EQ(engine.counters().sent, 100U);
}

TEST_F(Datagram, ASocketFileWithoutAReceiverIsRefused) {
    directory.file("socket", "");
    watched_engine engine{settings_for({journald_target(path)})};
    log(*engine);
    EXPECT_TRUE(engine.reaches(target_state::refused));
}

TEST_F(Datagram, AReceiverThatIsReplacedLosesOnlyWhatTheOldOneHad) {
    watched_engine engine{settings_for({journald_target(path)})};
    for (std::uint64_t round = 0; round < 5; ++round) {
        datagram_receiver receiver{path};
        log_many(*engine, 10);
        EXPECT_EQ(receive(receiver, 10), numbers(round * 10 + 1, round * 10 + 10));
    }
    EXPECT_TRUE(engine->flush(patience, all));
    EXPECT_EQ(engine.counters().sent, 50U);
    EXPECT_EQ(engine.counters().connects, 5U);
}

TEST_F(Datagram, AReceiverThatDoesNotReadHoldsUpNoCaller) {
    datagram_receiver receiver{path};
    watched_engine engine{settings_for({journald_target(path)})};
    const auto before = std::chrono::steady_clock::now();
    log_many(*engine, 2000);
    EXPECT_LT(std::chrono::steady_clock::now() - before, patience);
    EXPECT_TRUE(engine.reaches(target_state::full));
    EXPECT_FALSE(engine->flush(std::chrono::milliseconds{0}, all));

    EXPECT_EQ(receive(receiver, 2000), numbers(1, 2000));
    EXPECT_TRUE(engine->flush(patience, all));
    const target_report now = engine.target();
    EXPECT_EQ(now.state, target_state::up);
    EXPECT_EQ(now.counters.sent, 2000U);
    EXPECT_EQ(now.counters.queued, 0U);
    EXPECT_GE(now.counters.waits, 1U);
    EXPECT_EQ(now.counters.connects, 1U);
}

TEST_F(Datagram, AReceiverThatIsReplacedWhileItIsFullGetsTheRest) {
    std::optional<datagram_receiver> receiver{path};
    watched_engine engine{settings_for({journald_target(path)})};
    log_many(*engine, 100);
    EXPECT_TRUE(engine.reaches(target_state::full));
    EXPECT_TRUE(engine.empties_the_queue());
    const std::uint64_t taken = engine.counters().sent;
    receiver.reset();
    receiver.emplace(path);
    EXPECT_EQ(receive(*receiver, 100 - taken), numbers(taken + 1, 100));
    EXPECT_TRUE(engine->flush(patience, all));
    EXPECT_EQ(engine.counters().sent, 100U);
}

TEST_F(Datagram, SendsOnlyTheEventsOfTheTarget) {
    datagram_receiver receiver{path};
    target_settings target = journald_target(path);
    target.events = 1U << NIXIE_DELIVERY | 1U << NIXIE_REJECTION;
    watched_engine engine{settings_for({target})};
    for (int event = NIXIE_PERMANENT_FAILURE; event <= NIXIE_REJECTION; ++event)
        log(*engine, {.diagnostic = "x", .recipients = {"bob@example.fict"}, .event = event});
    EXPECT_EQ(read_journal(receiver.next_record()).event, "delivery");
    EXPECT_EQ(read_journal(receiver.next_record()).event, "rejection");
    EXPECT_TRUE(engine->flush(patience, all));
    EXPECT_EQ(engine.counters().filtered, 4U);
    EXPECT_EQ(engine.counters().accepted, 2U);
}

TEST_F(Datagram, CountsRecordsWhoseTextWasNoUtf8) {
    datagram_receiver receiver{path};
    watched_engine engine{settings_for({journald_target(path)})};
    log(*engine, {.diagnostic = "550 caf\xC3\xA9"});
    log(*engine, {.diagnostic = "550 caf\xE9"});
    EXPECT_EQ(read_journal(receiver.next_record()).diagnostic, "550 caf\xC3\xA9");
    EXPECT_EQ(read_journal(receiver.next_record()).diagnostic, "550 caf\xE9"); // the journal keeps the caller's bytes
    EXPECT_EQ(engine->report().repaired, 1U);
    log(*engine, {.recipients = {"<bob@example.fict> ORCPT=rfc822;b+E9b@example.fict"}}); // ASCII, as it was given
    receiver.next_record();
    EXPECT_EQ(engine->report().repaired, 2U);
}

} // namespace
} // namespace nixie::impl
