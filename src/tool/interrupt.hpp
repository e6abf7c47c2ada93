// Ctrl-C in a command that has something to tidy up first.
#pragma once

#include <poll.h>
#include <vector>

namespace nixie::impl {

// From now on the first SIGINT or SIGTERM only makes interrupted() true and ends a read(2); a second one kills.
void watch_interrupts();
bool interrupted();

// poll(2) that a signal before it ends, too: without this, one that comes just before the call would be waited over.
// -1 with EINTR in errno where interrupted(); timeout in milliseconds, -1: none.
int poll_unless_interrupted(std::vector<pollfd> &sockets, int timeout);

} // namespace nixie::impl
