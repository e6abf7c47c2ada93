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
        : size_(size), largest_(std::min(largest, size - record_queue::head_size)), sequence_(first_sequence),
          queue_(size, largest, first_sequence) {}

    // Claims, fills and publishes; what is refused must be refused for a reason that the model knows.
    void claim(std::size_t size, std::uint32_t records) {
        const std::uint32_t expected = take_sequences(records);
        auto place = queue_.claim_place(size, records);
        switch (place.refusal()) {
        case refusal::none: {
            EXPECT_LE(size, largest_);
            EXPECT_LE(bytes_ + size + record_queue::head_size, size_);
            EXPECT_EQ(place.sequence(), expected);
            EXPECT_EQ(reinterpret_cast<std::uintptr_t>(place.bytes()) % 8, 0U);
            const std::byte filling{++filling_};
            std::fill_n(place.bytes(), size, filling);
            EXPECT_FALSE(place.publish()) << "the reader never slept";
            calls_.push_back({size, records, filling});
            bytes_ += size + record_queue::head_size;
            records_ += records;
            accepted_ += records;
            break;
        }
        case refusal::too_large:
            EXPECT_GT(size, largest_);
            break;
        default:
            EXPECT_EQ(place.refusal(), refusal::queue_full);
            EXPECT_GT(bytes_ + size + record_queue::head_size, size_) << size << " bytes beside " << bytes_;
        }
        made_ += records;
    }

    void refuse_invalid() {
        EXPECT_EQ(queue_.refuse_invalid().refusal(), refusal::invalid);
        take_sequences(1);
        made_ += 1;
    }

    // Reads and releases up to `most` calls.
    void release(std::size_t most) {
        for (; most > 0; --most) {
            const record_queue::place place = queue_.front();
            ASSERT_EQ(place.bytes == nullptr, calls_.empty());
            if (calls_.empty()) break;
            const call front = calls_.front();
            EXPECT_EQ(place.records, front.records);
            EXPECT_TRUE(
                std::all_of(place.bytes, place.bytes + front.size, [&](std::byte b) { return b == front.filling; }));
            for (std::uint32_t i = 0; i < front.records; ++i) queue_.release_record();
            calls_.pop_front();
            bytes_ -= front.size + record_queue::head_size;
            records_ -= front.records;
        }
        queue_.give_room();
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

    const std::size_t size_, largest_;
    std::uint32_t sequence_;
    record_queue queue_;
    std::deque<call> calls_;
    std::size_t bytes_ = 0;
    std::uint64_t records_ = 0, made_ = 0, accepted_ = 0;
    unsigned char filling_ = 0;
};

} // namespace nixie::impl::test
