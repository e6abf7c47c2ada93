// The ledger: what is lost is told once to each target, one entry about each and second.
#include "queueing/loss_reports.hpp"

#include <gtest/gtest.h>

namespace nixie::impl {
namespace {

using enum loss_reason;
using std::chrono::milliseconds;

loss_ledger lost(loss_reason reason, std::uint32_t first, std::uint32_t count = 1) {
    loss_ledger ledger;
    ledger.add(reason, first, count);
    return ledger;
}

TEST(LossLedger, GivesTheOldestFirstAndEachOnce) {
    loss_ledger ledger;
    EXPECT_TRUE(ledger.empty());
    EXPECT_FALSE(ledger.take_oldest());
    ledger.add(lost(deadline, 9), 200);
    ledger.add(lost(backlog_full, 1, 3), 100);
    ledger.add(lost(deadline, 10), 300);
    auto first = ledger.take_oldest();
    ASSERT_TRUE(first);
    EXPECT_EQ(first->reason, backlog_full);
    EXPECT_EQ(first->since, 100);
    EXPECT_EQ(first->sequences.text(), "1-3");
    auto second = ledger.take_oldest();
    ASSERT_TRUE(second);
    EXPECT_EQ(second->reason, deadline);
    EXPECT_EQ(second->since, 200) << "since the first of them";
    EXPECT_EQ(second->sequences.text(), "9-10");
    EXPECT_TRUE(ledger.empty());
}

class LossReports : public testing::Test {
protected:
    static constexpr std::size_t journald = 0, tcp = 1;

    std::string told(std::size_t to, std::size_t about) {
        const auto due = reports.take(to, about, now);
        return due ? std::string{name_of(due->reason)} + " " + due->sequences.text() : "";
    }

    loss_reports::clock::time_point now{};
    loss_reports reports{2};
};

TEST_F(LossReports, EachTargetIsToldOfTheCallAndOfEveryTarget) {
    reports.add(loss_reports::the_call, lost(queue_full, 4), 1);
    reports.add(tcp + 1, lost(backlog_full, 7, 2), 1);
    for (const std::size_t to : {journald, tcp}) {
        EXPECT_TRUE(reports.owes(to));
        EXPECT_EQ(told(to, loss_reports::the_call), "queue_full 4");
        EXPECT_EQ(told(to, tcp + 1), "backlog_full 7-8");
        EXPECT_EQ(told(to, journald + 1), "");
        EXPECT_FALSE(reports.owes(to));
    }
}

TEST_F(LossReports, OneEntryAboutATargetAndSecond) {
    reports.add(tcp + 1, lost(backlog_full, 1), 1);
    EXPECT_EQ(told(journald, tcp + 1), "backlog_full 1");
    reports.add(tcp + 1, lost(backlog_full, 2), 2);
    reports.add(tcp + 1, lost(too_large, 3), 3);
    now += milliseconds{999};
    EXPECT_EQ(told(journald, tcp + 1), "");
    now += milliseconds{1};
    reports.add(tcp + 1, lost(backlog_full, 4), 4);
    EXPECT_EQ(told(journald, tcp + 1), "backlog_full 2,4");
    EXPECT_EQ(told(journald, tcp + 1), "") << "another reason is another entry";
    now += milliseconds{1000};
    EXPECT_EQ(told(journald, tcp + 1), "too_large 3");
}

TEST_F(LossReports, ATargetThatIsDownIsToldLaterInOne) {
    for (std::uint32_t i = 1; i <= 3; ++i) {
        reports.add(tcp + 1, lost(backlog_full, i), i);
        now += milliseconds{1000};
        EXPECT_EQ(told(journald, tcp + 1), "backlog_full " + std::to_string(i));
    }
    EXPECT_EQ(told(tcp, tcp + 1), "backlog_full 1-3");
}

TEST_F(LossReports, WhatCouldNotBeToldIsOwedAgain) {
    reports.add(tcp + 1, lost(deadline, 5), 70);
    const auto due = reports.take_last(journald, tcp + 1);
    ASSERT_TRUE(due);
    EXPECT_FALSE(reports.owes(journald));
    reports.give_back(journald, tcp + 1, *due);
    const auto again = reports.take_last(journald, tcp + 1);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->sequences.text(), "5");
    EXPECT_EQ(again->since, 70);
}

} // namespace
} // namespace nixie::impl
