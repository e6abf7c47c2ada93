// The queue between threads: who waits for room, who is woken, and that nothing is lost or mixed up on the way.
#include <array>
#include <cstring>
#include <random>
#include <semaphore>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "api/eventually.hpp"
#include "queueing/modelled_queue.hpp"
#include "queueing/sleeping_thread.hpp"

namespace nixie::impl {
namespace {

using clock = record_queue::clock;
using tests::patience;

void fill(record_queue &queue, std::size_t size) {
    auto place = queue.claim_place(size, 1);
    ASSERT_EQ(place.refusal(), refusal::none);
    (void)place.publish(); // no reader sleeps here
}

// A claim of 8 bytes, made by a thread of its own on a queue without room.
class waiting_claim {
public:
    explicit waiting_claim(record_queue &queue)
        : thread_([this, &queue] {
              self_.here_it_is();
              auto place = queue.claim_place(8, 1, clock::now() + patience);
              outcome_ = place.refusal();
              if (outcome_ == refusal::none) (void)place.publish();
          }) {}

    bool waits() const { return self_.await(); }
    enum refusal outcome() {
        thread_.join();
        return outcome_;
    }

private:
    test::sleeping_thread self_;
    enum refusal outcome_ = refusal::none;
    std::thread thread_;
};

TEST(RecordQueueThreads, AWriterThatWaitsGetsTheRoomThatIsReleased) {
    record_queue queue{64, 64};
    fill(queue, 56);
    waiting_claim writer{queue};
    EXPECT_TRUE(writer.waits());
    queue.release_record();
    EXPECT_EQ(writer.outcome(), refusal::none);
    EXPECT_EQ(queue.counters().accepted, 2U);
}

TEST(RecordQueueThreads, EveryWriterThatWaitsGetsItsRoom) {
    record_queue queue{64, 64};
    fill(queue, 56);
    std::array<waiting_claim, 3> writers{waiting_claim{queue}, waiting_claim{queue}, waiting_claim{queue}};
    for (auto &each : writers) EXPECT_TRUE(each.waits());
    queue.release_record();
    for (auto &each : writers) EXPECT_EQ(each.outcome(), refusal::none);
}

TEST(RecordQueueThreads, AWriterThatWaitsLearnsOfTheClose) {
    record_queue queue{64, 64};
    fill(queue, 56);
    waiting_claim writer{queue};
    EXPECT_TRUE(writer.waits());
    queue.close();
    EXPECT_EQ(writer.outcome(), refusal::closed);
    EXPECT_EQ(queue.counters().refused_closed, 1U);
}

TEST(RecordQueueThreads, AWriterWaitsUntilItsDeadlineAndNotLess) {
    record_queue queue{64, 64};
    fill(queue, 56);
    const auto until = clock::now() + std::chrono::milliseconds{20};
    EXPECT_EQ(queue.claim_place(8, 1, until).refusal(), refusal::queue_full);
    EXPECT_GE(clock::now(), until);
    test::expect_equations(queue.counters());
}

TEST(RecordQueueThreads, AWriterWhoseDeadlineHasPassedDoesNotWait) {
    record_queue queue{64, 64};
    fill(queue, 56);
    EXPECT_EQ(queue.claim_place(8, 1, clock::now() - patience).refusal(), refusal::queue_full);
}

// What a call of the crowd holds: who made it, and bytes that follow from that.
struct crowd_call {
    std::uint32_t size, writer, number, sequence;

    void write(std::byte *to) const {
        std::memcpy(to, this, sizeof *this);
        for (std::size_t i = sizeof *this; i < size; ++i) to[i] = filling(i);
    }
    bool is_whole(const std::byte *from) const {
        for (std::size_t i = sizeof *this; i < size; ++i)
            if (from[i] != filling(i)) return false;
        return true;
    }
    std::byte filling(std::size_t at) const { return static_cast<std::byte>(writer * 31 + number * 7 + at); }
};

constexpr std::uint32_t crowd_size = 8;
constexpr std::uint32_t calls_each = 5'000;

// Writers that wait for room, and a reader that sleeps when there is nothing: a lost wake would stop it.
class crowd {
public:
    void write(std::uint32_t writer) {
        std::minstd_rand random{writer + 1};
        for (std::uint32_t number = 0; number < calls_each; ++number) {
            const auto size = static_cast<std::uint32_t>(16 + 8 * (random() % 20));
            auto place = queue_.claim_place(size, 1, clock::now() + patience);
            if (place.refusal() != refusal::none) return; // the reader will miss it
            crowd_call{size, writer, number, place.sequence()}.write(place.bytes());
            if (place.publish()) wakes_.release();
        }
    }

    void read_all() {
        while (read_ < crowd_size * calls_each && !testing::Test::HasFailure()) {
            if (const record_queue::place front = queue_.front(); front.bytes)
                read(front.bytes);
            else if (queue_.sleep_if_empty())
                sleep();
        }
    }

    queue_counters counters() const { return queue_.counters(); }

private:
    void sleep() {
        ASSERT_TRUE(wakes_.try_acquire_for(patience)) << "a wake was lost";
        EXPECT_FALSE(wakes_.try_acquire()) << "two wakes for one sleep";
    }

    void read(const std::byte *bytes) {
        crowd_call call;
        std::memcpy(&call, bytes, sizeof call);
        ASSERT_LT(call.writer, crowd_size);
        EXPECT_TRUE(call.is_whole(bytes));
        EXPECT_EQ(call.number, next_[call.writer]++) << "order of writer " << call.writer;
        EXPECT_EQ(call.sequence, ++read_);
        queue_.release_record();
    }

    record_queue queue_{4096, 4096};
    std::counting_semaphore<> wakes_{0};
    std::array<std::uint32_t, crowd_size> next_{};
    std::uint32_t read_ = 0;
};

TEST(RecordQueueThreads, ACrowdOfWritersLosesNothingAndMixesNothingUp) {
    crowd all;
    std::vector<std::thread> writers;
    for (std::uint32_t i = 0; i < crowd_size; ++i) writers.emplace_back([&all, i] { all.write(i); });
    all.read_all();
    for (std::thread &each : writers) each.join();
    EXPECT_EQ(all.counters().accepted, std::uint64_t{crowd_size} * calls_each);
    EXPECT_EQ(all.counters().queued, 0U);
    test::expect_equations(all.counters());
}

} // namespace
} // namespace nixie::impl
