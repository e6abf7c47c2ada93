// Decides what a target that writes frames into a stream does next. Pure: it sees errno values, never a socket; time
// and randomness are arguments. The driver carries out the action and reports what came of it.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>

#include "queueing/backoff.hpp"
#include "queueing/target_state.hpp"

namespace nixie::impl {

enum class stream_action {
    idle,           // nothing to do until an event
    connect,        // to the first host that answers, then connected()
    write,          // what the send buffer gives, then wrote(), or stay idle when it is empty
    await_writable, // wait until the socket is writable, then writable()
    await_backoff,  // the connection, if any, is closed; wait for wait_time(), then backoff_over()
    try_preferred,  // connect to the hosts before host() while this connection goes on, then preferred_answered()
    change_over     // half-close this connection, go on with the one to the preferred host, then changed_over()
};

class stream_machine {
public:
    using clock = std::chrono::steady_clock;
    using milliseconds = std::chrono::milliseconds;

    // A connection that lived this long was no failure: the next backoff begins anew.
    static constexpr milliseconds stable_after{10'000};

    explicit stream_machine(backoff retry) : retry_(retry) {}

    target_state state() const;
    // The one that the connection leads to, from 0; the first is preferred.
    std::size_t host() const { return host_; }
    milliseconds wait_time() const { return wait_time_; }
    // Whether there is a connection that records are written to.
    bool is_connected() const { return link_ == link::up || link_ == link::full; }

    stream_action start();
    // error: 0, or errno of the last address that was tried. random: uniform in [0, 1).
    stream_action connected(int error, std::size_t host, clock::time_point now, double random);
    // error: 0 or errno of sendmsg(2). inside_frame: the front frame is written in part.
    stream_action wrote(int error, bool inside_frame, clock::time_point now, double random);
    stream_action writable();
    // The peer closed its side (0), or reading failed. What it had not read may be lost.
    stream_action ended(int error, clock::time_point now, double random);
    stream_action backoff_over();
    // The same, but there is nothing to send: no attempt, and no wake, until stocked().
    void rest() { link_ = link::resting; }
    // The backlog has something again.
    stream_action stocked();

    // It is time to see whether a host before host() answers again.
    stream_action return_due();
    stream_action preferred_answered(int error, std::size_t host, bool inside_frame);
    stream_action changed_over(clock::time_point now);

private:
    enum class link {
        connecting,  // an attempt is under way
        backing_off, // it failed, or a connection was lost: waiting for the next one
        resting,     // likewise, and there is nothing to send
        up,          // the last write was taken
        full         // the peer takes nothing right now
    };
    stream_action lost(int error, clock::time_point now, double random);

    link link_ = link::connecting;
    backoff retry_;
    target_state failure_ = target_state::refused; // what backing_off and resting look like
    std::size_t host_ = 0;
    bool trying_preferred_ = false;
    std::optional<std::size_t> preferred_; // a host that has answered, for when the frame is whole
    clock::time_point up_since_{};
    milliseconds wait_time_{0};
};

} // namespace nixie::impl
