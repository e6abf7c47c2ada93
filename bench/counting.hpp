// What the receiving process does: reading and counting.
#pragma once

#include <cstdint>

#include "receivers.hpp"

namespace nixie::bench {

// A bound socket, of 127.0.0.1 and any port; a listening one for a stream.
int bound_socket(incoming kind);

// Reads from it until the end that receiver's constructor describes.
received count_incoming(int bound, incoming kind, std::uint64_t expected);

} // namespace nixie::bench
