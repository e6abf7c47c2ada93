#include "queueing/record_queue.hpp"

#include <algorithm>
#include <utility>

namespace nixie::impl {
record_queue::record_queue(std::size_t size, std::size_t largest, std::uint32_t first_sequence)
    : size_(size), largest_(std::min(largest, size)),
      // Not touched before it is used: an idle logger takes no memory for its queue.
      ring_(std::make_unique_for_overwrite<std::byte[]>(size)), next_sequence_(first_sequence) {}

std::uint32_t record_queue::take_sequences(std::uint32_t records) {
    // A call's numbers are consecutive, so one that would run over the end begins at 1.
    if (next_sequence_ > last_sequence || records > last_sequence - next_sequence_ + 1) next_sequence_ = 1;
    const std::uint32_t first = next_sequence_;
    next_sequence_ += records;
    return first;
}

// Counts it and, but for a closed queue, takes its sequences.
void record_queue::refuse(claim &refused, enum refusal why, std::uint32_t records) {
    counters_.calls += records;
    refused.refusal_ = why;
    if (why == refusal::closed) {
        counters_.refused_closed += records;
        refused.lock_.unlock();
        return;
    }
    refused.sequence_ = take_sequences(records);
    loss_reason reason = loss_reason::queue_full;
    if (why == refusal::too_large) {
        counters_.refused_too_large += records;
        reason = loss_reason::too_large;
    } else if (why == refusal::invalid) {
        counters_.refused_invalid += records;
        reason = loss_reason::invalid;
    } else {
        counters_.refused_queue_full += records;
    }
    losses_.add(reason, refused.sequence_, records);
    refused.must_wake_ = std::exchange(reader_sleeps_, false);
    refused.lock_.unlock(); // the wake is a system call
}

// A contiguous place, or nullptr. The ring begins anew whenever it runs empty, so that every size up to size_ has a
// place sooner or later.
std::byte *record_queue::find_room(std::size_t size) {
    if (counters_.queued == 0) {
        head_ = tail_ = 0;
        wrapped_ = false;
    }
    if (!wrapped_ && size > size_ - tail_ && size < head_) {
        wrap_ = tail_;
        tail_ = 0;
        wrapped_ = true;
    }
    const std::size_t end = wrapped_ ? head_ : size_;
    if (size > end - tail_) return nullptr;
    return ring_.get() + tail_;
}

record_queue::claim record_queue::claim_place(std::size_t size, std::uint32_t records, clock::time_point until) {
    claim result;
    result.lock_ = std::unique_lock{mutex_};
    result.queue_ = this;
    if (closed_ || size > largest_) {
        refuse(result, closed_ ? refusal::closed : refusal::too_large, records);
        return result;
    }
    std::byte *place = find_room(size);
    if (!place && until > clock::now()) {
        ++waiting_writers_;
        room_.wait_until(result.lock_, until, [&] { return closed_ || (place = find_room(size)); });
        --waiting_writers_;
    }
    if (!place || closed_) {
        refuse(result, closed_ ? refusal::closed : refusal::queue_full, records);
        return result;
    }
    result.sequence_ = take_sequences(records);
    result.bytes_ = place;
    result.size_ = size;
    result.records_ = records;
    return result;
}

bool record_queue::claim::publish() {
    record_queue &queue = *queue_;
    queue.tail_ += size_;
    queue.counters_.calls += records_;
    queue.counters_.accepted += records_;
    queue.counters_.queued += records_;
    queue.counters_.queued_bytes += size_;
    const bool wake = std::exchange(queue.reader_sleeps_, false);
    lock_.unlock();
    return wake;
}

record_queue::claim record_queue::refuse_invalid() {
    claim result;
    result.lock_ = std::unique_lock{mutex_};
    result.queue_ = this;
    refuse(result, closed_ ? refusal::closed : refusal::invalid, 1);
    return result;
}

loss_ledger record_queue::take_losses() {
    const std::lock_guard lock{mutex_};
    return std::exchange(losses_, {});
}

void record_queue::close() {
    {
        const std::lock_guard lock{mutex_};
        closed_ = true;
    }
    room_.notify_all();
}

std::span<const std::byte> record_queue::front_run() {
    const std::lock_guard lock{mutex_};
    if (counters_.queued == 0) return {};
    if (wrapped_ && head_ == wrap_) {
        head_ = 0;
        wrapped_ = false;
    }
    return {ring_.get() + head_, (wrapped_ ? wrap_ : tail_) - head_};
}

void record_queue::release(std::size_t bytes, std::uint32_t records) {
    bool wake_writers = false;
    {
        const std::lock_guard lock{mutex_};
        head_ += bytes;
        counters_.queued -= records;
        counters_.queued_bytes -= bytes;
        wake_writers = waiting_writers_ > 0;
    }
    if (wake_writers) room_.notify_all();
}

bool record_queue::sleep_if_empty() {
    const std::lock_guard lock{mutex_};
    reader_sleeps_ = counters_.queued == 0 && losses_.empty();
    return reader_sleeps_;
}

queue_counters record_queue::counters() const {
    const std::lock_guard lock{mutex_};
    queue_counters result = counters_;
    result.last_sequence = next_sequence_ - 1;
    return result;
}

} // namespace nixie::impl
