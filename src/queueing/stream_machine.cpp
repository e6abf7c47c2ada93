#include "queueing/stream_machine.hpp"

#include <cerrno>

namespace nixie::impl {

target_state stream_machine::state() const {
    switch (link_) {
    case link::connecting:
        return target_state::connecting;
    case link::backing_off:
    case link::resting:
        return failure_;
    case link::up:
        return target_state::up;
    case link::full:
        return target_state::full;
    }
    return target_state::connecting;
}

stream_action stream_machine::start() {
    link_ = link::connecting;
    return stream_action::connect;
}

// Also a connection that was established waits before the next one: a peer that accepts and closes would else be
// connected to without end.
stream_action stream_machine::lost(int error, clock::time_point now, double random) {
    if (is_connected() && now - up_since_ >= stable_after) retry_.reset();
    if (preferred_) return stream_action::change_over; // the next connection is there already
    failure_ = error == ENOENT ? target_state::absent : target_state::refused;
    trying_preferred_ = false;
    link_ = link::backing_off;
    wait_time_ = retry_.next(random);
    return stream_action::await_backoff;
}

stream_action stream_machine::connected(int error, std::size_t host, clock::time_point now, double random) {
    if (error != 0) return lost(error, now, random);
    host_ = host;
    up_since_ = now;
    link_ = link::up;
    return stream_action::write;
}

stream_action stream_machine::wrote(int error, bool inside_frame, clock::time_point now, double random) {
    if (error == EAGAIN || error == EWOULDBLOCK) {
        link_ = link::full;
        return preferred_ ? stream_action::change_over : stream_action::await_writable;
    }
    if (error != 0) return lost(error, now, random);
    link_ = link::up;
    return preferred_ && !inside_frame ? stream_action::change_over : stream_action::write;
}

stream_action stream_machine::writable() {
    return is_connected() ? stream_action::write : stream_action::idle;
}

stream_action stream_machine::ended(int error, clock::time_point now, double random) {
    return is_connected() ? lost(error, now, random) : stream_action::idle;
}

stream_action stream_machine::backoff_over() {
    return start();
}

stream_action stream_machine::stocked() {
    switch (link_) {
    case link::resting:
        return start();
    case link::up:
        return stream_action::write;
    case link::connecting:
    case link::backing_off:
    case link::full:
        break;
    }
    return stream_action::idle;
}

stream_action stream_machine::return_due() {
    if (!is_connected() || host_ == 0 || trying_preferred_ || preferred_) return stream_action::idle;
    trying_preferred_ = true;
    return stream_action::try_preferred;
}

stream_action stream_machine::preferred_answered(int error, std::size_t host, bool inside_frame) {
    if (!trying_preferred_) return stream_action::idle;
    trying_preferred_ = false;
    if (error != 0) return stream_action::idle;
    preferred_ = host;
    // A peer that takes nothing is not waited for: the frame that it has in part is sent again, whole, to the other.
    return inside_frame && link_ == link::up ? stream_action::idle : stream_action::change_over;
}

stream_action stream_machine::changed_over(clock::time_point now) {
    host_ = *preferred_;
    preferred_.reset();
    up_since_ = now;
    link_ = link::up;
    return stream_action::write;
}

} // namespace nixie::impl
