// A system call that has to succeed: else no test that stands on it says anything.
#pragma once

#include <cerrno>
#include <sys/types.h>
#include <system_error>

namespace nixie::tests {

// Its result; throws std::system_error of errno when it is below 0.
inline ssize_t must(ssize_t result, const char *what) {
    if (result < 0) throw std::system_error(errno, std::generic_category(), what);
    return result;
}

} // namespace nixie::tests
