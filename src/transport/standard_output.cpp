#include "transport/standard_output.hpp"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

namespace nixie::impl {

int standard_output::open() {
    struct stat status {};
    if (::fstat(STDOUT_FILENO, &status) != 0) return errno;
    if (S_ISFIFO(status.st_mode) || S_ISCHR(status.st_mode)) {
        fd_ = ::open("/proc/self/fd/1", O_WRONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
        kind_ = kind::own;
        if (fd_ >= 0) return 0;
    }
    fd_ = ::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
    kind_ = S_ISREG(status.st_mode) ? kind::file : S_ISSOCK(status.st_mode) ? kind::socket : kind::shared;
    return fd_ >= 0 ? 0 : errno;
}

void standard_output::close() {
    if (fd_ >= 0) ::close(fd_);
    fd_ = -1;
}

standard_output::result standard_output::write(std::string_view bytes) {
    if (kind_ == kind::shared) {
        // A pipe that polls writable takes PIPE_BUF bytes at once.
        pollfd ready{fd_, POLLOUT, 0};
        if (::poll(&ready, 1, 0) != 1) return {0, EAGAIN};
        bytes = bytes.substr(0, std::min<std::size_t>(bytes.size(), PIPE_BUF));
    }
    for (;;) {
        const ssize_t written = kind_ == kind::socket
                                    ? ::send(fd_, bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL)
                                    : ::write(fd_, bytes.data(), bytes.size());
        if (written >= 0) return {static_cast<std::size_t>(written), 0};
        if (errno != EINTR) return {0, errno};
    }
}

} // namespace nixie::impl
