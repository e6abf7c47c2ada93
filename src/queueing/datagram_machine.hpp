// Decides what a target that sends datagrams over a connected local socket does next. Pure: it sees errno values, never
// a socket; time and randomness are the driver's. The driver carries out the action and reports what came of it.
#pragma once

#include <chrono>

#include "queueing/backoff.hpp"
#include "queueing/target_state.hpp"

namespace nixie::impl {

enum class datagram_action {
    idle,         // nothing to do until stocked()
    connect,      // make a socket and connect it, then connected()
    send,         // send the front record, then sent(), or stay idle when the backlog is empty
    pass_memfd,   // send the front record in a sealed memfd, then sent()
    drop_front,   // the front record is too large for this target: drop it, count it, then dropped()
    await_room,   // wait until the socket is writable, then writable()
    await_backoff // wait for wait_time(), then backoff_over()
};

class datagram_machine {
public:
    // takes_memfd: the peer takes what is too large for a datagram as a sealed memfd (systemd-journald does).
    datagram_machine(backoff retry, bool takes_memfd) : retry_(retry), takes_memfd_(takes_memfd) {}

    target_state state() const { return state_; }
    std::chrono::milliseconds wait_time() const { return wait_time_; }

    datagram_action start() { return datagram_action::connect; }

    // error: 0 or errno of socket(2) or connect(2). random: uniform in [0, 1).
    datagram_action connected(int error, double random);

    // error: 0 or errno of sendmsg(2) or of making the memfd.
    datagram_action sent(int error, double random);

    datagram_action dropped();
    datagram_action writable();
    datagram_action backoff_over();
    // The same, but there is nothing to send: no attempt, and no wake, until stocked().
    void rest() { waiting_ = false; }

    // The backlog has something again.
    datagram_action stocked();

private:
    datagram_action send();
    datagram_action wait(target_state state, double random);

    target_state state_ = target_state::connecting;
    backoff retry_;
    const bool takes_memfd_;
    bool waiting_ = false;   // an await_ action is under way
    bool fresh_ = false;     // connected, and nothing has come of it yet
    bool memfd_ = false;     // the last attempt to send was pass_memfd
    int memfd_failures_ = 0; // in a row, for lack of resources
    std::chrono::milliseconds wait_time_{0};
};

} // namespace nixie::impl
