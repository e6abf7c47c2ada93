#include "chaos/schedule.hpp"

#include <gtest/gtest.h>

#include <set>

#include "chaos/random.hpp"

namespace nixie::tests {
namespace {

constexpr unsigned length = 6000;

TEST(Schedule, ASeedIsOneSchedule) {
    for (std::uint64_t seed = 1; seed <= 50; ++seed)
        EXPECT_EQ(make_schedule(seed, length), make_schedule(seed, length));
    EXPECT_NE(text_of(make_schedule(1, length)), text_of(make_schedule(2, length)));
}

// A report names seeds, so a change of the generator makes old reports void; and the numbers are those of splitmix64.
TEST(Schedule, TheRandomNumbersAreTheSameEverywhere) {
    random_numbers random(1234567);
    EXPECT_EQ(random.next(), 6457827717110365317U);
    EXPECT_EQ(random.next(), 3203168211198807973U);
}

TEST(Schedule, EveryFaultEndsBeforeTheLoadDoes) {
    for (std::uint64_t seed = 1; seed <= 1000; ++seed)
        for (const fault &each : make_schedule(seed, length).faults) {
            EXPECT_GT(each.begin, 0U);
            EXPECT_LE(each.begin + each.duration, length - length / 5) << text_of(each);
        }
}

TEST(Schedule, NothingHappensTwiceToAProcessAtOneTime) {
    const std::set<fault_kind> of_processes{fault_kind::stop, fault_kind::terminate, fault_kind::kill};
    for (std::uint64_t seed = 1; seed <= 1000; ++seed) {
        unsigned end[3] = {0, 0, 0};
        for (const fault &each : make_schedule(seed, length).faults) {
            if (!of_processes.contains(each.kind)) continue;
            unsigned &last = end[static_cast<int>(each.at)];
            EXPECT_GT(each.begin, last) << text_of(each);
            last = each.begin + each.duration;
        }
    }
}

TEST(Schedule, EveryFaultIsDrawnAtEveryPlaceWhereItCanHappen) {
    std::set<std::pair<fault_kind, place>> drawn;
    for (std::uint64_t seed = 1; seed <= 1000; ++seed)
        for (const fault &each : make_schedule(seed, length).faults) drawn.insert({each.kind, each.at});
    EXPECT_EQ(drawn.size(), 3U * 3 + 7U * 2 + 3U); // of journald and the collectors; of the collectors; of the load
}

TEST(Schedule, ATextHasEverythingThatAReaderNeeds) {
    EXPECT_EQ(text_of(fault{fault_kind::kill, place::rsyslog, 1200, 800, 0}), "1200+800 kill rsyslog");
    EXPECT_EQ(text_of(fault{fault_kind::cut, place::syslog_ng, 20, 300, 97}), "20+300 cut syslog_ng 97");
}

} // namespace
} // namespace nixie::tests
