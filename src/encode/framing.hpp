// A message as it stands in a stream of bytes (RFC 6587). A layer of its own: neither the message's nor the socket's.
#pragma once

#include <string>
#include <string_view>

#include "encode/byte_buffer.hpp"

namespace nixie::impl {

enum class framing {
    octet_counting, // section 3.4.1: the length in decimal, a blank, the message
    line_feed       // section 3.4.2: the message, a line feed; the message must have none inside
};

// Appends the frame of one message.
void append_frame(std::string &out, std::string_view message, framing how);
// The frame of a message in a buffer, made where the message stands; good until the buffer is used again.
std::string_view frame_around(byte_buffer &message, framing how);

} // namespace nixie::impl
