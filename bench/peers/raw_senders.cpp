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

// 4096 different frames, 3 MiB, so that not all comes out of the nearest cache; and a block of the first ones once
// more, since one may begin anywhere.
struct ready_frames {
    explicit ready_frames(std::size_t block) {
        numbered_text message(sample_message());
        const std::string length = std::to_string(message.text().size()) + ' ';
        frame_size = length.size() + message.text().size();
        round = 4096 * frame_size;
        for (std::uint64_t i = 0; bytes.size() < round + block; ++i) {
            message.write(i % 4096);
            bytes += length + message.text();
        }
    }
    std::string bytes;
    std::size_t frame_size = 0, round = 0;
};

} // namespace

int connected_stream(std::uint16_t port) {
    return connected(SOCK_STREAM, port);
}

void write_raw_frames(std::uint16_t port, std::uint64_t count) {
    constexpr std::size_t block = 1 << 16;
    const ready_frames frames(block);
    const int fd = connected(SOCK_STREAM, port);
    for (std::uint64_t left = count * frames.frame_size, at = 0; left > 0;) {
        const std::size_t size = std::min<std::uint64_t>(left, block);
        write_whole(fd, frames.bytes.data() + at, size);
        at = (at + size) % frames.round;
        left -= size;
    }
    close(fd);
}

void send_raw_datagrams(std::uint16_t port, std::uint64_t count) {
    constexpr unsigned at_once = 64;
    std::vector<std::string> texts;
    numbered_text message(sample_message());
    for (unsigned i = 0; i < at_once; ++i) {
        message.write(i);
        texts.push_back(message.text());
    }
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
