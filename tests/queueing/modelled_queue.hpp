// A record_queue beside a model of it; each step is done to both, and then they must agree.
#pragma once

#include <algorithm>
#include <cstring>
#include <deque>
#include <vector>

#include <gtest/gtest.h>

#include "queueing/record_queue.hpp"

namespace nixie::impl::test {

inline void expect_equations(const queue_counters &of) {
    EXPECT_EQ(of.calls,
              of.accepted + of.refused_queue_full + of.refused_too_large + of.refused_invalid + of.refused_closed);
}

class modelled_queue {
public:
    modelled_queue(std::size_t size, std::size_t largest, std::uint32_t first_sequence = 1)
        : size_(size), largest_(largest), sequence_(first_sequence), queue_(size, largest, first_sequence) {}

    // Claims, fills and publishes; what is refused must be refused for a reason that the model knows.
    void claim(std::size_t size, std::uint32_t records) {
        const std::uint32_t expected = take_sequences(records);
        auto place = queue_.claim_place(size, records);
        switch (place.refusal()) {
        case refusal::none: {
            EXPECT_LE(size, largest_);
            EXPECT_EQ(place.sequence(), expected);
            EXPECT_EQ(reinterpret_cast<std::uintptr_t>(place.bytes()) % 8, 0U);
            const std::byte filling{++filling_};
            std::fill_n(place.bytes(), size, filling);
            EXPECT_FALSE(place.publish()) << "the reader never slept";
            calls_.push_back({size, records, filling});
            bytes_ += size;
            records_ += records;
            accepted_ += records;
            break;
        }
        case refusal::too_large:
            EXPECT_GT(size, largest_);
            break;
        default:
            EXPECT_EQ(place.refusal(), refusal::queue_full);
            EXPECT_FALSE(must_have_room(size)) << size << " bytes beside " << bytes_;
        }
        made_ += records;
    }

    void refuse_invalid() {
        EXPECT_EQ(queue_.refuse_invalid().refusal(), refusal::invalid);
        take_sequences(1);
        made_ += 1;
    }

    // Reads the front run and releases up to `most` calls of it.
    void release(std::size_t most) {
        std::span<const std::byte> run = queue_.front_run();
        EXPECT_EQ(run.empty(), calls_.empty());
        for (; most > 0 && !run.empty(); --most) {
            const call front = calls_.front();
            ASSERT_GE(run.size(), front.size) << "a call is cut at the end of a run";
            EXPECT_TRUE(std::ranges::all_of(run.first(front.size), [&](std::byte b) { return b == front.filling; }));
            queue_.release(front.size, front.records);
            run = run.subspan(front.size);
            calls_.pop_front();
            bytes_ -= front.size;
            records_ -= front.records;
        }
    }

    void check() const {
        const queue_counters now = queue_.counters();
        expect_equations(now);
        EXPECT_EQ(now.calls, made_);
        EXPECT_EQ(now.accepted, accepted_);
        EXPECT_EQ(now.queued, records_);
        EXPECT_EQ(now.queued_bytes, bytes_);
        EXPECT_LE(now.queued_bytes, size_);
    }

private:
    struct call {
        std::size_t size;
        std::uint32_t records;
        std::byte filling;
    };

    std::uint32_t take_sequences(std::uint32_t records) {
        constexpr std::uint32_t last = 2'147'483'647;
        if (std::uint64_t{sequence_} + records - 1 > last) sequence_ = 1;
        const std::uint32_t first = sequence_;
        sequence_ += records;
        return first;
    }

    // An empty queue takes whatever is legal. Else the free bytes lie in at most two pieces, and what is wasted at the
    // end of the ring is less than the call that did not fit there.
    bool must_have_room(std::size_t size) const {
        return calls_.empty() || size_ - bytes_ >= 2 * size + std::min(largest_, size_);
    }

    const std::size_t size_, largest_;
    std::uint32_t sequence_;
    record_queue queue_;
    std::deque<call> calls_;
    std::size_t bytes_ = 0;
    std::uint64_t records_ = 0, made_ = 0, accepted_ = 0;
    unsigned char filling_ = 0;
};

} // namespace nixie::impl::test
