// A call as one run of bytes: how it stands in the queue between the caller's thread and the I/O thread. The layout is
// private to a process and changes freely.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "nixie/nixie.h"
#include "record/check.hpp"
#include "record/field_set.hpp"

namespace nixie::impl {

struct packed_head {
    std::int64_t time;      // microseconds since 1970, stamped at the call; a time among the fields wins
    std::uint32_t sequence; // of the first record
    std::int32_t event;
    std::uint32_t size;    // bytes of the whole run, head included, a multiple of 8
    std::uint32_t words;   // packed_words(): what stands before the texts
    bool is_ascii = false; // all texts are; pack() says so
};

// More than any queue takes, and a multiple of 8. What is counted in bytes here, and the room that the encoders make
// for texts of 1 GiB, has more than 32 bits.
static_assert(sizeof(std::size_t) >= 8, "nixie is for 64-bit systems");
inline constexpr std::size_t largest_packed_size = std::size_t{1} << 40;

// What packing fields takes that have passed check_fields(); largest_packed_size for all that is larger.
std::size_t packed_size(const field_check &fields);
// How many words of 8 bytes stand before the texts, in a run that a queue takes.
std::uint32_t packed_words(const field_check &fields);

// Writes head and fields into `to`, which has head.size bytes and is aligned to 8.
void pack(std::byte *to, packed_head head, std::span<const nixie_field> fields);

// The same for a whole record, derived fields and nixie's own included, so that it can be encoded later.
packed_head head_for(const field_set &record);
void pack(std::byte *to, const packed_head &head, const field_set &record);

// The head of a run, and its fields as views into it. The set holds the first recipient as recipient and the others as
// more_recipients(); the time is set.
packed_head read_head(const std::byte *from);
void unpack(const std::byte *from, field_set &record);

} // namespace nixie::impl
