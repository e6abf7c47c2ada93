// While it lives, this thread cannot be cancelled: a cancellation inside noexcept code would end the whole server.
#pragma once

#include <pthread.h>

namespace nixie::impl {

class no_cancellation {
public:
    no_cancellation() { pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &before_); }
    ~no_cancellation() { pthread_setcancelstate(before_, &ignored_); }
    no_cancellation(const no_cancellation &) = delete;
    no_cancellation &operator=(const no_cancellation &) = delete;

private:
    int before_ = 0;
    int ignored_ = 0;
};

} // namespace nixie::impl
