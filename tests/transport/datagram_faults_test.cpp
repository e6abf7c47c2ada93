// Calls that send several records, of which some fail: each record arrives once, in order, and is counted by itself.
#include <cerrno>
#include <optional>

#include <gtest/gtest.h>

#include "journal/temporary_directory.hpp"
#include "transport/send_faults.hpp"
#include "transport/udp_receiver.hpp"
#include "transport/watched_engine.hpp"

namespace nixie::impl {
namespace {

using namespace test;
using tests::eventually;
using tests::patience;
constexpr auto all = engine::wait_for::all;

constexpr std::size_t batch = 8;
constexpr int records = 40;
// Those that come before the last datagrams leave, whatever the batches are.
constexpr int most_calls = 8;

// The sequences of the entries of each datagram that arrives, until there are `count`.
std::vector<std::vector<std::int64_t>> receive_datagrams(datagram_receiver &from, std::size_t count) {
    std::vector<std::vector<std::int64_t>> datagrams;
    for (std::size_t entries = 0; entries < count;) {
        const std::string bytes = from.next_record();
        const auto parsed = parse_journal_entries(bytes, journal_form::native);
        if (bytes.empty() || !std::holds_alternative<std::vector<journal_entry>>(parsed)) break;
        auto &sequences = datagrams.emplace_back();
        for (const journal_entry &entry : std::get<std::vector<journal_entry>>(parsed))
            sequences.push_back(number_of(entry.find("MAIL_SEQUENCE").value_or("0")));
        entries += sequences.size();
    }
    return datagrams;
}

std::vector<std::int64_t> joined(const std::vector<std::vector<std::int64_t>> &datagrams) {
    std::vector<std::int64_t> sequences;
    for (const auto &each : datagrams) sequences.insert(sequences.end(), each.begin(), each.end());
    return sequences;
}

class JournaldBatch : public testing::Test {
protected:
    JournaldBatch() { inject({}); }

    target_settings target(std::size_t entries = batch) const {
        target_settings settings = journald_target(path);
        settings.batch = entries;
        return settings;
    }
    // Records wait until there is a receiver, so that there is something to put together.
    void wait_with(watched_engine &engine, int count, const call &what = {}) const {
        log_many(*engine, count, what);
        ASSERT_TRUE(engine.empties_the_queue());
        ASSERT_TRUE(engine.reaches(target_state::absent));
    }

