#include "transport/datagram_batch.hpp"

#include <algorithm>
#include <sys/socket.h>

#include "transport/local_socket.hpp"

namespace nixie::impl {

void datagram_batch::clear() {
    bytes_.clear();
    size_ = 0;
}

void datagram_batch::add(std::string_view datagram, bool shortened) {
    bytes_ += datagram;
    places_[size_++] = {datagram.size(), shortened};
}

send_result datagram_batch::send(int fd) {
    std::array<iovec, most> parts;
    std::array<mmsghdr, most> messages;
    char *at = bytes_.data();
    for (std::size_t i = 0; i < size_; ++i) {
        parts[i] = {at, places_[i].size};
        messages[i] = {};
        messages[i].msg_hdr.msg_iov = &parts[i];
        messages[i].msg_hdr.msg_iovlen = 1;
        at += places_[i].size;
    }
    return send_datagrams(fd, {messages.data(), size_});
}

std::size_t datagram_batch::shortened_among(std::size_t taken) const {
    const auto *const first = places_.begin();
    return static_cast<std::size_t>(
        std::count_if(first, first + taken, [](const place &each) { return each.shortened; }));
}

} // namespace nixie::impl
