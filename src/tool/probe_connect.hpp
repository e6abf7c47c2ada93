// A connected socket to where `nixie probe` sends.
#pragma once

#include <chrono>
#include <string>

#include "tool/descriptor.hpp"
#include "tool/probe_target.hpp"

namespace nixie::impl {

// Non-blocking. Tries the addresses of a name one after the other; waits at most `patience` for the name, and for all
// of the addresses together. Throws failure (not_delivered) when nobody is there.
descriptor connect_probe(const probe_target &target, std::chrono::milliseconds patience);

// Waits until the socket is ready for one of the events of poll(2), at most until then. 0: it is not.
short wait_for_socket(int fd, short events, std::chrono::steady_clock::time_point deadline);

[[noreturn]] void fail_probe(const probe_target &target, const std::string &reason);

} // namespace nixie::impl
