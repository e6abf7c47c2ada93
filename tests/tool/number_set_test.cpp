#include "tool/number_set.hpp"

#include <gtest/gtest.h>
#include <random>
#include <vector>

namespace nixie::impl {
namespace {

constexpr std::size_t plenty = 1U << 30;

constexpr std::uint64_t numbers = 45'000; // of the model

using number_model = std::vector<bool>;

std::uint64_t next_with(bool value, const number_model &model, std::uint64_t number) {
    while (number < numbers && model[number] != value) ++number;
    return number < numbers || !value ? number : number_set::nothing;
}

void expect_same(const number_set &set, const number_model &model, std::uint64_t number) {
    ASSERT_EQ(set.contains(number), model[number]) << number;
    ASSERT_EQ(set.next_in(number), next_with(true, model, number)) << number;
    ASSERT_EQ(set.next_out(number), next_with(false, model, number)) << number;
}

TEST(NumberSet, IsTheSameAsASetOfNumbersWhateverRangesComeInWhateverOrder) {
    for (unsigned seed = 0; seed < 20; ++seed) {
        std::mt19937 random(seed);
        number_memory memory{plenty};
        number_set set(memory);
        number_model model(numbers);
        std::uint64_t size = 0;
        for (int i = 0; i < 20; ++i) {
            const std::uint64_t first = random() % 30'000;
            const std::uint64_t last = first + (random() % 2 == 0 ? random() % 10 : random() % 10'000);
            std::uint64_t added = 0;
            for (std::uint64_t number = first; number <= last; ++number) {
                added += model[number] ? 0U : 1U;
                model[number] = true;
            }
            size += added;
            ASSERT_EQ(set.insert({first, last}), added) << "seed " << seed;
            ASSERT_EQ(set.size(), size);
            for (const std::uint64_t at : {first, last, last + 1, std::uint64_t{random() % numbers}})
                expect_same(set, model, at);
        }
        for (std::uint64_t at = 0; at < numbers; at += 1 + random() % 2'000) expect_same(set, model, at);
    }
}

TEST(NumberSet, WhatIsCompleteCostsNoMemory) {
    number_memory memory{4096};
    number_set set(memory);
    for (std::uint64_t number = 1; number <= 1'000'000; ++number) ASSERT_TRUE(set.insert(number));
    EXPECT_EQ(set.insert({1, 2'000'000'000}), 1'999'000'000U);
    EXPECT_EQ(set.next_out(1), 2'000'000'001U);
    EXPECT_FALSE(memory.was_short);
}

TEST(NumberSet, ShufflingCostsABitANumber) {
    number_memory memory{plenty};
    number_set set(memory);
    for (std::uint64_t i = 0; i < 1'000'000; ++i) set.insert(i * 611'953 % 1'000'003); // both are primes
    EXPECT_EQ(set.size(), 1'000'000U);
    EXPECT_LT(plenty - memory.left, 200'000U);
}

TEST(NumberSet, SaysThatMemoryWasShortAndKeepsWhatItHas) {
    number_memory memory{4096};
    number_set set(memory);
    for (std::uint64_t i = 0; i < 100; ++i) set.insert(i * 10'000);
    EXPECT_TRUE(memory.was_short);
    EXPECT_TRUE(set.contains(0));
    EXPECT_FALSE(set.contains(990'000));
    EXPECT_LT(set.size(), 100U);
}

} // namespace
} // namespace nixie::impl
