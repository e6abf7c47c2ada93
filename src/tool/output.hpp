// Standard output of the commands that print.
#pragma once

#include <string_view>

namespace nixie::impl {

// They throw failure when it cannot be written: a full disk must not look like an empty journal.
void print(std::string_view text);
void flush_output();

// Writes at once, past print()'s buffer. False: nobody reads it any more (EPIPE, with SIGPIPE ignored), or a signal
// ended the wait for room (interrupt.hpp). Throws failure when it cannot be written for another reason.
bool write_output(std::string_view text);

} // namespace nixie::impl
