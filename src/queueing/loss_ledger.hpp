// What was lost and is not reported yet, by reason. In memory that does not grow; throws nothing.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "queueing/sequence_ranges.hpp"
#include "record/field_table.hpp"

namespace nixie::impl {

struct loss {
    loss_reason reason = loss_reason::queue_full;
    sequence_ranges sequences;
    std::int64_t since = 0; // when the first of them was lost: microseconds since 1970
};

class loss_ledger {
public:
    void add(loss_reason reason, std::uint32_t first, std::uint32_t count = 1) { of(reason).add(first, count); }
    sequence_ranges &of(loss_reason reason) { return entries_[index(reason)].sequences; }
    // Takes the losses of another ledger over. now: microseconds since 1970.
    void add(const loss_ledger &fresh, std::int64_t now);
    // One loss, given back.
    void add(const loss &unreported);

    bool empty() const;
    // Takes out the loss that waits for the longest time.
    std::optional<loss> take_oldest();

private:
    struct entry {
        sequence_ranges sequences;
        std::int64_t since = 0;
    };
    static std::size_t index(loss_reason reason) { return static_cast<std::size_t>(reason); }
    void add(loss_reason reason, const sequence_ranges &sequences, std::int64_t since);

    std::array<entry, loss_reason_count> entries_{};
};

} // namespace nixie::impl
