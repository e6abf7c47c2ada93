// RFC 6587: frames in a TCP stream to the first of several collectors that answers. Carries out what stream_machine
// decides.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <vector>

#include "queueing/replay_buffer.hpp"
#include "queueing/stream_machine.hpp"
#include "transport/connector.hpp"
#include "transport/random_fraction.hpp"
#include "transport/target.hpp"

namespace nixie::impl {

class stream_target : public target {
public:
    stream_target(const target_context &context, const target_settings &settings);

    void open() override;
    void pump() override;
    void finish() override;
    bool is_finished() const override { return machine_.is_finished(); }
    void shut() override;
    void drop_records(loss_reason reason) override;
    target_state state() const override { return machine_.state(); }
    std::vector<int> descriptors() const override;

protected:
    bool can_send() const override { return state() == target_state::up && !machine_.is_half_closed(); }
    void look() override;

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
    void watch_later();
    void watch();
    void half_close();
    void end_connection(int error);
    void schedule_return();
    void try_preferred();
    void change_over();
    void end_attempts();

    boost::asio::io_context &io_;
    boost::asio::posix::stream_descriptor socket_;
    boost::asio::steady_timer backoff_timer_;
    boost::asio::steady_timer return_timer_;
    boost::asio::steady_timer watch_timer_;    // ticks while bytes are under way
    boost::asio::steady_timer patience_timer_; // for the peer's FIN
    connector connector_;
    int preferred_fd_ = -1; // a connection to a preferred host, until change_over
    replay_buffer buffer_;
    std::uint64_t fin_ = 0; // what the FIN adds to unacknowledged_bytes()
    stream_machine machine_;
    random_fraction random_;
    bool watching_ = false;      // watch_timer_ runs
    bool writing_later_ = false; // a further step is posted
    bool shut_ = false;
};

} // namespace nixie::impl
