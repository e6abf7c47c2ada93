#include "transport/local_target.hpp"

#include <system_error>

#include "transport/local_socket.hpp"

namespace nixie::impl {
namespace {

// A local socket costs microseconds to try, and its server is back within a second or is down: no need for the 30 s
// that spare a collector on the network.
constexpr std::chrono::milliseconds least_backoff{100};
constexpr std::chrono::milliseconds most_backoff{1000};

oversize oversize_of(target_kind kind) {
    return kind == target_kind::journald ? oversize::pass_memfd : oversize::drop;
}

} // namespace

local_target::local_target(boost::asio::io_context &io, const target_settings &settings, std::function<void()> progress)
    : datagram_target(io, settings, std::move(progress),
                      {backoff{least_backoff, most_backoff}, oversize_of(settings.kind)}) {}

void local_target::connect() {
    int fd = -1;
    const int error = connect_local(settings().socket_path, fd);
    connected(fd, error, error ? "connect: " + std::generic_category().message(error) : std::string{});
}

int local_target::send_front() {
    return send_datagram(socket().native_handle(), queued().front().bytes);
}

int local_target::pass_front_in_memfd() {
    return send_memfd(socket().native_handle(), queued().front().bytes);
}

} // namespace nixie::impl
