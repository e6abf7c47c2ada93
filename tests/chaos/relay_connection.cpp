#include "chaos/relay_connection.hpp"

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>

namespace nixie::tests {

relay_connection::~relay_connection() {
    end(true);
}

std::pair<pollfd, pollfd> relay_connection::wanted(bool may_read_now) const {
    const bool waits_to_write = !pieces_.empty() && pieces_.front().due <= clock::now();
    return {{sender_, static_cast<short>(may_read_now && may_read() ? POLLIN : 0), 0},
            {collector_, static_cast<short>(POLLIN | (waits_to_write ? POLLOUT : 0)), 0}};
}

std::string relay_connection::read(std::size_t most) {
    std::string bytes(most, '\0');
    const ssize_t size = recv(sender_, bytes.data(), bytes.size(), MSG_DONTWAIT);
    if (size == 0) sender_ended_ = true;
    if (size < 0 && errno != EAGAIN) end(true);
    bytes.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
    return bytes;
}

void relay_connection::hold(std::string bytes, clock::time_point until) {
    if (bytes.empty()) return;
    held_ += bytes.size();
    pieces_.push_back({std::move(bytes), until});
}

void relay_connection::write_due(clock::time_point now) {
    while (!ended() && !pieces_.empty() && pieces_.front().due <= now) {
        std::string &bytes = pieces_.front().bytes;
        const ssize_t size = send(collector_, bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
        if (size < 0) {
            if (errno != EAGAIN && errno != ENOTCONN) end(true); // not connected yet
            return;
        }
        bytes.erase(0, static_cast<std::size_t>(size));
        held_ -= static_cast<std::size_t>(size);
        if (bytes.empty()) pieces_.pop_front();
    }
}

void relay_connection::pass_on(clock::time_point now) {
    write_due(now);
    if (ended() || !sender_ended_ || !pieces_.empty() || told_collector_) return;
    told_collector_ = shutdown(collector_, SHUT_WR) == 0; // fails while it connects: then again
}

void relay_connection::cut() {
    write_due(clock::time_point::max());
    end(true);
}

void relay_connection::look(short sender_events, short collector_events) {
    if (sender_events & (POLLERR | POLLHUP) && !sender_ended_) return end(true);
    if (!(collector_events & (POLLIN | POLLERR | POLLHUP)) || ended()) return;
    char ignored[4096]; // collectors of syslog say nothing
    const ssize_t size = recv(collector_, ignored, sizeof ignored, MSG_DONTWAIT);
    if (size > 0 || (size < 0 && errno == EAGAIN)) return;
    // That it has read everything, only its FIN after ours says.
    end(size < 0 || !told_collector_);
}

void relay_connection::end(bool by_reset) {
    if (ended()) return;
    if (by_reset) {
        const linger now{1, 0};
        setsockopt(sender_, SOL_SOCKET, SO_LINGER, &now, sizeof now);
    }
    close(sender_);
    close(collector_);
    sender_ = collector_ = -1;
}

} // namespace nixie::tests
