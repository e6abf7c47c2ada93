// Decides what a target that sends datagrams over a connected socket does next. Pure: it sees errno values, never
// a socket; time and randomness are the driver's. The driver carries out the action and reports what came of it.
#pragma once

#include <chrono>

#include "queueing/backoff.hpp"
#include "queueing/target_state.hpp"

namespace nixie::impl {

enum class datagram_action {
    idle,         // nothing to do until stocked()
    connect,      // make a socket and connect it, at once or later, then connected()
    send,         // send the front record, then sent(), or stay idle when the backlog is empty
    pass_memfd,   // send the front record in a sealed memfd, then sent()
    measure,      // ask how large a datagram may be now, then measured()
    drop_front,   // the front record is too large for this target: drop it, count it, then dropped()
    await_room,   // wait until the socket is writable, then writable()
    await_backoff // wait for wait_time(), then backoff_over()
};

// What becomes of a record that is too large for a datagram.
enum class oversize {
    drop,
    pass_memfd, // the peer takes it as a sealed memfd (systemd-journald does)
    measure     // the limit may have changed, as the path MTU does; a smaller one makes a smaller datagram
};

class datagram_machine {
public:
    datagram_machine(backoff retry, oversize when_too_large) : retry_(retry), oversize_(when_too_large) {}

    target_state state() const { return state_; }
    std::chrono::milliseconds wait_time() const { return wait_time_; }

    datagram_action start() { return connect(); }

    // error: 0 or errno of socket(2) or connect(2). random: uniform in [0, 1).
    datagram_action connected(int error, double random);

    // error: 0 or errno of sendmsg(2) or of making the memfd.
    datagram_action sent(int error, double random);

    // smaller: than when the record was made that was too large.
    datagram_action measured(bool smaller);
    // Instead of sent(): the call sent nothing, since it told of the fate of earlier datagrams (an ICMP error).
    datagram_action reported();

    datagram_action dropped();
    datagram_action writable();
    datagram_action backoff_over();
    // The same, but there is nothing to send: no attempt, and no wake, until stocked().
    void rest() { waiting_ = false; }

    // The backlog has something again.
    datagram_action stocked();

private:
    datagram_action connect();
    datagram_action send();
    datagram_action wait(target_state state, double random);

    target_state state_ = target_state::connecting;
    backoff retry_;
    const oversize oversize_;
    bool waiting_ = false;   // an await_ action or a connect is under way
    bool fresh_ = false;     // connected, and nothing has come of it yet
    bool memfd_ = false;     // the last attempt to send was pass_memfd
    int memfd_failures_ = 0; // in a row, for lack of resources
    std::chrono::milliseconds wait_time_{0};
};

} // namespace nixie::impl
