#include "tool/interrupt.hpp"

#include <cerrno>
#include <csignal>
#include <ctime>

namespace nixie::impl {
namespace {

volatile std::sig_atomic_t was_interrupted = 0;

extern "C" void remember_interrupt(int) {
    was_interrupted = 1;
}

} // namespace

void watch_interrupts() {
    struct sigaction action {};
    action.sa_handler = remember_interrupt;
    // No SA_RESTART: a read from a pipe that stays silent must end.
    action.sa_flags = static_cast<int>(SA_RESETHAND);
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
}

bool interrupted() {
    return was_interrupted != 0;
}

int poll_unless_interrupted(std::vector<pollfd> &sockets, int timeout) {
    sigset_t ours, before;
    sigemptyset(&ours);
    sigaddset(&ours, SIGINT);
    sigaddset(&ours, SIGTERM);
    sigprocmask(SIG_BLOCK, &ours, &before); // from here to ppoll(2) a signal waits, and then ends it
    int ready = -1;
    int error = EINTR;
    if (!interrupted()) {
        const timespec span{timeout / 1000, timeout % 1000 * 1'000'000L};
        ready = ppoll(sockets.data(), sockets.size(), timeout < 0 ? nullptr : &span, &before);
        error = errno;
    }
    sigprocmask(SIG_SETMASK, &before, nullptr);
    errno = error;
    return ready;
}

} // namespace nixie::impl
