// The ec_log family under load, with a real journald at the other end. Each burst is a process of its own, since the
// logger of the family is the process's.
#include <map>
#include <set>
#include <sstream>

#include "api/shell.hpp"
#include "live/live_host.hpp"

using namespace nixie;
using namespace nixie::tests;

namespace {

constexpr int threads = 8;
constexpr int calls_each = 10'000;
constexpr std::uint64_t all_calls = std::uint64_t{threads} * calls_each;

struct burst {
    std::string instance;
    std::uint64_t calls, accepted, refused_queue_full, refused_otherwise, sent, dropped, queued;
};

class EcLogBurst : public testing::Test {
protected:
    void SetUp() override { host.start(); }

    void run(const std::string &arguments) {
        const shell_result ran = run_shell(NIXIE_EC_BURST " " + arguments);
        ASSERT_EQ(ran.exit_code, 0);
        std::istringstream line(ran.output);
        line >> counted.instance >> counted.calls >> counted.accepted >> counted.refused_queue_full >>
            counted.refused_otherwise >> counted.sent >> counted.dropped >> counted.queued;
        ASSERT_TRUE(line) << ran.output;
        host.sync();
    }

    // Visits what is stored and checks what holds under any policy: no number twice, each thread's records in order, as
    // the caller wrote them. Returns how many there are.
    std::uint64_t check_stored() {
        std::set<long> sequences;
        std::map<std::string, std::pair<int, long>> last; // by thread: queue_id, sequence
        std::uint64_t count = 0;
        std::uint64_t named = 0;   // as lost, by nixie
        std::string last_sequence; // as the stats entry behind the last record says
        each_stored(counted.instance,
                    {"MAIL_BATCH_ID", "MAIL_QUEUE_ID", "MAIL_SEQUENCE", "MAIL_RECIPIENT", "MAIL_STATS_LAST_SEQUENCE",
                     "MAIL_LOST"},
                    [&](const std::vector<std::string> &values) {
                        if (!values[5].empty()) named += std::stoul(values[5]);
                        if (!values[5].empty()) return;
                        last_sequence = values[4];
                        if (!last_sequence.empty()) return;
                        ++count;
                        const std::pair<int, long> now(std::stoi(values[1]), std::stol(values[2]));
                        EXPECT_TRUE(sequences.insert(now.second).second) << "sequence twice: " << now.second;
                        auto &[queue_id, sequence] = last[values[0]];
                        EXPECT_GT(now.first, queue_id) << "thread " << values[0];
                        EXPECT_GT(now.second, sequence) << "thread " << values[0];
                        std::tie(queue_id, sequence) = now;
                        EXPECT_EQ(values[3], "bob@example.fict");
                    });
        EXPECT_EQ(named, counted.refused_queue_full + counted.dropped) << "what is missing is named";
        EXPECT_LE(last.size(), static_cast<std::size_t>(threads)); // with drop a slow journald may starve one
        EXPECT_EQ(last_sequence, std::to_string(all_calls)) << "no tail may be missing unseen";
        EXPECT_GE(*sequences.begin(), 1);
        EXPECT_LE(*sequences.rbegin(), static_cast<long>(all_calls));
        return count;
    }

    journald host;
    burst counted{};
};

TEST_F(EcLogBurst, WithBlockEveryCallIsStored) {
    ASSERT_NO_FATAL_FAILURE(run("block 1MiB"));
    EXPECT_EQ(counted.calls, all_calls);
    EXPECT_EQ(counted.accepted, all_calls);
    EXPECT_EQ(counted.sent, all_calls);
    EXPECT_EQ(check_stored(), all_calls);
}

TEST_F(EcLogBurst, WithDropWhatIsNotStoredIsCounted) {
    ASSERT_NO_FATAL_FAILURE(run("drop 1MiB"));
    EXPECT_EQ(counted.calls, all_calls);
    EXPECT_EQ(counted.refused_otherwise, 0U);
    EXPECT_EQ(counted.queued, 0U);
    EXPECT_GT(counted.refused_queue_full + counted.dropped, 0U); // else the burst was none
    EXPECT_EQ(check_stored() + counted.refused_queue_full + counted.dropped, all_calls);
    EXPECT_EQ(counted.sent + counted.dropped, counted.accepted);
}

} // namespace
