#include "tool/listen_connection.hpp"

#include <array>
#include <cerrno>
#include <poll.h>
#include <sys/socket.h>

#include "encode/framing.hpp"

namespace nixie::impl {

namespace {
constexpr std::size_t most_pending = 2 << 20; // bytes to be sent back to a peer that does not read them
}

short listen_connection::wanted_events() const {
    return static_cast<short>((has_ended_ ? 0 : POLLIN) | (pending_.empty() ? 0 : POLLOUT));
}

void listen_connection::step(short events, listen_account &account) {
    if (!has_ended_ && (events & (POLLIN | POLLHUP | POLLERR)) != 0) read(account);
    if (!is_over_ && !pending_.empty()) send_pending();
    is_over_ = is_over_ || (has_ended_ && (pending_.empty() || (events & (POLLHUP | POLLERR)) != 0));
}

void listen_connection::read(listen_account &account) {
    std::array<char, 64 * 1024> bytes;
    const ssize_t got = recv(fd_.get(), bytes.data(), bytes.size(), 0);
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (got > 0)
        frames_.feed({bytes.data(), static_cast<std::size_t>(got)});
    else
        has_ended_ = true;
    take_frames(account);
}

void listen_connection::take_frames(listen_account &account) {
    while (!account.is_done()) {
        const std::optional<std::string_view> frame = frames_.next();
        if (!frame) break;
        if (account.take(*frame, from_)) send_back(*frame);
    }
    if (account.is_done()) return;
    if (has_ended_) frames_.finish();
    if (!frames_.problem()) return;
    account.take_broken(from_ + ": byte " + std::to_string(frames_.problem()->offset) +
                        " of the stream: " + frames_.problem()->reason + "; connection closed");
    is_over_ = true;
}

void listen_connection::send_back(std::string_view frame) {
    if (pending_.size() + frame.size() > most_pending) return;
    const bool is_counted = frames_.framing_of_frame() == frame_splitter::method::octet_counting;
    append_frame(pending_, frame, is_counted ? framing::octet_counting : framing::line_feed);
    send_pending();
}

void listen_connection::send_pending() {
    const ssize_t sent = send(fd_.get(), pending_.data(), pending_.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent > 0)
        pending_.erase(0, static_cast<std::size_t>(sent));
    else if (sent < 0 && errno != EAGAIN && errno != EINTR)
        pending_.clear(); // nobody is there any more
}

} // namespace nixie::impl
