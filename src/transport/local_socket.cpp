#include "transport/local_socket.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace nixie::impl {
namespace {

int send_message(int fd, const msghdr &message) {
    for (;;) {
        if (::sendmsg(fd, &message, MSG_NOSIGNAL | MSG_DONTWAIT) >= 0) return 0;
        if (errno != EINTR) return errno;
    }
}

int write_all(int fd, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(fd, bytes.data(), bytes.size());
        if (written < 0 && errno != EINTR) return errno;
        if (written > 0) bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return 0;
}

// journald takes a memfd only when nobody can change it any more.
int seal(int fd) {
    const int seals = F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL;
    return ::fcntl(fd, F_ADD_SEALS, seals) == 0 ? 0 : errno;
}

int pass_descriptor(int fd, int passed) {
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof passed)] = {};
    msghdr message{};
    message.msg_control = control;
    message.msg_controllen = sizeof control;
    cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof passed);
    std::memcpy(CMSG_DATA(header), &passed, sizeof passed);
    return send_message(fd, message);
}

} // namespace

int connect_local(const std::string &path, int &fd) {
    fd = -1;
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path) return ENAMETOOLONG;
    std::memcpy(address.sun_path, path.data(), path.size());
    const int made = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (made < 0) return errno;
    if (::connect(made, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0) {
        const int error = errno;
        ::close(made);
        return error;
    }
    fd = made;
    return 0;
}

int send_datagram(int fd, std::string_view bytes) {
    iovec part{const_cast<char *>(bytes.data()), bytes.size()};
    return send_datagram(fd, {&part, 1});
}

send_result send_datagrams(int fd, std::span<mmsghdr> messages) {
    for (;;) {
        const auto count = static_cast<unsigned>(messages.size());
        const int sent = ::sendmmsg(fd, messages.data(), count, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent > 0) return {.tried = messages.size(), .taken = static_cast<std::size_t>(sent)};
        if (errno != EINTR) return {.tried = messages.size(), .error = errno};
    }
}

int send_datagram(int fd, std::span<iovec> pieces) {
    msghdr message{};
    message.msg_iov = pieces.data();
    message.msg_iovlen = pieces.size();
    return send_message(fd, message);
}

std::size_t send_buffer_size(int fd) {
    int size = 0;
    socklen_t length = sizeof size;
    if (::getsockopt(fd, SOL_SOCKET, SO_SNDBUF, &size, &length) != 0) return 0;
    return static_cast<std::size_t>(std::max(size, 0));
}

int send_memfd(int fd, std::string_view bytes) {
    const int file = ::memfd_create("nixie", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (file < 0) return errno;
    int error = write_all(file, bytes);
    if (error == 0) error = seal(file);
    if (error == 0) error = pass_descriptor(fd, file);
    ::close(file);
    return error;
}

} // namespace nixie::impl
