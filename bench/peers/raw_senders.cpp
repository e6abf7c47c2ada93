#include "peers/raw_senders.hpp"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "live/descriptors.hpp"
#include "sample.hpp"

namespace nixie::bench {
namespace {

using tests::must;

int connected(int type, std::uint16_t port) {
    const int fd = must(socket(AF_INET, type | SOCK_CLOEXEC, 0), "socket");
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    must(connect(fd, reinterpret_cast<const sockaddr *>(&address), sizeof address), "connect");
    return fd;
}

void write_whole(int fd, const char *at, std::size_t size) {
    while (size > 0) {
        const auto taken = static_cast<std::size_t>(must(static_cast<int>(write(fd, at, size)), "write"));
        at += taken;
        size -= taken;
    }
}

} // namespace

int connected_stream(std::uint16_t port) {
    return connected(SOCK_STREAM, port);
}

void write_raw_frames(std::uint16_t port, std::uint64_t count) {
    const std::string message = sample_message();
    const std::string frame = std::to_string(message.size()) + ' ' + message;
    constexpr std::size_t block = 1 << 16;
    std::string ready; // frames without end: a block may begin anywhere in the first one
    while (ready.size() < block + frame.size()) ready += frame;
    const int fd = connected(SOCK_STREAM, port);
    for (std::uint64_t left = count * frame.size(), at = 0; left > 0;) {
        const std::size_t size = std::min<std::uint64_t>(left, block);
        write_whole(fd, ready.data() + at, size);
        at = (at + size) % frame.size();
        left -= size;
    }
    close(fd);
}

void send_raw_datagrams(std::uint16_t port, std::uint64_t count) {
    constexpr unsigned at_once = 64;
    const std::string message = sample_message();
    std::vector<std::string> texts(at_once, message);
    std::array<iovec, at_once> pieces{};
    std::array<mmsghdr, at_once> messages{};
    for (unsigned i = 0; i < at_once; ++i) {
        pieces[i] = {texts[i].data(), texts[i].size()};
        messages[i].msg_hdr.msg_iov = &pieces[i];
        messages[i].msg_hdr.msg_iovlen = 1;
    }
    const int fd = connected(SOCK_DGRAM, port);
    while (count > 0) {
        const auto most = static_cast<unsigned>(std::min<std::uint64_t>(count, at_once));
        count -= static_cast<std::uint64_t>(must(sendmmsg(fd, messages.data(), most, 0), "sendmmsg"));
    }
    close(fd);
}

} // namespace nixie::bench
