// Options of a socket that are one int.
#pragma once

#include <cerrno>
#include <sys/socket.h>

namespace nixie::impl {

// Returns 0 or errno.
inline int set_option(int fd, int level, int option, int value) {
    return ::setsockopt(fd, level, option, &value, sizeof value) == 0 ? 0 : errno;
}

// The error that stands on the socket, which this takes off; 0 where there is none. errno where even that is not told.
inline int take_pending_error(int fd) {
    int error = 0;
    socklen_t size = sizeof error;
    return ::getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size) == 0 ? error : errno;
}

} // namespace nixie::impl
