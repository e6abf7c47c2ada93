#include "queueing/backoff.hpp"

#include <vector>

#include <gtest/gtest.h>

#include "record/random_text.hpp"

namespace nixie::impl {
namespace {

using std::chrono::milliseconds;

std::vector<int> waits(backoff &retry, double random, int count) {
    std::vector<int> result;
    for (int i = 0; i < count; ++i) result.push_back(static_cast<int>(retry.next(random).count()));
    return result;
}

TEST(Backoff, CeilingDoublesUpToTheMost) {
    backoff retry{milliseconds{100}, milliseconds{1000}};
    EXPECT_EQ(waits(retry, 0.5, 6), (std::vector{100, 150, 250, 450, 550, 550}));
}

TEST(Backoff, WaitsTheLeastWhereChanceSaysZero) {
    backoff retry{milliseconds{100}, milliseconds{1000}};
    EXPECT_EQ(waits(retry, 0.0, 6), (std::vector{100, 100, 100, 100, 100, 100}));
}

TEST(Backoff, BeginsAnewAfterASuccess) {
    backoff retry{milliseconds{100}, milliseconds{1000}};
    waits(retry, 0.5, 4);
    retry.reset();
    EXPECT_EQ(waits(retry, 0.5, 3), (std::vector{100, 150, 250}));
}

TEST(Backoff, EveryWaitLiesBetweenLeastAndMost) {
    test::random_source random;
    SCOPED_TRACE(random.seed_text());
    for (int run = 0; run < 1000; ++run) {
        const milliseconds least{random.number(1, 500)}, most{random.number(500, 30'000)};
        backoff retry{least, most};
        for (int i = 0; i < 20; ++i) {
            const milliseconds wait = retry.next(static_cast<double>(random.below(1'000'000)) / 1e6);
            ASSERT_GE(wait, least);
            ASSERT_LE(wait, most);
        }
    }
}

} // namespace
} // namespace nixie::impl
