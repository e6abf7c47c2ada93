// The queue between the callers' threads and the I/O thread: one ring of bytes, without a lock on the way in.
//
// A writer (any thread) claims a place by one compare-and-swap of state_, fills it, and publishes it by storing the
// place's head, which was zero until then. The reader (the I/O thread) takes the places in the order in which they were
// claimed, as far as they are published, and zeroes each before its bytes are given back. A lock is taken only where a
// call is refused, and where one waits for room. The bytes that wait never exceed the size that the queue was made
// with. No allocation after construction.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <mutex>

#include "queueing/loss_ledger.hpp"

namespace nixie::impl {

enum class refusal { none, queue_full, too_large, invalid, closed };

// Counters of the logger; each counts records. calls = accepted + the four refused ones.
struct queue_counters {
    std::uint64_t calls = 0;
    std::uint64_t accepted = 0;
    std::uint64_t refused_queue_full = 0;
    std::uint64_t refused_too_large = 0;
    std::uint64_t refused_invalid = 0;
    std::uint64_t refused_closed = 0;
    std::uint64_t queued = 0;        // accepted and not yet released by the reader
    std::uint64_t queued_bytes = 0;  // bytes that these take
    std::uint32_t last_sequence = 0; // the one that was given out last; 0: none yet
};

class record_queue {
public:
    using clock = std::chrono::steady_clock;

    // What a place takes besides the bytes that were claimed.
    static constexpr std::size_t head_size = 8;

    // size: bytes of the ring, heads included. largest: bytes of one call; at most what fits into the ring counts.
    // first_sequence: 1 unless a test says so. Throws std::bad_alloc.
    record_queue(std::size_t size, std::size_t largest, std::uint32_t first_sequence = 1);

    // A place in the queue while it is filled. One that is not refused must be published, and soon: the reader waits
    // there. Nothing in between may block or throw.
    class [[nodiscard]] claim {
    public:
        enum refusal refusal() const { return refusal_; }
        std::byte *bytes() const { return bytes_; }          // aligned to 8; nullptr when refused
        std::uint32_t sequence() const { return sequence_; } // of the first of the call's records
        // Makes the place visible to the reader. True: the caller must wake the reader, which sleeps, or naps while the
        // ring fills up.
        [[nodiscard]] bool publish();
        // The same of a refused claim: the reader has losses to report.
        [[nodiscard]] bool must_wake() const { return must_wake_; }

    private:
        friend class record_queue;
        record_queue *queue_ = nullptr;
        std::byte *bytes_ = nullptr;
        std::uint32_t size_ = 0; // of the place
        std::uint32_t records_ = 0;
        std::uint32_t sequence_ = 0;
        enum refusal refusal_ = refusal::none;
        bool must_wake_ = false;
        bool is_over_half_ = false; // with it, the ring is more than half full
    };

    // Any thread. Claims `size` bytes (a multiple of 8) for a call that makes `records` records, which take that many
    // consecutive sequences whether or not there is room. Without room it waits until `until`, if that lies ahead.
    // Counts the call.
    claim claim_place(std::size_t size, std::uint32_t records, clock::time_point until = clock::time_point::min());

    // Any thread. A refused claim for a call that is no record; it takes one sequence, so that the gap shows.
    claim refuse_invalid();

    // Any thread. Refuses and counts everything from now on; wakes writers that wait.
    void close();

    // All that follows is the reader's.

    struct place {
        const std::byte *bytes = nullptr; // nullptr: there is none
        std::uint32_t records = 0;        // of the call
    };
    // The oldest place, once it is published, until its last record is released.
    place front() const;
    // The reader is done with one record of front(), and with the place where it was the last one.
    void release_record();
    // Gives the room of what was released back to the writers, and wakes those that wait. Happens by itself as well,
    // but not at once: writers must not pay for each release with a cache line, nor be woken for the room of one
    // record, which the first of them takes.
    void give_room();
    // Whether a writer holds a place that it has not published: its thread was interrupted while it copied.
    bool has_claims() const { return used_units(state_.load(std::memory_order_acquire), read_at_) > 0; }
    // The places of this moment have been released when gone() reaches what mark() says now.
    std::uint64_t mark() const { return gone_ + used_units(state_.load(std::memory_order_acquire), read_at_); }
    std::uint64_t gone() const { return gone_; }

