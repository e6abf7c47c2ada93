#include "queueing/record_queue.hpp"

#include <algorithm>
#include <utility>

namespace nixie::impl {
namespace {

constexpr std::uint32_t last_sequence = 2'147'483'647; // RFC 5424 section 7.3.1

} // namespace

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

enum refusal record_queue::refuse(enum refusal why, std::uint32_t records) {
    counters_.calls += records;
    switch (why) {
    case refusal::none:
        break;
    case refusal::queue_full:
        counters_.refused_queue_full += records;
        break;
    case refusal::too_large:
        counters_.refused_too_large += records;
        break;
    case refusal::invalid:
        counters_.refused_invalid += records;
        break;
    case refusal::closed:
        counters_.refused_closed += records;
        break;
    }
    return why;
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
    if (closed_) {
        result.refusal_ = refuse(refusal::closed, records);
        return result;
    }
    if (size > largest_) {
        take_sequences(records);
        result.refusal_ = refuse(refusal::too_large, records);
        return result;
    }
    std::byte *place = find_room(size);
    if (!place && until > clock::now()) {
        ++waiting_writers_;
        room_.wait_until(result.lock_, until, [&] { return closed_ || (place = find_room(size)); });
        --waiting_writers_;
    }
    result.sequence_ = take_sequences(records);
    if (!place || closed_) {
        result.refusal_ = refuse(closed_ ? refusal::closed : refusal::queue_full, records);
        return result;
    }
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

enum refusal record_queue::refuse_invalid() {
    const std::lock_guard lock{mutex_};
    if (closed_) return refuse(refusal::closed, 1);
    take_sequences(1);
    return refuse(refusal::invalid, 1);
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
    reader_sleeps_ = counters_.queued == 0;
    return reader_sleeps_;
}

queue_counters record_queue::counters() const {
    const std::lock_guard lock{mutex_};
    queue_counters result = counters_;
    result.last_sequence = next_sequence_ - 1;
    return result;
}

} // namespace nixie::impl
