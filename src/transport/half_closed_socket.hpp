// A stream that nothing more is written to: the peer reads what it has been sent, and closes its side, which proves
// that it has read all. Until then, or until 10 s have passed, the socket stays. I/O thread only.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <memory>

namespace nixie::impl {

class half_closed_socket : public std::enable_shared_from_this<half_closed_socket> {
public:
    // Takes fd over and half-closes it.
    static std::shared_ptr<half_closed_socket> make(boost::asio::io_context &io, int fd);

    void close();
    bool is_over() const { return !socket_.is_open(); }
    int descriptor() const;

private:
    explicit half_closed_socket(boost::asio::io_context &io) : socket_(io), deadline_(io) {}
    void await_end();
    void await_deadline();

    boost::asio::posix::stream_descriptor socket_;
    boost::asio::steady_timer deadline_;
};

} // namespace nixie::impl
