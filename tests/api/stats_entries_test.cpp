// The stats entries as a syslog server gets them: about each target, to every target, behind the records.
#include <gtest/gtest.h>

#include "api/equations.hpp"
#include "api/eventually.hpp"
#include "api/receiver.hpp"
#include "nixie/logger.hpp"

using namespace nixie;
using namespace nixie::tests;

namespace {

bool is_stats(const std::string &message) {
    return message.find(" STATS [") != std::string::npos;
}

class StatsEntries : public testing::Test {
protected:
    static void log_one(logger &to) { ASSERT_EQ(to.log({.queue_id = "record"}), outcome::accepted); }

    socket_folder folder;
    receiver at{folder.path("log")};
};

TEST_F(StatsEntries, OneFollowsTheLastRecordAtClose) {
    logger log{{.targets = {at.target()}}};
    for (int i = 0; i < 3; ++i) log_one(log);
    ASSERT_EQ(log.log({}), outcome::invalid);
    ASSERT_TRUE(log.close(patience));
    for (const std::string &record : at.take(3)) EXPECT_FALSE(is_stats(record));
    EXPECT_NE(at.next().find("] loss: 1 record refused (invalid): 4"), std::string::npos);
    const std::string entry = at.next();
    ASSERT_TRUE(is_stats(entry)) << entry;
    EXPECT_EQ(parameter(entry, "target"), at.target());
    EXPECT_EQ(parameter(entry, "instance"), log.instance());
    EXPECT_EQ(number_parameter(entry, "stats_last_sequence"), 4);
    EXPECT_EQ(number_parameter(entry, "stats_refused"), 1);
    EXPECT_EQ(number_parameter(entry, "stats_accepted"), 3);
    EXPECT_EQ(number_parameter(entry, "stats_sent") + number_parameter(entry, "stats_queued"), 3);
    EXPECT_EQ(number_parameter(entry, "stats_dropped"), 0);
    EXPECT_EQ(number_parameter(entry, "sequenceId"), -1) << "no record, so no number";
    EXPECT_NE(entry.find("] stats: " + at.target() + ": accepted 3"), std::string::npos) << entry;
    EXPECT_TRUE(at.is_empty());
}

TEST_F(StatsEntries, ALoggerThatWasNotUsedHasNothingToSay) {
    logger log{{.targets = {at.target()}}};
    ASSERT_TRUE(log.close(patience));
    EXPECT_TRUE(at.is_empty());
}

TEST_F(StatsEntries, NoneAreWrittenWithAnIntervalOfZero) {
    logger log{{.stats_interval = "0", .targets = {at.target()}}};
    log_one(log);
    ASSERT_TRUE(log.close(patience));
    EXPECT_FALSE(is_stats(at.next()));
    EXPECT_TRUE(at.is_empty());
}

TEST_F(StatsEntries, TheyAreNoRecordsAndNoCounterCountsThem) {
    logger log{{.stats_interval = "1ms", .targets = {at.target()}}};
    log_one(log);
    EXPECT_FALSE(is_stats(at.next()));
    EXPECT_TRUE(is_stats(at.next())); // the interval is over, and the logger is still open
    ASSERT_TRUE(log.flush(patience));
    const stats after = log.take_stats();
    expect_equations(after);
    EXPECT_EQ(after.targets.at(0).accepted, 1U);
    EXPECT_EQ(after.targets.at(0).sent, 1U);
    log_one(log);
    EXPECT_EQ(number_parameter(at.next(), "sequenceId"), 2) << "a stats entry takes no number";
    const std::string second = at.next();
    EXPECT_EQ(number_parameter(second, "stats_last_sequence"), 2);
    EXPECT_EQ(number_parameter(second, "stats_sent") + number_parameter(second, "stats_queued"), 2);
    ASSERT_TRUE(log.close(patience));
    EXPECT_TRUE(at.is_empty()) << "nothing new since the last entry";
}

// A filter is about what callers report; what explains its gaps comes through it.
TEST_F(StatsEntries, EveryTargetGetsOneAboutEachWhateverItsEvents) {
    receiver other(folder.path("other"));
    const std::string filtered = other.target() + "?events=delivery";
    logger log{{.targets = {at.target(), filtered}}};
    log_one(log);
    ASSERT_TRUE(log.close(patience));
    EXPECT_FALSE(is_stats(at.next()));
    for (receiver *each : {&at, &other}) {
        EXPECT_EQ(parameter(each->next(), "target"), at.target());
        const std::string about_filtered = each->next();
        EXPECT_EQ(parameter(about_filtered, "target"), filtered);
        EXPECT_EQ(number_parameter(about_filtered, "stats_filtered"), 1);
        EXPECT_TRUE(each->is_empty());
    }
}

} // namespace
