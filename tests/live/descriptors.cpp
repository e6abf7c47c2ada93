#include "live/descriptors.hpp"

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <stdexcept>
#include <system_error>

#include "api/eventually.hpp"

namespace nixie::tests {

int must(int result, const char *what) {
    if (result < 0) throw std::system_error(errno, std::generic_category(), what);
    return result;
}

descriptor::~descriptor() {
    close(number_);
}

void must_be_readable(int fd, const char *what) {
    pollfd wanted{fd, POLLIN, 0};
    const int timeout = static_cast<int>(std::chrono::milliseconds(patience).count());
    if (must(poll(&wanted, 1, timeout), what) == 0) throw std::runtime_error(std::string(what) + ": nothing came");
}

void bind_to(int fd, int type, const std::string &path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path) throw std::runtime_error(path + ": too long for a socket");
    std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
    must(bind(fd, reinterpret_cast<const sockaddr *>(&address), sizeof address), path.c_str());
    if (type == SOCK_STREAM) must(listen(fd, SOMAXCONN), path.c_str());
}

} // namespace nixie::tests
