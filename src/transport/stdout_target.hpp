// A target that writes each record as a line to the process's standard output.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include "queueing/backoff.hpp"
#include "queueing/send_buffer.hpp"
#include "transport/random_fraction.hpp"
#include "transport/standard_output.hpp"
#include "transport/target.hpp"

namespace nixie::impl {

class stdout_target : public target {
public:
    stdout_target(const target_context &context, const target_settings &settings);

    // Throws std::system_error: the process has no standard output.
    void open() override;
    void pump() override;
    void shut() override;
    target_state state() const override { return state_; }
    std::vector<int> descriptors() const override;

private:
    void send();
    void wait_before_next(int error);
    void resume_after(std::chrono::milliseconds wait);

    boost::asio::steady_timer timer_;
    standard_output output_;
    send_buffer buffer_{account().frames(), 1};
    target_state state_ = target_state::connecting;
    backoff retry_;
    random_fraction random_;
    bool waiting_ = false;
    bool broken_ = false; // nobody will ever read: what comes is dropped
    bool shut_ = false;
};

} // namespace nixie::impl
