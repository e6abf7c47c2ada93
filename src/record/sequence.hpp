// The numbers of records: 1 to 2147483647, and then 1 again (RFC 5424 section 7.3.1, sequenceId).
#pragma once

#include <cstdint>

namespace nixie::impl {

inline constexpr std::uint32_t last_sequence = 2'147'483'647;

constexpr bool is_sequence(std::int64_t number) {
    return number >= 1 && number <= std::int64_t{last_sequence};
}

} // namespace nixie::impl
