#include "tool/interrupt.hpp"

#include <csignal>

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

} // namespace nixie::impl
