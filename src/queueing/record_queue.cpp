#include "queueing/record_queue.hpp"

#include <algorithm>
#include <cstring>
#include <new>
#include <utility>

namespace nixie::impl {
namespace {

// The head of a place: its bytes, and the records of its call; 0 until it is published. Never 0 then, since a place has
// at least its head.
using place_head = std::uint64_t;

place_head make_head(std::uint32_t size, std::uint32_t records) {
    return place_head{records} << 32 | size;
}

std::uint32_t size_of(place_head head) {
    return static_cast<std::uint32_t>(head);
}

std::uint32_t records_of(place_head head) {
    return static_cast<std::uint32_t>(head >> 32);
}

std::atomic_ref<place_head> head_at(std::byte *place) {
    return std::atomic_ref<place_head>{*reinterpret_cast<place_head *>(place)};
}

// Zero, so that no place looks published, and by the system's leave not touched before it is used: an idle logger takes
// no memory for its queue.
std::byte *make_ring(std::size_t size) {
    void *memory = std::calloc(size, 1);
    if (!memory) throw std::bad_alloc();
    return static_cast<std::byte *>(memory);
}

std::size_t units_of(std::size_t size) {
    return size / record_queue::head_size;
}

// The first of `records` consecutive sequences: a call that would run over the end begins at 1.
std::uint32_t first_of(std::uint32_t next, std::uint32_t records) {
    return next > last_sequence || records > last_sequence - next + 1 ? 1 : next;
}

} // namespace

record_queue::record_queue(std::size_t size, std::size_t largest, std::uint32_t first_sequence)
    : units_(static_cast<std::uint32_t>(units_of(size))),
      largest_(std::min(largest, units_of(size) * head_size - head_size)),
      ring_(make_ring((units_of(size) + units_of(largest_) + 1) * head_size)), state_(make_state(0, first_sequence)) {}

// From head on, in a given state of the writers.
std::uint32_t record_queue::used_units(state of, std::uint32_t head) const {
    const std::uint32_t tail = free_unit(of);
    return tail >= head ? tail - head : tail + 2 * units_ - head;
}

std::uint32_t record_queue::behind(std::uint32_t unit, std::uint32_t units) const {
    const std::uint32_t next = unit + units;
    return next >= 2 * units_ ? next - 2 * units_ : next;
}

// Refused for the ring is full, or closed: then nothing is counted and no sequence taken yet.
record_queue::claim record_queue::try_claim(std::size_t size, std::uint32_t records) {
    claim made;
    const auto units = static_cast<std::uint32_t>(units_of(size) + 1);
    state seen = state_.load(std::memory_order_acquire);
    for (;;) {
        if (seen & closed_bit) {
            made.refusal_ = refusal::closed;
            return made;
        }
        // What the reader gave back it has zeroed; seq_cst for wait_for_room(). Where the swap below succeeds, no other
        // writer came between, so what was seen of the ring holds.
        const std::uint32_t used = used_units(seen, head_.load(std::memory_order_seq_cst)) + units;
        if (used > units_) {
            const state now = state_.load(std::memory_order_acquire);
            if (now != std::exchange(seen, now)) continue; // the head may belong to another state
            made.refusal_ = refusal::queue_full;
            return made;
        }
        made.sequence_ = first_of(next_sequence(seen), records);
        made.is_over_half_ = used > units_ / 2;
        const state next = make_state(behind(free_unit(seen), units), made.sequence_ + records);
        // Release: whoever sees the claim, as mark() does, sees what its thread did before.
        if (state_.compare_exchange_weak(seen, next, std::memory_order_acq_rel, std::memory_order_acquire)) break;
    }
    accepted_.fetch_add(records, std::memory_order_relaxed); // seen with the place: publish() comes later
    made.queue_ = this;
    made.bytes_ = at(free_unit(seen)) + head_size;
    made.size_ = units * static_cast<std::uint32_t>(head_size);
    made.records_ = records;
    return made;
}

record_queue::claim record_queue::claim_place(std::size_t size, std::uint32_t records, clock::time_point until) {
    if (size > largest_) return refuse(refusal::too_large, records);
    claim made = try_claim(size, records);
    if (made.refusal() == refusal::queue_full && until > clock::now()) made = wait_for_room(size, records, until);
    return made.refusal() == refusal::none ? made : refuse(made.refusal(), records);
}

record_queue::claim record_queue::wait_for_room(std::size_t size, std::uint32_t records, clock::time_point until) {
    claim made;
    std::unique_lock lock{room_mutex_};
    // Before the look at head_, as give_room() looks here after it has written head_ (both seq_cst): one of the two
    // sees the other.
    waiting_writers_.fetch_add(1, std::memory_order_seq_cst);
    room_.wait_until(lock, until, [&] {
        made = try_claim(size, records);
        return made.refusal() != refusal::queue_full;
    });
    waiting_writers_.fetch_sub(1, std::memory_order_relaxed);
    return made;
}

// False: the queue is closed, and no call takes a sequence any more.
bool record_queue::take_sequences(std::uint32_t records, std::uint32_t &first) {
    state seen = state_.load(std::memory_order_acquire);
    do {
        if (seen & closed_bit) return false;
        first = first_of(next_sequence(seen), records);
    } while (!state_.compare_exchange_weak(seen, make_state(free_unit(seen), first + records),
                                           std::memory_order_acq_rel, std::memory_order_acquire));
    return true;
}

record_queue::claim record_queue::refuse(enum refusal why, std::uint32_t records) {
    claim refused;
    const std::lock_guard lock{refused_mutex_};
    if (!take_sequences(records, refused.sequence_)) {
        refused_.refused_closed += records;
        refused.refusal_ = refusal::closed;
        return refused;
    }
    refused.refusal_ = why;
    loss_reason reason = loss_reason::queue_full;
    if (why == refusal::too_large) {
        refused_.refused_too_large += records;
        reason = loss_reason::too_large;
    } else if (why == refusal::invalid) {
        refused_.refused_invalid += records;
        reason = loss_reason::invalid;
    } else {
        refused_.refused_queue_full += records;
    }
    losses_.add(reason, refused.sequence_, records);
    has_losses_.store(true, std::memory_order_seq_cst);
    // A reader that naps beside a full ring is woken, too: what is large may find it full when it is not yet half full.
    refused.must_wake_ = ends_sleep(why == refusal::queue_full ? reader_state::naps : reader_state::sleeps);
    return refused;
}

// Whether the reader sleeps, or less deeply if that is to be ended, too; then it is the caller, and no other, who wakes
// it. What the reader shall find has been stored before, as sleep_if_empty() stores reader_ before it looks (all
// seq_cst): one of the two sees the other.
bool record_queue::ends_sleep(reader_state least) {
    return reader_.load(std::memory_order_seq_cst) >= least &&
           reader_.exchange(reader_state::awake, std::memory_order_seq_cst) != reader_state::awake;
}

bool record_queue::claim::publish() {
    head_at(bytes_ - head_size).store(make_head(size_, records_), std::memory_order_seq_cst);
    return queue_->ends_sleep(is_over_half_ ? reader_state::naps : reader_state::sleeps);
}

record_queue::claim record_queue::refuse_invalid() {
    return refuse(refusal::invalid, 1);
}

void record_queue::close() {
    state_.fetch_or(closed_bit, std::memory_order_acq_rel);
    { const std::lock_guard lock{room_mutex_}; } // a writer about to wait has looked, or waits by now
    room_.notify_all();
}

record_queue::place record_queue::front() const {
    std::byte *const bytes = at(read_at_);
    const place_head head = head_at(bytes).load(std::memory_order_acquire); // with it, what the writer wrote
    if (head == 0) return {};
    return {bytes + head_size, records_of(head)};
}

void record_queue::release_record() {
    ++released_;
    std::byte *const place_bytes = at(read_at_);
    const place_head head = head_at(place_bytes).load(std::memory_order_relaxed); // seen by front()
    if (++released_of_front_ < records_of(head)) return;
    released_of_front_ = 0;
    const std::uint32_t units = size_of(head) / static_cast<std::uint32_t>(head_size);
    // Wherever the next places will begin, their heads are zero; none begins in the overhang.
    const auto to_the_end = static_cast<std::size_t>(ring_.get() + std::size_t{units_} * head_size - place_bytes);
    std::memset(place_bytes, 0, std::min<std::size_t>(size_of(head), to_the_end));
    read_at_ = behind(read_at_, units);
    gone_ += units;
    const std::uint32_t held = used_units(make_state(read_at_, 0), head_.load(std::memory_order_relaxed));
    if (held < units_ / 64) return;
    head_.store(read_at_, std::memory_order_seq_cst); // wait_for_room() says why
    const std::uint32_t used = used_units(state_.load(std::memory_order_relaxed), read_at_);
    if (used <= units_ - units_ / 4) wake_writers();
}

void record_queue::give_room() {
    head_.store(read_at_, std::memory_order_seq_cst); // wait_for_room() says why
    wake_writers();
}

void record_queue::wake_writers() {
    if (waiting_writers_.load(std::memory_order_seq_cst) == 0) return;
    { const std::lock_guard lock{room_mutex_}; } // a writer about to wait has looked, or waits by now
    room_.notify_all();
}

loss_ledger record_queue::take_losses() {
    if (!has_losses_.load(std::memory_order_acquire)) return {};
    const std::lock_guard lock{refused_mutex_};
    has_losses_.store(false, std::memory_order_relaxed); // under the lock, as it is set
    return std::exchange(losses_, {});
}

bool record_queue::sleep_if_empty() {
    give_room();
    reader_.store(reader_state::sleeps, std::memory_order_seq_cst); // ends_sleep() says why
    const bool is_empty =
        head_at(at(read_at_)).load(std::memory_order_seq_cst) == 0 && !has_losses_.load(std::memory_order_seq_cst);
    // A writer that has seen it asleep meanwhile wakes it, so it may as well sleep until then: one wake for one sleep.
    return is_empty || reader_.exchange(reader_state::awake, std::memory_order_seq_cst) == reader_state::awake;
}

queue_counters record_queue::counters() const {
    queue_counters now;
    {
        const std::lock_guard lock{refused_mutex_};
        now = refused_;
    }
    const state writers = state_.load(std::memory_order_acquire);
    now.accepted = accepted_.load(std::memory_order_relaxed);
    now.calls =
        now.accepted + now.refused_queue_full + now.refused_too_large + now.refused_invalid + now.refused_closed;
    now.queued = now.accepted - released_;
    now.queued_bytes = std::uint64_t{used_units(writers, read_at_)} * head_size;
    now.last_sequence = next_sequence(writers) - 1;
    return now;
}

} // namespace nixie::impl
