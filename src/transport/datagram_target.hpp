// A target that sends each record as one datagram over a connected local socket: systemd-journald, or a syslog socket
// such as /dev/log. Carries out what datagram_machine decides.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/local/datagram_protocol.hpp>
#include <boost/asio/steady_timer.hpp>
#include <random>

#include "queueing/datagram_machine.hpp"
#include "transport/target.hpp"

namespace nixie::impl {

class datagram_target : public target {
public:
    datagram_target(boost::asio::io_context &io, const target_settings &settings, std::function<void()> progress);

    void open() override;
    void pump() override;
    void shut() override;
    target_state state() const override { return machine_.state(); }
    std::vector<int> descriptors() const override;

private:
    void perform(datagram_action action);
    int connect();
    datagram_action connected(int error);
    datagram_action settle(int error, const char *what);
    void await_room();
    void await_backoff();
    void resume_later();
    double random();

    boost::asio::io_context &io_;
    boost::asio::local::datagram_protocol::socket socket_;
    boost::asio::steady_timer timer_;
    datagram_machine machine_;
    std::minstd_rand random_;
    bool resuming_ = false; // a further step is posted
    bool shut_ = false;
};

} // namespace nixie::impl
