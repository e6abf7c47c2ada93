// A target that sends records as datagrams over a connected socket. Carries out what datagram_machine decides;
// how the socket is made and what goes into a datagram is the derived class's part.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>

#include "queueing/datagram_machine.hpp"
#include "transport/random_fraction.hpp"
#include "transport/target.hpp"

namespace nixie::impl {

class datagram_target : public target {
public:
    void open() override;
    void pump() override;
    void shut() override;
    target_state state() const override { return machine_.state(); }
    std::vector<int> descriptors() const override;

protected:
    bool can_send() const override { return machine_.state() == target_state::up; }
    datagram_target(const target_context &context, const target_settings &settings, const datagram_machine &machine);

    // Makes a socket and connects it; ends in connected(), at once or later.
    virtual void connect() = 0;
    // Sends front records, at least one and at most `most`, in one call. EMSGSIZE: they are too large.
    virtual send_result send_front(std::size_t most) = 0;
    virtual send_result pass_front_in_memfd();
    // Whether a datagram may be smaller now than when the front record was made.
    virtual bool measure() { return false; }
    // A frame has left.
    virtual void sent(const backlog::frame &) {}
    // Whether a call that left a record behind has told of ICMP errors, instead of sending; they are counted.
    virtual bool take_reports() { return false; }
    // The socket is connected, and nothing has been sent on it yet.
    virtual void opened() {}
    // Whether the name should be looked up anew before the front record goes again.
    virtual bool is_due_for_lookup() const { return false; }

    // Takes the socket over, -1 with an error; trouble: the error in words.
    void connected(int fd, int error, const std::string &trouble);
    boost::asio::posix::stream_descriptor &socket() { return socket_; }
    bool is_shut() const { return shut_; }

private:
    void perform(datagram_action action);
    datagram_action send(datagram_action how, std::size_t &budget);
    void await_room();
    void await_backoff();
    void resume_later();

    boost::asio::io_context &io_;
    boost::asio::posix::stream_descriptor socket_;
    boost::asio::steady_timer timer_;
    datagram_machine machine_;
    random_fraction random_;
    bool resuming_ = false; // a further step is posted
    bool shut_ = false;
};

} // namespace nixie::impl
