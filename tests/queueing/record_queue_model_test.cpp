// The ring's arithmetic: every short history of a small ring, and long random histories of larger ones.
#include <array>

#include <gtest/gtest.h>

#include "queueing/modelled_queue.hpp"
#include "record/random_text.hpp"

namespace nixie::impl {
namespace {

// Steps of a history: claims of so many bytes, or releases of so many calls.
struct ring_step {
    std::size_t claimed, released;
};
constexpr auto ring_steps =
    std::to_array<ring_step>({{8, 0}, {16, 0}, {24, 0}, {40, 0}, {64, 0}, {0, 1}, {0, 2}, {0, 100}});
constexpr std::size_t history_length = 6;

// The wrap, at each offset of a ring of eight places, with every neighbourhood that six steps can bring about.
TEST(RecordQueueModel, EveryHistoryOfSixSteps) {
    std::size_t histories = 1;
    for (std::size_t i = 0; i < history_length; ++i) histories *= ring_steps.size();
    for (std::size_t history = 0; history < histories && !testing::Test::HasFailure(); ++history) {
        SCOPED_TRACE(history);
        test::modelled_queue queue{64, 64};
        for (std::size_t rest = history, i = 0; i < history_length; rest /= ring_steps.size(), ++i) {
            const ring_step &step = ring_steps[rest % ring_steps.size()];
            step.claimed > 0 ? queue.claim(step.claimed, 1) : queue.release(step.released);
            queue.check();
        }
    }
}

void random_step(test::modelled_queue &queue, test::random_source &random, std::size_t largest) {
    switch (random.below(20)) {
    case 0:
        return queue.refuse_invalid();
    case 1:
        return queue.claim(largest + 8 * (1 + random.below(10)), 1); // too large
    case 2:
        return queue.release(1000);
    default:
        break;
    }
    if (random.below(2) == 0) return queue.release(1 + random.below(4));
    const std::size_t small = 8 * (1 + random.below(8));
    const std::size_t any = 8 * (1 + random.below(largest / 8));
    queue.claim(random.below(4) == 0 ? any : small, static_cast<std::uint32_t>(1 + random.below(5)));
}

TEST(RecordQueueModel, LongRandomHistories) {
    test::random_source random;
    SCOPED_TRACE(random.seed_text());
    for (const std::size_t size : {64U, 136U, 1000U, 4096U}) {
        const std::size_t largest = size / 8 * 8;
        SCOPED_TRACE(size);
        test::modelled_queue queue{size, largest, 2'147'483'647 - 5000}; // the sequence wraps under way
        for (int step = 0; step < 20'000 && !testing::Test::HasFailure(); ++step) {
            random_step(queue, random, largest);
            queue.check();
        }
    }
}

} // namespace
} // namespace nixie::impl
