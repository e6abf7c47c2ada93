// The queue between the callers' threads and the I/O thread: a ring of bytes behind one mutex.
//
// Writers (any thread) claim a place, fill it and let it go; the reader (the I/O thread) takes runs of filled places.
// The bytes that wait never exceed the size that the queue was made with. No allocation after construction, no system
// call under the mutex, except where a writer asked to wait for room.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>

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

    // size: bytes of the ring. largest: bytes of one call; at most size counts. first_sequence: 1 unless a test says
    // so.
    record_queue(std::size_t size, std::size_t largest, std::uint32_t first_sequence = 1);

    // A place in the queue while it is filled; holds the queue's mutex. Nothing in between may block or throw.
    class claim {
    public:
        enum refusal refusal() const { return refusal_; }
        std::byte *bytes() const { return bytes_; }          // aligned to 8; nullptr when refused
        std::uint32_t sequence() const { return sequence_; } // of the first of the call's records
        // Makes the place visible to the reader. True: the reader sleeps, and the caller must wake it.
        [[nodiscard]] bool publish();
        // The same of a refused claim: the reader has losses to report.
        [[nodiscard]] bool must_wake() const { return must_wake_; }

    private:
        friend class record_queue;
        std::unique_lock<std::mutex> lock_;
        record_queue *queue_ = nullptr;
        std::byte *bytes_ = nullptr;
        std::size_t size_ = 0;
        std::uint32_t records_ = 0;
        std::uint32_t sequence_ = 0;
        enum refusal refusal_ = refusal::none;
        bool must_wake_ = false;
    };

    // Claims `size` bytes (a multiple of 8) for a call that makes `records` records, which take that many consecutive
    // sequences whether or not there is room. Without room it waits until `until`, if that lies ahead. Counts the call.
    claim claim_place(std::size_t size, std::uint32_t records, clock::time_point until = clock::time_point::min());

    // A refused claim for a call that is no record; it takes one sequence, so that the gap shows.
    claim refuse_invalid();

    // Refuses and counts everything from now on; wakes writers that wait.
    void close();

    // The reader: the next run of published places, empty when there is none.
    std::span<const std::byte> front_run();
    // The reader is done with the first `bytes` of the last run, in which there were `records` records. The records of
    // one call may go one by one; its bytes go with the last.
    void release(std::size_t bytes, std::uint32_t records);
    // The sequences that were refused since the last call, those of a closed queue apart, which take none.
    loss_ledger take_losses();
    // True: neither a place nor a loss waits, and the next one will say that the reader sleeps.
    bool sleep_if_empty();

    queue_counters counters() const;

    // For fork(2): nobody is inside while it is locked. Waiting writers stay where they are.
    void lock_for_fork() { mutex_.lock(); }
    void unlock_after_fork() { mutex_.unlock(); }

private:
    std::byte *find_room(std::size_t size);
    std::uint32_t take_sequences(std::uint32_t records);
    void refuse(claim &refused, enum refusal why, std::uint32_t records);

    const std::size_t size_;
    const std::size_t largest_;
    const std::unique_ptr<std::byte[]> ring_;

    mutable std::mutex mutex_; // guards all below
    std::condition_variable room_;
    std::size_t head_ = 0; // first byte that waits
    std::size_t tail_ = 0; // first free byte
    std::size_t wrap_ = 0; // where the run behind head_ ends when tail_ is before head_
    bool wrapped_ = false;
    bool reader_sleeps_ = false;
    bool closed_ = false;
    std::uint32_t waiting_writers_ = 0;
    std::uint32_t next_sequence_;
    queue_counters counters_;
    loss_ledger losses_;
};

} // namespace nixie::impl
