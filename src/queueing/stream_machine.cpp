#include "queueing/stream_machine.hpp"

#include <algorithm>
#include <cerrno>

namespace nixie::impl {

target_state stream_machine::state() const {
    switch (link_) {
    case link::connecting:
        return target_state::connecting;
    case link::backing_off:
    case link::resting:
    case link::finished:
        return rest_state_;
    case link::up:
    case link::half_closed:
        return target_state::up;
    case link::full:
        return target_state::full;
    case link::stalled:
        return target_state::stalled;
    }
    return target_state::connecting;
}

bool stream_machine::is_connected() const {
    return link_ == link::up || link_ == link::full || link_ == link::stalled || link_ == link::half_closed;
}

stream_action stream_machine::start() {
    link_ = link::connecting;
    return stream_action::connect;
}

// Also a connection that was established waits before the next one: a peer that accepts and closes would else be
// connected to without end.
stream_action stream_machine::lost(int error, clock::time_point now, double random) {
    if (is_connected() && now - up_since_ >= stable_after) retry_.reset();
    unanswered_since_.reset();
    if (preferred_) return stream_action::change_over; // the next connection is there already
    rest_state_ = error == ENOENT ? target_state::absent : target_state::refused;
    trying_preferred_ = false;
    link_ = link::backing_off;
    wait_time_ = retry_.next(random);
    return stream_action::await_backoff;
}

stream_action stream_machine::end() {
    if (is_connected()) rest_state_ = target_state::up;
    link_ = link::finished;
    return stream_action::finished;
}

stream_action stream_machine::half_close() {
    link_ = link::half_closed;
    return stream_action::half_close;
}

stream_action stream_machine::connected(int error, std::size_t host, clock::time_point now, double random) {
    if (error != 0) return lost(error, now, random);
    host_ = host;
    up_since_ = now;
    unanswered_since_.reset();
    link_ = link::up;
    return stream_action::write;
}

stream_action stream_machine::wrote(int error, bool inside_frame, clock::time_point now, double random) {
    if (error == EAGAIN || error == EWOULDBLOCK) {
        if (preferred_) return half_close();
        if (link_ != link::stalled) link_ = link::full;
        return stream_action::await_writable;
    }
    if (error != 0) return lost(error, now, random);
    link_ = link::up;
    return preferred_ && !inside_frame ? half_close() : stream_action::write;
}

stream_action stream_machine::writable() {
    return is_connected() && !is_half_closed() ? stream_action::write : stream_action::idle;
}

stream_action stream_machine::drained() {
    return goal_ == goal::finish && link_ == link::up ? half_close() : stream_action::idle;
}

stream_action stream_machine::ended(int error, bool empty, clock::time_point now, double random) {
    if (!is_connected()) return stream_action::idle;
    if (goal_ == goal::finish && empty) return end();
    return lost(error, now, random);
}

stream_action stream_machine::backoff_over() {
    return start();
}

stream_action stream_machine::rest() {
    if (goal_ == goal::finish) return end();
    link_ = link::resting;
    return stream_action::idle;
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
    case link::stalled:
    case link::half_closed:
    case link::finished:
        break;
    }
    return stream_action::idle;
}

bool stream_machine::is_dead(const stream_watch &watch, clock::time_point now) {
    if (link_ == link::full && watch.window_closed) link_ = link::stalled;
    if (!watch.unanswered) {
        unanswered_since_.reset();
        return false;
    }
    // An ACK that came after the silence began ended it; another one may have begun behind it.
    const clock::time_point last_ack = now - watch.last_ack_age;
    if (!unanswered_since_) unanswered_since_ = now;
    unanswered_since_ = std::max(*unanswered_since_, last_ack);
    return now - *unanswered_since_ >= dead_after;
}

stream_action stream_machine::return_due() {
    const bool may_leave = is_connected() && !is_half_closed() && goal_ == goal::serve;
    if (!may_leave || host_ == 0 || trying_preferred_ || preferred_) return stream_action::idle;
    trying_preferred_ = true;
    return stream_action::try_preferred;
}

stream_action stream_machine::preferred_answered(int error, std::size_t host, bool inside_frame) {
    if (!trying_preferred_) return stream_action::idle;
    trying_preferred_ = false;
    if (error != 0) return stream_action::idle;
    preferred_ = host;
    if (is_half_closed()) return stream_action::idle;
    // A peer that takes nothing is not waited for: the frame that it has in part is sent again, whole, to the other.
    return inside_frame && link_ == link::up ? stream_action::idle : half_close();
}

stream_action stream_machine::changed_over(clock::time_point now) {
    host_ = *preferred_;
    preferred_.reset();
    up_since_ = now;
    unanswered_since_.reset();
    link_ = link::up;
    return stream_action::write;
}

stream_action stream_machine::finish(bool empty) {
    goal_ = goal::finish;
    if (link_ == link::finished || is_half_closed() || !empty) return stream_action::idle;
    return is_connected() ? half_close() : end();
}

} // namespace nixie::impl
