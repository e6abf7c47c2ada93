#include "transport/stream_socket.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <linux/sockios.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include "transport/socket_option.hpp"

namespace nixie::impl {
namespace {

constexpr std::size_t most_pieces = 256;
constexpr int reads_a_step = 16;

// linux/tcp.h has it from Linux 6.15 on: milliseconds that retransmissions and probes lie apart at most, 1000 to
// 120000.
constexpr int tcp_rto_max_ms = 44;
constexpr int longest_silence = 5000;

} // namespace

void prepare_stream_socket(int fd) {
    set_option(fd, IPPROTO_TCP, TCP_NODELAY, 1);
    set_option(fd, SOL_SOCKET, SO_KEEPALIVE, 1);
    set_option(fd, IPPROTO_TCP, TCP_KEEPIDLE, 10); // 10 s, and three probes 5 s apart: 25 s
    set_option(fd, IPPROTO_TCP, TCP_KEEPINTVL, 5);
    set_option(fd, IPPROTO_TCP, TCP_KEEPCNT, 3);
    set_option(fd, IPPROTO_TCP, tcp_rto_max_ms, longest_silence);
}

std::uint64_t unacknowledged_bytes(int fd) {
    int bytes = 0;
    return ::ioctl(fd, SIOCOUTQ, &bytes) == 0 && bytes > 0 ? static_cast<std::uint64_t>(bytes) : 0;
}

stream_watch watch_stream(int fd) {
    tcp_info info{};
    socklen_t size = sizeof info;
    if (::getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &size) != 0) return {};
    // A retransmission that was answered, be it with an old ACK, came from a living peer.
    const bool data_unanswered = info.tcpi_unacked > 0 && info.tcpi_last_data_sent < info.tcpi_last_ack_recv;
    return {.unanswered = data_unanswered || info.tcpi_probes > 0,
            .last_ack_age = std::chrono::milliseconds{info.tcpi_last_ack_recv},
            .window_closed = info.tcpi_unacked == 0};
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
