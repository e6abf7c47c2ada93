// RFC 6587: frames in a TCP stream to the first of several collectors that answers. Carries out what stream_machine
// decides.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <memory>
#include <vector>

#include "queueing/send_buffer.hpp"
#include "queueing/stream_machine.hpp"
#include "transport/connector.hpp"
#include "transport/half_closed_socket.hpp"
#include "transport/random_fraction.hpp"
#include "transport/target.hpp"

namespace nixie::impl {

class stream_target : public target {
public:
    stream_target(boost::asio::io_context &io, const target_settings &settings, std::function<void()> progress);

    void open() override;
    void pump() override;
    void shut() override;
    target_state state() const override { return machine_.state(); }
    std::vector<int> descriptors() const override;

private:
    using clock = stream_machine::clock;

    void perform(stream_action action);
    void connect();
    int take_over(int fd);
    stream_action write();
    void await_writable();
    void await_backoff();
    void resume_later();
    void await_input();
    bool read_input();
    void schedule_return();
    void try_preferred();
    void change_over();
    void drop_connection();

    boost::asio::io_context &io_;
    boost::asio::posix::stream_descriptor socket_;
    boost::asio::steady_timer backoff_timer_;
    boost::asio::steady_timer return_timer_;
    connector connector_;
    int preferred_fd_ = -1; // a connection to a preferred host, until change_over
    std::vector<std::shared_ptr<half_closed_socket>> leaving_;
    send_buffer buffer_;
    stream_machine machine_;
    random_fraction random_;
    bool writing_later_ = false; // a further step is posted
    bool shut_ = false;
};

} // namespace nixie::impl
