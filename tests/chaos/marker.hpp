// A message of the test's own, to know when a collector has stored what came before it.
#pragma once

#include <string>

#include "chaos/addresses.hpp"

namespace nixie::tests {

// Over a connection of its own, with octet counting. That nobody takes it is no error: whoever waits for it tries
// again.
void send_message(const collector_addresses &to, const std::string &message);

// The last bytes of a file; "" where there is none.
std::string tail_of(const std::string &path);

} // namespace nixie::tests
