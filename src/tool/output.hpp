// Standard output of the commands that print.
#pragma once

#include <string_view>

namespace nixie::impl {

// Both throw failure when it cannot be written: a full disk must not look like an empty journal.
void print(std::string_view text);
void flush_output();

} // namespace nixie::impl
