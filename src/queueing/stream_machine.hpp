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
    write,          // what the send buffer gives, then wrote(), or drained() when it is empty
    await_writable, // wait until the socket is writable, then writable()
    await_backoff,  // the connection, if any, is closed; wait for wait_time(), then backoff_over()
    try_preferred,  // connect to the hosts before host() while this connection goes on, then preferred_answered()
    half_close,     // close this side of the connection; the peer closes its own, ended(), or, but for one that
                    // is_finishing(), half_close_patience passes, which is ended(ETIMEDOUT)
    change_over,    // the connection is over; go on with the one to the preferred host, then changed_over()
    finished        // the connection, if any, is over, and nothing is to be sent: the target's work is done
};

// What the kernel knows of a connection on which bytes are under way (tcp(7), TCP_INFO).
struct stream_watch {
    bool unanswered = false;                   // the last that the kernel sent, data or a probe, has no ACK yet
    std::chrono::milliseconds last_ack_age{0}; // since any ACK came
    bool window_closed = false;                // all that went out is acknowledged, and the peer takes no more
};

class stream_machine {
public:
    using clock = std::chrono::steady_clock;
    using milliseconds = std::chrono::milliseconds;

    // A connection that lived this long was no failure: the next backoff begins anew.
    static constexpr milliseconds stable_after{10'000};
    // A peer that answers nothing for this long is dead. A slow one answers: its kernel does, probe by probe.
    static constexpr milliseconds dead_after{20'000};
    // How long a peer may take to read the rest and close its side.
    static constexpr milliseconds half_close_patience{10'000};

    explicit stream_machine(backoff retry) : retry_(retry) {}

    target_state state() const;
    // The one that the connection leads to, from 0; the first is preferred.
    std::size_t host() const { return host_; }
    milliseconds wait_time() const { return wait_time_; }
    // Whether there is a connection.
    bool is_connected() const;
    // Whether it is one that is written to no more.
    bool is_half_closed() const { return link_ == link::half_closed; }
    // Whether what is half-closed is waited for as long as finish() is, instead of half_close_patience.
    bool is_finishing() const { return goal_ == goal::finish; }
    bool is_finished() const { return link_ == link::finished; }

    stream_action start();
    // error: 0, or errno of the last address that was tried. random: uniform in [0, 1).
    stream_action connected(int error, std::size_t host, clock::time_point now, double random);
    // error: 0 or errno of sendmsg(2). inside_frame: the front frame is written in part.
    stream_action wrote(int error, bool inside_frame, clock::time_point now, double random);
    stream_action writable();
    // Everything is written.
    stream_action drained();
    // The connection is over: the peer closed its side (0), or it failed (errno; ETIMEDOUT also for a peer that
    // is_dead() or took too long to close). empty: nothing is to be written now, what goes again included.
    stream_action ended(int error, bool empty, clock::time_point now, double random);
    stream_action backoff_over();
    // The same, but there is nothing to send: no attempt, and no wake, until stocked().
    stream_action rest();
    // The backlog has something again.
    stream_action stocked();

    // What TCP_INFO says, once a second while bytes are under way. True: the peer is dead, so the connection has
    // ended().
    bool is_dead(const stream_watch &watch, clock::time_point now);

    // It is time to see whether a host before host() answers again.
    stream_action return_due();
    stream_action preferred_answered(int error, std::size_t host, bool inside_frame);
    stream_action changed_over(clock::time_point now);

    // The target is to be closed: once everything is written, half-close, and be finished when the peer has read it.
    stream_action finish(bool empty);

private:
    enum class link {
        connecting,  // an attempt is under way
        backing_off, // it failed, or a connection was lost: waiting for the next one
        resting,     // likewise, and there is nothing to send
        up,          // the last write was taken
        full,        // the peer takes nothing right now
        stalled,     // likewise, for its window is closed
        half_closed, // everything is written, or nothing more will be; the peer reads the rest
        finished
    };
    enum class goal {
        serve,  // until told otherwise
        finish, // end when everything is sent and read
    };
    stream_action lost(int error, clock::time_point now, double random);
    stream_action half_close();
    stream_action end();

    link link_ = link::connecting;
    goal goal_ = goal::serve;
    backoff retry_;
    target_state rest_state_ = target_state::refused; // what backing_off, resting and finished look like
    std::size_t host_ = 0;
    bool trying_preferred_ = false;
    std::optional<std::size_t> preferred_; // a host that has answered, for when the frame is whole
    clock::time_point up_since_{};
    std::optional<clock::time_point> unanswered_since_;
    milliseconds wait_time_{0};
};

} // namespace nixie::impl
