// While it lives, all signals are blocked in this thread, and so in the threads that it makes: a signal of the mail
// server is never delivered to the I/O thread.
#pragma once

#include <csignal>
#include <pthread.h>

namespace nixie::impl {

class blocked_signals {
public:
    blocked_signals() {
        sigset_t all;
        sigfillset(&all);
        pthread_sigmask(SIG_SETMASK, &all, &before_);
    }
    ~blocked_signals() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
    blocked_signals(const blocked_signals &) = delete;
    blocked_signals &operator=(const blocked_signals &) = delete;

private:
    sigset_t before_;
};

} // namespace nixie::impl
