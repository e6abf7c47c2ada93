// The descriptors of an io_context, which Asio does not name. A forked child closes them with close(2) and touches
// nothing else of what it inherited.
#pragma once

#include <vector>

namespace nixie::impl {

// The epoll descriptor in whose interest list `registered` stands, and everything else in that list (Asio's timer and
// interrupter), without `registered` itself. Read from /proc; empty where that is missing, and the child then keeps
// three descriptors, which are CLOEXEC.
std::vector<int> epoll_companions(int registered);

} // namespace nixie::impl
