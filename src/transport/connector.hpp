// Makes a connected socket to the first of several hosts that answers: looks names up, tries every address, keeps the
// deadlines. Carries out what connect_machine decides. I/O thread only.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <functional>
#include <string>
#include <vector>

#include "queueing/connect_machine.hpp"
#include "transport/resolver.hpp"

namespace nixie::impl {

class connector {
public:
    struct outcome {
        int error = 0;        // 0 or errno of the last attempt; ETIMEDOUT: the deadline passed
        std::string trouble;  // the same in words: whom it could not reach and why
        std::size_t host = 0; // its index, where one answered
        int fd = -1;          // its socket, non-blocking and close-on-exec; the receiver's to close
    };
    using callback = std::function<void(const outcome &)>;

    // socket_type: SOCK_STREAM or SOCK_DGRAM.
    connector(boost::asio::io_context &io, std::vector<peer_host> hosts, int socket_type);

    // Tries the first `hosts` hosts, from the first one on; ends an attempt that is under way without a callback. Calls
    // back once, perhaps from within this call.
    void start(std::size_t hosts, callback then);
    void cancel();

    std::size_t hosts() const { return hosts_.size(); }
    // What is open now, for a forked child to close.
    std::vector<int> descriptors() const;

private:
    void perform(connect_action action);
    void look_up();
    void looked_up(lookup_result result);
    void connect();
    void connected(int error);
    void expire_after_deadline(void (connector::*expired)());
    void lookup_expired();
    void connect_expired() { connected(ETIMEDOUT); }
    void finish(int error);
    std::string place() const;

    const std::vector<peer_host> hosts_;
    const int socket_type_;
    resolver resolver_;
    boost::asio::steady_timer deadline_;
    boost::asio::posix::stream_descriptor socket_; // while it connects
    connect_machine machine_;
    std::vector<socket_address> addresses_; // of the host that is tried
    std::string trouble_;
    callback then_;
    std::uint64_t attempt_ = 0; // tells a handler of an earlier attempt that it comes too late
};

} // namespace nixie::impl
