// Conservation: whatever happens to a stream, every record is accounted for after every step, and at the end whatever
// did not arrive is named.
#include <cstdlib>

#include <gtest/gtest.h>

#include "queueing/modelled_stream.hpp"

namespace nixie::impl {
namespace {

constexpr int schedules = 1000;
constexpr int steps_a_schedule = 1000;

TEST(Conservation, HoldsAfterEachOfAMillionSteps) {
    test::random_source random;
    SCOPED_TRACE(random.seed_text());
    target_counters seen;
    for (int schedule = 0; schedule < schedules && !HasFailure(); ++schedule) {
        SCOPED_TRACE("schedule " + std::to_string(schedule));
        test::modelled_stream model{random};
        for (int step = 0; step < steps_a_schedule && !HasFatalFailure(); ++step) {
            model.step();
            model.check();
        }
        if (random.below(4) == 0)
            model.abandon();
        else
            model.finish();
        model.collect_losses();
        model.check_end();
        const target_counters end = model.counters();
        seen.acknowledged += end.acknowledged;
        seen.uncertain += end.uncertain;
        seen.dropped_backlog_full += end.dropped_backlog_full;
        seen.dropped_deadline += end.dropped_deadline;
    }
    for (const auto fate : {seen.acknowledged, seen.uncertain, seen.dropped_backlog_full, seen.dropped_deadline})
        EXPECT_GT(fate, 1000U) << "the schedules reach too little";
}

} // namespace
} // namespace nixie::impl
