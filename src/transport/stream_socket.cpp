#include "transport/stream_socket.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include "transport/socket_option.hpp"

namespace nixie::impl {
namespace {

constexpr std::size_t most_pieces = 256;
constexpr int reads_a_step = 16;

} // namespace

void prepare_stream_socket(int fd) {
    set_option(fd, IPPROTO_TCP, TCP_NODELAY, 1);
    set_option(fd, SOL_SOCKET, SO_KEEPALIVE, 1);
    set_option(fd, IPPROTO_TCP, TCP_KEEPIDLE, 10); // 10 s, and three probes 5 s apart: 25 s
    set_option(fd, IPPROTO_TCP, TCP_KEEPINTVL, 5);
    set_option(fd, IPPROTO_TCP, TCP_KEEPCNT, 3);
}

write_result write_pieces(int fd, std::span<const std::string_view> pieces) {
    std::array<iovec, most_pieces> parts;
    const std::size_t count = std::min(pieces.size(), most_pieces);
    for (std::size_t i = 0; i < count; ++i)
        parts[i] = {const_cast<char *>(pieces[i].data()), pieces[i].size()}; // sendmsg(2) only reads them
    msghdr message{};
    message.msg_iov = parts.data();
    message.msg_iovlen = count;
    for (;;) {
        const ssize_t written = ::sendmsg(fd, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (written >= 0) return {static_cast<std::size_t>(written), 0};
        if (errno != EINTR) return {0, errno};
    }
}

read_result discard_input(int fd) {
    std::array<char, 4096> bytes;
    for (int i = 0; i < reads_a_step;) {
        const ssize_t got = ::recv(fd, bytes.data(), bytes.size(), MSG_DONTWAIT);
        if (got == 0) return {input::end, 0};
        if (got < 0 && errno != EINTR)
            return errno == EAGAIN || errno == EWOULDBLOCK ? read_result{input::none, 0}
                                                           : read_result{input::failed, errno};
        ++i;
    }
    return {input::none, 0};
}

} // namespace nixie::impl
