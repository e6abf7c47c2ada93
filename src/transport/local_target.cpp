#include "transport/local_target.hpp"

#include <algorithm>
#include <array>
#include <system_error>

#include "transport/local_socket.hpp"

namespace nixie::impl {
namespace {

// A local socket costs microseconds to try, and its server is back within a second or is down: no need for the 30 s
// that spare a collector on the network.
constexpr std::chrono::milliseconds least_backoff{100};
constexpr std::chrono::milliseconds most_backoff{1000};

// A datagram with several entries is no larger, so that there is always room for more than one.
constexpr std::size_t largest_datagram = 96 << 10;

oversize oversize_of(target_kind kind) {
    return kind == target_kind::journald ? oversize::pass_memfd : oversize::drop;
}

send_result of_one(int error) {
    return {.taken = error == 0 ? 1U : 0U, .error = error};
}

} // namespace

local_target::local_target(const target_context &context, const target_settings &settings)
    : datagram_target(context, settings,
                      {backoff{least_backoff, most_backoff}, oversize_of(settings.kind), settings.batch}) {}

void local_target::connect() {
    int fd = -1;
    const int error = connect_local(settings().socket_path, fd);
    connected(fd, error, error ? "connect: " + std::generic_category().message(error) : std::string{});
}

void local_target::opened() {
    datagram_.limit_to(std::min(largest_datagram, send_buffer_size(socket().native_handle()) / 2));
}

send_result local_target::send_front(std::size_t most) {
    if (most == 1) return of_one(send_datagram(socket().native_handle(), queued().front().bytes));
    datagram_.clear();
    for (const backlog::frame &frame : queued().frames())
        if (datagram_.entries() == most || !datagram_.add(frame.bytes)) break;
    return send_together();
}

// All of them leave, or none.
send_result local_target::send_together() {
    std::array<iovec, 2 * journal_datagram::most_entries> pieces;
    std::size_t count = 0;
    for (const std::string_view piece : datagram_.pieces())
        pieces[count++] = {const_cast<char *>(piece.data()), piece.size()};
    const int error = send_datagram(socket().native_handle(), {pieces.data(), count});
    return {.tried = datagram_.entries(), .taken = error == 0 ? datagram_.entries() : 0, .error = error};
}

send_result local_target::pass_front_in_memfd() {
    return of_one(send_memfd(socket().native_handle(), queued().front().bytes));
}

} // namespace nixie::impl
