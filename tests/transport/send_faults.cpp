#include "transport/send_faults.hpp"

#include <algorithm>
#include <cerrno>
#include <mutex>
#include <optional>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace {

using nixie::impl::test::send_fault;

std::mutex mutex;
std::map<int, send_fault> injected;
std::vector<unsigned> seen;

std::optional<send_fault> next_fault(unsigned size) {
    const std::lock_guard lock{mutex};
    seen.push_back(size);
    const auto at = injected.find(static_cast<int>(seen.size()));
    if (at == injected.end()) return std::nullopt;
    return at->second;
}

} // namespace

namespace nixie::impl::test {

void inject(std::map<int, send_fault> faults) {
    const std::lock_guard lock{mutex};
    injected = std::move(faults);
    seen.clear();
}

std::vector<unsigned> calls_seen() {
    const std::lock_guard lock{mutex};
    return seen;
}

} // namespace nixie::impl::test

// In place of the C library's.
extern "C" ssize_t sendmsg(int fd, const msghdr *message, int flags) {
    const auto fault = next_fault(static_cast<unsigned>(message->msg_iovlen));
    if (fault && fault->error != 0) {
        errno = fault->error;
        return -1;
    }
    return ::syscall(SYS_sendmsg, fd, message, flags);
}

extern "C" int sendmmsg(int fd, mmsghdr *messages, unsigned count, int flags) {
    const auto fault = next_fault(count);
    if (fault && fault->error != 0) {
        errno = fault->error;
        return -1;
    }
    const unsigned most = fault ? std::min(count, fault->most) : count;
    return static_cast<int>(::syscall(SYS_sendmmsg, fd, messages, most, flags));
}