    const nixie::test::temporary_directory directory;
    const std::string path = directory.path() / "socket";
};

TEST_F(JournaldBatch, PutsWhatWaitsTogetherUpToItsNumber) {
    watched_engine engine{settings_for({target()})};
    wait_with(engine, 20);
    datagram_receiver receiver{path};
    EXPECT_EQ(receive_datagrams(receiver, 20), (std::vector{numbers(1, 8), numbers(9, 16), numbers(17, 20)}));
    EXPECT_TRUE(engine->flush(patience, all));
    EXPECT_EQ(engine.counters().sent, 20U);
}

TEST_F(JournaldBatch, NeverWaitsForMore) {
    datagram_receiver receiver{path};
    watched_engine engine{settings_for({target()})};
    for (std::uint64_t number = 1; number <= 20; ++number) {
        log(*engine);
        EXPECT_EQ(joined(receive_datagrams(receiver, 1)), numbers(number, number));
    }
}

TEST_F(JournaldBatch, IsOffWhereNobodyAsksForIt) {
    watched_engine engine{settings_for({journald_target(path)})};
    wait_with(engine, 20);
    datagram_receiver receiver{path};
    EXPECT_EQ(receive_datagrams(receiver, 20).size(), 20U);
}

TEST_F(JournaldBatch, LeavesALargeEntryAloneAndPassesAHugeOneAsAFile) {
    watched_engine engine{settings_for({target()})};
    for (const std::size_t size : {10U, 10U, 20'000U, 10U, 10U, 1U << 20, 10U, 10U})
        ASSERT_EQ(log(*engine, {.diagnostic = std::string(size, 'x')}), refusal::none);
    wait_with(engine, 0);
    datagram_receiver receiver{path};
    EXPECT_EQ(receive_datagrams(receiver, 8),
              (std::vector{numbers(1, 2), numbers(3, 3), numbers(4, 5), numbers(6, 6), numbers(7, 8)}));
    EXPECT_TRUE(engine->flush(patience, all));
    EXPECT_EQ(engine.counters().sent, 8U);
    EXPECT_EQ(engine.counters().dropped_too_large, 0U);
}

TEST_F(JournaldBatch, StaysBelowWhatTheSocketTakesInOneDatagram) {
    watched_engine engine{settings_for({target(64)})};
    wait_with(engine, 200, {.diagnostic = std::string(4000, 'x')});
    datagram_receiver receiver{path};
    for (std::size_t entries = 0; entries < 200;) {
        const std::string bytes = receiver.next_record();
        ASSERT_LE(bytes.size(), std::size_t{96} << 10);
        const auto parsed = parse_journal_entries(bytes, journal_form::native);
        entries += std::get<std::vector<journal_entry>>(parsed).size();
    }
    EXPECT_EQ(std::ranges::count(calls_seen(), 1U), 0) << "all of them went together";
}

// A receiver that reads nothing takes as many datagrams as without: all of a batch are sent, or all still queued.
TEST_F(JournaldBatch, CountsEveryRecordOfADatagramThatTheReceiverHasNoRoomFor) {
    datagram_receiver receiver{path};
    watched_engine engine{settings_for({target()})};
    log_many(*engine, 2000);
    EXPECT_TRUE(engine.reaches(target_state::full));
    EXPECT_TRUE(engine.empties_the_queue());
    const target_counters stuck = engine.counters();
    EXPECT_EQ(stuck.sent + stuck.queued, 2000U);
    EXPECT_EQ(joined(receive_datagrams(receiver, 2000)), numbers(1, 2000));
    EXPECT_TRUE(engine->flush(patience, all));
    EXPECT_EQ(engine.counters().sent, 2000U);
}

TEST_F(JournaldBatch, LosesNothingWhateverFailsAtAnyCall) {
    for (const int error : {EAGAIN, EMSGSIZE, ECONNREFUSED, ENOBUFS})
        for (int at = 1; at <= most_calls; ++at) {
            SCOPED_TRACE("errno " + std::to_string(error) + " at call " + std::to_string(at));
            watched_engine engine{settings_for({target()})};
            wait_with(engine, records);
            inject({{at, {.error = error}}});
            datagram_receiver receiver{path};
            EXPECT_EQ(joined(receive_datagrams(receiver, records)), numbers(1, records));
            EXPECT_TRUE(engine->flush(patience, all));
            EXPECT_EQ(engine.counters().sent, static_cast<std::uint64_t>(records));
        }
}

// In doubt each goes alone: for as many as there were, and no longer.
TEST_F(JournaldBatch, ThatIsTooLargeGoesAsSingleEntries) {
    watched_engine engine{settings_for({target()})};
    wait_with(engine, 20);
    inject({{1, {.error = EMSGSIZE}}});
    datagram_receiver receiver{path};
    EXPECT_EQ(joined(receive_datagrams(receiver, 20)), numbers(1, 20));
    EXPECT_EQ(calls_seen(), (std::vector<unsigned>{15, 1, 1, 1, 1, 1, 1, 1, 1, 15, 7})) << "entries and empty lines";
}

class UdpBatch : public testing::Test {
protected:
    UdpBatch() { inject({}); }

    udp_receiver at{AF_INET};
    const target_settings settings = network_target(target_kind::udp, {at.host()});

    void expect_all(int count) {
        for (std::int64_t number = 1; number <= count; ++number) ASSERT_EQ(read_syslog(at.next()).sequence, number);
    }
};

// Each recipient is a record, and all of a call wait before the first one is sent.
call to_many(int count) {
    call result{.diagnostic = "550 no", .recipients = {}};
    for (int i = 0; i < count; ++i) result.recipients.push_back("bob" + std::to_string(i) + "@example.fict");
    return result;
}

TEST_F(UdpBatch, SendsWhatWaitsInOneCall) {
    watched_engine engine{settings_for({settings})};
    log(*engine, to_many(50));
    expect_all(50);
    EXPECT_TRUE(engine->flush(patience, all));
    EXPECT_EQ(engine.counters().sent, 50U);
    EXPECT_LE(calls_seen().size(), 2U);
}

// They have their turns with the others by what each of them takes, however long the list of recipients is.
TEST_F(UdpBatch, IsFullWhateverTheNumberOfRecipientsOfACall) {
    watched_engine engine{settings_for({settings})};
    log(*engine, to_many(600));
    EXPECT_TRUE(engine->flush(patience, all));
    EXPECT_EQ(engine.counters().sent, 600U);
    EXPECT_LE(calls_seen().size(), 600U / 64 + 3);
}

TEST_F(UdpBatch, CountsWhatEachCallTook) {
    for (const unsigned took : {1U, 2U, 49U}) {
        for (int call = 1; call <= 3; ++call) {
            SCOPED_TRACE(std::to_string(took) + " at call " + std::to_string(call));
            inject({{call, {.most = took}}});
            watched_engine engine{settings_for({settings})};
            log(*engine, to_many(50));
            expect_all(50);
            EXPECT_TRUE(engine->flush(patience, all));
            EXPECT_EQ(engine.counters().sent, 50U);
        }
    }
}

TEST_F(UdpBatch, ACallThatTookAPartIsFollowedByOneForASingleRecord) {
    inject({{1, {.most = 3}}, {2, {.error = EAGAIN}}});
    watched_engine engine{settings_for({settings})};
    log(*engine, to_many(50));
    expect_all(50);
    EXPECT_TRUE(engine->flush(patience, all));
    const std::vector<unsigned> calls = calls_seen();
    ASSERT_GE(calls.size(), 4U);
    EXPECT_EQ(calls[1], 1U);
    EXPECT_EQ(calls[2], 1U);
    EXPECT_EQ(engine.counters().waits, 1U);
    EXPECT_EQ(engine.counters().sent, 50U);
}

TEST_F(UdpBatch, LosesNothingWhateverFailsAtAnyCall) {
    for (const int error : {EAGAIN, EMSGSIZE, ENOBUFS, ENETUNREACH})
        for (const bool after_a_part : {false, true}) {
            if (error == EMSGSIZE && after_a_part) continue; // the next test's
            SCOPED_TRACE("errno " + std::to_string(error) + (after_a_part ? " after a part" : ""));
            if (after_a_part)
                inject({{1, {.most = 20}}, {2, {.error = error}}});
            else
                inject({{1, {.error = error}}});
            watched_engine engine{settings_for({settings})};
            log(*engine, to_many(50));
            expect_all(50);
            EXPECT_TRUE(engine->flush(patience, all));
            EXPECT_EQ(engine.counters().sent, 50U);
        }
}

TEST_F(UdpBatch, OnlyTheRecordThatIsTooLargeByItselfIsDropped) {
    inject({{1, {.most = 20}}, {2, {.error = EMSGSIZE}}});
    watched_engine engine{settings_for({settings})};
    log(*engine, to_many(50));
    expect_all(20);
    for (std::int64_t number = 22; number <= 50; ++number) ASSERT_EQ(read_syslog(at.next()).sequence, number);
    EXPECT_TRUE(engine->flush(patience, all));
    EXPECT_EQ(engine.counters().sent, 49U);
    EXPECT_EQ(engine.counters().dropped_too_large, 1U);
}

} // namespace
} // namespace nixie::impl