    // The sequences that were refused since the last call, those of a closed queue apart, which take none.
    loss_ledger take_losses();
    // True: the reader may sleep. Neither a place nor a loss waits, and the next one will say that the reader sleeps;
    // or one has said so by now.
    bool sleep_if_empty();
    // The reader looks again by itself: nobody has to wake it, unless the ring is more than half full by then.
    void nap() { reader_.store(reader_state::naps, std::memory_order_relaxed); }
    // It looks again before it naps or sleeps: nobody has to wake it.
    void stay_awake() { reader_.store(reader_state::awake, std::memory_order_relaxed); }

    queue_counters counters() const;

private:
    // The writers' state in one word, so that one compare-and-swap claims place and sequence together: places stand in
    // the ring in the order of their sequences. Bits 0 to 31: the next sequence; 32 to 62: the first free unit, counted
    // over two rounds of the ring, so that full and empty differ; 63: closed.
    using state = std::uint64_t;
    static constexpr state closed_bit = state{1} << 63;
    static std::uint32_t next_sequence(state of) { return static_cast<std::uint32_t>(of); }
    static std::uint32_t free_unit(state of) { return static_cast<std::uint32_t>(of >> 32) & 0x7fff'ffff; }
    static state make_state(std::uint32_t free_unit, std::uint32_t sequence) {
        return state{free_unit} << 32 | sequence;
    }

    enum class reader_state : std::uint8_t { awake, naps, sleeps };

    struct freed_by_free {
        void operator()(std::byte *memory) const { std::free(memory); }
    };

    std::uint32_t used_units(state of, std::uint32_t head) const;
    std::uint32_t behind(std::uint32_t unit, std::uint32_t units) const;
    std::byte *at(std::uint32_t unit) const {
        return ring_.get() + std::size_t{unit >= units_ ? unit - units_ : unit} * head_size;
    }
    claim try_claim(std::size_t size, std::uint32_t records);
    claim wait_for_room(std::size_t size, std::uint32_t records, clock::time_point until);
    claim refuse(enum refusal why, std::uint32_t records);
    bool take_sequences(std::uint32_t records, std::uint32_t &first);
    void wake_writers();
    bool ends_sleep(reader_state least);

    // A unit is 8 bytes, and a place begins at one. A place that begins before the end of the ring goes on behind it,
    // in the overhang: so each is in one piece, and nothing is wasted.
    const std::uint32_t units_;
    const std::size_t largest_;
    const std::unique_ptr<std::byte[], freed_by_free> ring_;

    // Written by each call.
    alignas(64) std::atomic<state> state_;
    std::atomic<std::uint64_t> accepted_{0};

    // Read by each call, written rarely.
    alignas(64) std::atomic<std::uint32_t> head_{0}; // the first unit that is not free
    std::atomic<reader_state> reader_{reader_state::awake};
    std::atomic<std::uint32_t> waiting_writers_{0};
    std::atomic<bool> has_losses_{false}; // losses_ is not empty

    // The reader's.
    alignas(64) std::uint32_t read_at_ = 0; // the unit of front(); from head_ to it, the room is not given back yet
    std::uint32_t released_of_front_ = 0;   // records
    std::uint64_t released_ = 0;            // records
    std::uint64_t gone_ = 0;                // units

    std::mutex room_mutex_; // with room_, for writers that wait
    std::condition_variable room_;

    mutable std::mutex refused_mutex_; // guards the rest, and keeps refused sequences in their order
    queue_counters refused_;           // its refused_ members only
    loss_ledger losses_;
};

} // namespace nixie::impl
