#include "tool/verify_gaps.hpp"

#include <algorithm>
#include <deque>
#include <gtest/gtest.h>
#include <map>
#include <random>
#include <set>

namespace nixie::impl {
namespace {

constexpr std::size_t all_ranges = 1'000'000;

std::string text(const range_list &ranges) {
    std::string out;
    for (const number_range &range : ranges.kept())
        out += (out.empty() ? "" : ",") + std::to_string(range.first) + "-" + std::to_string(range.last);
    return out;
}

class VerifyGaps : public testing::Test {
protected:
    number_set &set_of(const std::vector<number_range> &ranges) {
        number_set &set = sets_.emplace_back(memory_);
        for (const number_range &range : ranges) set.insert(range);
        return set;
    }
    std::uint64_t *count(std::uint64_t of) { return &counts_.emplace_back(of); }

    number_memory memory_{1U << 30};
    std::deque<number_set> sets_;
    std::deque<std::uint64_t> counts_;
};

TEST_F(VerifyGaps, NothingIsMissingWhereAllWasSeen) {
    EXPECT_EQ(explain_gaps(set_of({{1, 100}}), {1, 100}, {}, {}, 16).missing, 0U);
}

TEST_F(VerifyGaps, HeadMiddleAndTailAreMissing) {
    const gap_account gaps = explain_gaps(set_of({{3, 10}, {12, 20}}), {1, 22}, {}, {}, 16);
    EXPECT_EQ(gaps.missing, 5U);
    EXPECT_EQ(text(gaps.unexplained), "1-2,11-11,21-22");
}

TEST_F(VerifyGaps, KnownLossesExplainTheirNumbersAndTheFirstReasonCounts) {
    const gap_account gaps =
        explain_gaps(set_of({{1, 10}, {31, 40}}), {1, 40},
                     {{explanation::dropped, &set_of({{5, 20}})}, {explanation::refused, &set_of({{18, 22}})}}, {}, 16);
    EXPECT_EQ(text(gaps.ranges_of(explanation::dropped)), "11-17");
    EXPECT_EQ(text(gaps.ranges_of(explanation::refused)), "18-22");
    EXPECT_EQ(text(gaps.unexplained), "23-30");
}

TEST_F(VerifyGaps, ATotalExplainsAsManyAsItHasInItsRange) {
    const gap_account gaps =
        explain_gaps(set_of({{1, 10}}), {1, 30}, {}, {{explanation::dropped, {12, 25}, count(20)}}, 16);
    EXPECT_EQ(text(gaps.ranges_of(explanation::dropped)), "12-25");
    EXPECT_EQ(text(gaps.unexplained), "11-11,26-30");
    EXPECT_EQ(gaps.unexplained_among.numbers(), 0U);
}

TEST_F(VerifyGaps, WhereATotalIsUsedUpTheUnexplainedOnesAreAmongAllItCouldExplain) {
    const gap_account gaps =
        explain_gaps(set_of({{1, 10}}), {1, 30}, {}, {{explanation::filtered, {1, 30}, count(15)}}, 16);
    EXPECT_EQ(gaps.unexplained.numbers(), 5U);
    EXPECT_EQ(text(gaps.unexplained_among), "11-30");
}

TEST_F(VerifyGaps, KeepsTheFirstRangesAndCountsTheOthers) {
    std::vector<number_range> odd;
    for (std::uint64_t number = 1; number < 100; number += 2) odd.push_back({number, number});
    const gap_account gaps = explain_gaps(set_of(odd), {1, 100}, {}, {}, 16);
    EXPECT_EQ(gaps.unexplained.kept().size(), 16U);
    EXPECT_EQ(gaps.unexplained.left_out(), 34U);
    EXPECT_EQ(gaps.unexplained.numbers(), 50U);
}

// As many numbers as totals can explain at all: augmenting paths from number to number.
class best_match {
public:
    explicit best_match(std::vector<loss_total> totals) : totals_(std::move(totals)), taken_(totals_.size()) {}

    bool add(std::uint64_t number) {
        tried_.clear();
        return place(number);
    }

private:
    bool place(std::uint64_t number) {
        for (std::size_t i = 0; i < totals_.size(); ++i) {
            const number_range &within = totals_[i].within;
            if (number < within.first || number > within.last || !tried_.insert(i).second) continue;
            if (taken_[i].size() < *totals_[i].left) return taken_[i].push_back(number), true;
            for (std::uint64_t &other : taken_[i])
                if (place(other)) return other = number, true;
        }
        return false;
    }

    std::vector<loss_total> totals_;
    std::vector<std::vector<std::uint64_t>> taken_;
    std::set<std::size_t> tried_;
};

// Random schedules against a model that looks at every number by itself.
TEST_F(VerifyGaps, AgreesWithAModelOfSingleNumbers) {
    for (unsigned seed = 0; seed < 500; ++seed) {
        std::mt19937 random(seed);
        const std::uint64_t last = 1 + random() % 120;
        const auto pick = [&] { return 1 + random() % last; };
        const auto pick_range = [&] {
            const std::uint64_t first = pick();
            return number_range{first, std::min<std::uint64_t>(last, first + random() % 20)};
        };
        std::vector<number_range> seen(random() % 12), dropped(random() % 4), refused(random() % 4);
        for (auto *ranges : {&seen, &dropped, &refused})
            for (number_range &range : *ranges) range = pick_range();
        std::vector<loss_total> totals;
        for (std::size_t i = random() % 5; i > 0; --i)
            totals.push_back({explanation::uncertain, pick_range(), count(random() % 8)});
        best_match match(totals);

        std::map<std::string, std::uint64_t> expected{{"missing", 0}, {"refused", 0}, {"dropped", 0}, {"total", 0}};
        const auto is_in = [](const std::vector<number_range> &ranges, std::uint64_t number) {
            return std::ranges::any_of(
                ranges, [number](const number_range &range) { return range.first <= number && number <= range.last; });
        };
        for (std::uint64_t number = 1; number <= last; ++number) {
            if (is_in(seen, number)) continue;
            ++expected["missing"];
            if (is_in(refused, number))
                ++expected["refused"];
            else if (is_in(dropped, number))
                ++expected["dropped"];
            else
                expected["total"] += match.add(number);
        }
        const gap_account gaps = explain_gaps(
            set_of(seen), {1, last},
            {{explanation::dropped, &set_of(dropped)}, {explanation::refused, &set_of(refused)}}, totals, all_ranges);
        const std::map<std::string, std::uint64_t> found{{"missing", gaps.missing},
                                                         {"refused", gaps.ranges_of(explanation::refused).numbers()},
                                                         {"dropped", gaps.ranges_of(explanation::dropped).numbers()},
                                                         {"total", gaps.ranges_of(explanation::uncertain).numbers()}};
        ASSERT_EQ(found, expected) << "seed " << seed;
        ASSERT_EQ(gaps.missing,
                  expected["refused"] + expected["dropped"] + expected["total"] + gaps.unexplained.numbers());
    }
}

} // namespace
} // namespace nixie::impl
