#include "counting.hpp"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

#include "live/descriptors.hpp"
#include "settings.hpp"

namespace nixie::bench {
namespace {

using tests::must;

void set_option(int fd, int name, int value) {
    must(setsockopt(fd, SOL_SOCKET, name, &value, sizeof value), "setsockopt");
}

void set_patience(int fd, int seconds) {
    const timeval patience{.tv_sec = seconds, .tv_usec = 0};
    must(setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience), "SO_RCVTIMEO");
}

// Counts octet-counted frames in a stream that comes in pieces.
class frame_counter {
public:
    std::uint64_t count(const char *at, std::size_t size) {
        std::uint64_t ended = 0;
        for (const char *const end = at + size; at < end;) {
            if (left_ > 0) {
                const std::size_t step = std::min(left_, static_cast<std::size_t>(end - at));
                left_ -= step;
                at += step;
                ended += left_ == 0;
            } else if (*at++ == ' ') {
                left_ = length_;
                length_ = 0;
            } else {
                length_ = length_ * 10 + static_cast<std::size_t>(at[-1] - '0');
            }
        }
        return ended;
    }

private:
    std::size_t left_ = 0, length_ = 0;
};

std::uint64_t count_lines(const char *text, std::size_t size) {
    return static_cast<std::uint64_t>(std::count(text, text + size, '\n'));
}

received count_stream(int listening, incoming kind, std::uint64_t expected) {
    set_patience(listening, 20);
    const int fd = must(accept(listening, nullptr, nullptr), "accept: nobody connected");
    set_patience(fd, 20);
    std::vector<char> buffer(1 << 18);
    frame_counter frames;
    received made;
    std::int64_t first = 0, last = 0;
    while (!expected || made.count < expected) {
        const ssize_t size = read(fd, buffer.data(), buffer.size());
        if (size <= 0) break;
        last = now_ns();
        if (first == 0) first = last;
        const auto bytes = static_cast<std::size_t>(size);
        made.bytes += bytes;
        made.count += kind == incoming::lines ? count_lines(buffer.data(), bytes) : frames.count(buffer.data(), bytes);
    }
    made.seconds = static_cast<double>(last - first) / 1e9;
    close(fd);
    return made;
}

received count_datagrams(int fd, std::uint64_t expected) {
    set_patience(fd, 1);
    constexpr unsigned most = 64;
    std::vector<std::array<char, 2048>> buffers(most);
    std::array<iovec, most> pieces{};
    std::array<mmsghdr, most> messages{};
    for (unsigned i = 0; i < most; ++i) {
        pieces[i] = {buffers[i].data(), buffers[i].size()};
        messages[i].msg_hdr.msg_iov = &pieces[i];
        messages[i].msg_hdr.msg_iovlen = 1;
    }
    received made;
    std::int64_t first = 0, last = 0;
    while (!expected || made.count < expected) {
        const int got = recvmmsg(fd, messages.data(), most, MSG_WAITFORONE, nullptr);
        if (got <= 0) break;
        last = now_ns();
        if (first == 0) first = last;
        made.count += static_cast<std::uint64_t>(got);
    }
    made.seconds = static_cast<double>(last - first) / 1e9;
    return made;
}

} // namespace

int bound_socket(incoming kind) {
    const bool datagrams = kind == incoming::udp;
    const int fd = must(socket(AF_INET, (datagrams ? SOCK_DGRAM : SOCK_STREAM) | SOCK_CLOEXEC, 0), "socket");
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    must(bind(fd, reinterpret_cast<const sockaddr *>(&address), sizeof address), "bind");
    if (!datagrams) {
        must(listen(fd, 16), "listen");
    } else {
        constexpr int room = 64 << 20; // more than the usual limit: only root may
        if (setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &room, sizeof room) != 0) set_option(fd, SO_RCVBUF, room);
    }
    return fd;
}

received count_incoming(int bound, incoming kind, std::uint64_t expected) {
    return kind == incoming::udp ? count_datagrams(bound, expected) : count_stream(bound, kind, expected);
}

} // namespace nixie::bench
