// One TCP connection to `nixie listen`.
#pragma once

#include <string>
#include <string_view>

#include "decode/framing.hpp"
#include "tool/descriptor.hpp"
#include "tool/listen_account.hpp"

namespace nixie::impl {

inline constexpr std::size_t longest_message = 1 << 20; // bytes of a frame or datagram that `nixie listen` takes

class listen_connection {
public:
    // `from`: "tcp 127.0.0.1:4711". The socket is non-blocking.
    listen_connection(descriptor fd, std::string from) : fd_(std::move(fd)), from_(std::move(from)) {}

    int fd() const { return fd_.get(); }
    short wanted_events() const; // for poll(2)
    bool is_over() const { return is_over_; }

    // Acts on what poll(2) said; reads at most 64 KiB, so that other connections have their turn.
    void step(short events, listen_account &account);

private:
    void read(listen_account &account);
    void take_frames(listen_account &account);
    void send_back(std::string_view frame);
    void send_pending();

    descriptor fd_;
    std::string from_;
    frame_splitter frames_{frame_splitter::method::by_first_byte, longest_message};
    std::string pending_;    // to be sent back, whole frames but for the first
    bool has_ended_ = false; // the peer sends nothing more
    bool is_over_ = false;
};

} // namespace nixie::impl
