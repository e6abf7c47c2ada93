// Decides what a target that sends datagrams over a connected socket does next. Pure: it sees errno values, never
// a socket; time and randomness are the driver's. The driver carries out the action and reports what came of it.
#pragma once

#include <chrono>
#include <cstddef>

#include "queueing/backoff.hpp"
#include "queueing/target_state.hpp"

namespace nixie::impl {

enum class datagram_action {
    idle,         // nothing to do until stocked()
    connect,      // make a socket and connect it, at once or later, then connected()
    send,         // send the front records, at most most() of them, then sent(); stay idle when the backlog is empty
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

// What came of one call that sends.
struct send_result {
    std::size_t tried = 1; // records that the call was given, at least one
    std::size_t taken = 0; // of these, the first ones, which the kernel took
    int error = 0;         // errno where it took none; why it took no more than it did, the next call says
};

class datagram_machine {
public:
    // most: records that one call may send, each in a datagram of its own or together in one.
    datagram_machine(backoff retry, oversize when_too_large, std::size_t most = 1)
        : retry_(retry), oversize_(when_too_large), most_(most) {}

    target_state state() const { return state_; }
    std::size_t most() const { return alone_ > 0 ? 1 : most_; }
    std::chrono::milliseconds wait_time() const { return wait_time_; }

    datagram_action start() { return connect(); }

    // error: 0 or errno of socket(2) or connect(2). random: uniform in [0, 1).
    datagram_action connected(int error, double random);

    // error: errno of sendmsg(2), sendmmsg(2) or of making the memfd.
    datagram_action sent(const send_result &result, double random);
    // The same for a single record; error: 0 or errno.
    datagram_action sent(int error, double random) {
        return sent({.tried = 1, .taken = error == 0 ? 1U : 0U, .error = error}, random);
    }

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
    datagram_action failed(int error, double random);

    target_state state_ = target_state::connecting;
    backoff retry_;
    const oversize oversize_;
    const std::size_t most_;
    std::size_t alone_ = 0;  // records that go one by one, since a call with several of them failed
    bool waiting_ = false;   // an await_ action or a connect is under way
    bool fresh_ = false;     // connected, and nothing has come of it yet
    bool memfd_ = false;     // the last attempt to send was pass_memfd
    int memfd_failures_ = 0; // in a row, for lack of resources
    std::chrono::milliseconds wait_time_{0};
};

} // namespace nixie::impl
