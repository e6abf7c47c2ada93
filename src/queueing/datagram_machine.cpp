#include "queueing/datagram_machine.hpp"

#include <algorithm>
#include <cerrno>

namespace nixie::impl {
namespace {

// After so many failures to make a memfd for lack of descriptors or memory, the record counts as too large: one record
// must not hold up all behind it for ever.
constexpr int most_memfd_failures = 10;

bool is_no_room(int error) {
    return error == EAGAIN || error == EWOULDBLOCK;
}
bool is_too_large(int error) {
    return error == EMSGSIZE || error == E2BIG;
}
// ENOBUFS is the kernel's lack of memory, not the peer's: the socket stays writable, so waiting for room would spin.
// EBUSY: a memfd cannot be sealed while the kernel itself, scanning or moving memory, holds one of its pages.
bool is_short_of_resources(int error) {
    return error == EBUSY || error == EMFILE || error == ENFILE || error == ENOMEM || error == ENOBUFS ||
           error == ENOSPC || error == ETOOMANYREFS;
}
// The peer closed its socket: what connection-oriented and datagram sockets say of that.
bool is_gone(int error) {
    return error == ECONNREFUSED || error == ECONNRESET || error == ENOTCONN || error == EPIPE;
}
bool is_absent(int error) {
    return error == ENOENT || error == ENOTDIR;
}

} // namespace

// Every record is tried as a datagram first, also after a wait or on a new connection: meanwhile the backlog may have
// dropped the one that needed a memfd.
datagram_action datagram_machine::send() {
    memfd_ = false;
    return datagram_action::send;
}

datagram_action datagram_machine::connect() {
    state_ = target_state::connecting;
    waiting_ = true;
    return datagram_action::connect;
}

datagram_action datagram_machine::wait(target_state state, double random) {
    state_ = state;
    waiting_ = true;
    wait_time_ = retry_.next(random);
    return datagram_action::await_backoff;
}

datagram_action datagram_machine::connected(int error, double random) {
    if (error != 0) return wait(is_absent(error) ? target_state::absent : target_state::refused, random);
    state_ = target_state::up;
    waiting_ = false;
    fresh_ = true;
    return send();
}

datagram_action datagram_machine::sent(const send_result &result, double random) {
    if (result.taken > 0) {
        state_ = target_state::up;
        fresh_ = false;
        memfd_failures_ = 0;
        retry_.reset();
        // Where some were left, the next call is for one alone: it costs least to hear why.
        alone_ = result.taken < result.tried ? 1 : alone_ - std::min(alone_, result.taken);
        return send();
    }
    const bool is_in_doubt = is_too_large(result.error) || is_short_of_resources(result.error);
    if (result.tried > 1 && is_in_doubt) {
        alone_ = result.tried; // it may have been one of them, or only all together
        return send();
    }
    return failed(result.error, random);
}

datagram_action datagram_machine::failed(int error, double random) {
    if (is_no_room(error)) {
        state_ = target_state::full;
        waiting_ = true;
        return datagram_action::await_room;
    }
    if (is_too_large(error)) {
        if (oversize_ == oversize::measure) return datagram_action::measure;
        if (oversize_ == oversize::drop || memfd_) return datagram_action::drop_front;
        memfd_ = true;
        return datagram_action::pass_memfd;
    }
    if (is_short_of_resources(error)) {
        if (memfd_ && ++memfd_failures_ >= most_memfd_failures) return datagram_action::drop_front;
        return wait(target_state::full, random);
    }
    // This process may make no memfd at all (a seccomp filter, vm.memfd_noexec): no wait would change that.
    if (memfd_ && !is_gone(error)) return datagram_action::drop_front;
    // The peer is gone: its successor may be there already, so try at once; but a connection on which nothing was ever
    // sent waits, else this would spin.
    if (fresh_) return wait(target_state::refused, random);
    return connect();
}

// Each round makes the datagram smaller, so it ends.
datagram_action datagram_machine::measured(bool smaller) {
    return smaller ? send() : datagram_action::drop_front;
}

datagram_action datagram_machine::reported() {
    return send();
}

datagram_action datagram_machine::dropped() {
    state_ = target_state::up; // the connection stands, whatever the record before was
    memfd_failures_ = 0;
    alone_ -= std::min<std::size_t>(alone_, 1);
    return send();
}

datagram_action datagram_machine::writable() {
    waiting_ = false;
    return send();
}

datagram_action datagram_machine::backoff_over() {
    waiting_ = false;
    return state_ == target_state::full ? send() : connect();
}

datagram_action datagram_machine::stocked() {
    if (waiting_) return datagram_action::idle;
    return state_ == target_state::up ? send() : connect();
}

} // namespace nixie::impl
