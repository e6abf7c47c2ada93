// The test messages of `nixie probe`: ordinary records of nixie, each with one thing that collectors get wrong. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "encode/rfc5424.hpp"

namespace nixie::impl {

inline constexpr std::size_t largest_canary = 64 << 10;

struct canary {
    std::string_view name;
    std::string_view about; // what it has, for people
    std::string_view text;
    enum bom bom = bom::none;
    std::size_t size = 0; // bytes of the message, filled up with text; 0: as long as it gets
};

// In the order in which they are sent.
const std::vector<canary> &all_canaries();

struct probe_origin {
    std::string run; // 16 hex digits, another one for each series of messages
    std::string hostname;
    std::string procid;
    std::int64_t time;                    // microseconds since 1970
    std::size_t largest = largest_canary; // bytes of a message; a canary over it gets that size
};

// One canary as it is sent. Its diagnostic, which stands in the structured data and again in MSG, reads
//   nixie test message RUN NAME start-TEXT-stop
struct probe_message {
    canary of;
    std::string bytes;    // the message without framing
    std::string mark;     // "nixie test message RUN NAME start-"
    std::string text;     // between start- and -stop, as it was meant
    std::string in_msg;   // the same as it stands in MSG: #ooo
    std::string in_param; // as it stands in the structured data: #ooo and the escapes of RFC 5424
};

inline constexpr std::string_view mark_begin = "nixie test message ";
inline constexpr std::string_view probe_stop = "-stop";
// What stands before the mark in MSG, and in the structured data.
inline constexpr std::string_view before_mark_in_msg = "permanent failure: <probe@nixie.invalid>: ";
inline constexpr std::string_view before_mark_in_param = "diagnostic=\"";

std::vector<probe_message> make_probe_messages(const probe_origin &origin);

} // namespace nixie::impl
