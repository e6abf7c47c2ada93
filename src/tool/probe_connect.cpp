#include "tool/probe_connect.hpp"

#include <algorithm>
#include <cerrno>
#include <future>
#include <memory>
#include <poll.h>
#include <system_error>
#include <thread>
#include <vector>

#include "tool/failure.hpp"
#include "tool/socket_address.hpp"
#include "transport/lookup.hpp"

namespace nixie::impl {
namespace {

using std::chrono::steady_clock;

// getaddrinfo(3) has no deadline: a thread of its own asks, and is left behind when it takes too long.
lookup_result look_up_within(const probe_target &target, std::chrono::milliseconds patience) {
    auto answer = std::make_shared<std::promise<lookup_result>>();
    std::future<lookup_result> future = answer->get_future();
    const peer_host of{target.host, static_cast<std::uint16_t>(std::stoi(target.port))};
    // The addresses of a name are the same for a stream and for datagrams.
    std::thread([answer, of] { answer->set_value(look_up_in_system(of, SOCK_STREAM)); }).detach();
    if (future.wait_for(patience) == std::future_status::ready) return future.get();
    return {{}, ETIMEDOUT, "no answer of DNS"};
}

// errno; 0: connected.
int connect_one(int fd, const socket_address &address, steady_clock::time_point deadline) {
    if (connect(fd, address.get(), address.size) == 0) return 0;
    if (errno != EINPROGRESS) return errno;
    if (wait_for_socket(fd, POLLOUT, deadline) == 0) return ETIMEDOUT;
    int error = 0;
    socklen_t size = sizeof error;
    getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size);
    return error;
}

std::vector<socket_address> addresses_of(const probe_target &target, std::chrono::milliseconds patience) {
    if (target.transport == probe_transport::unix_datagram) return {*unix_address(target.path)};
    lookup_result found = look_up_within(target, patience);
    if (found.addresses.empty()) fail_probe(target, target.host + ": " + found.trouble);
    return std::move(found.addresses);
}

} // namespace

descriptor connect_probe(const probe_target &target, std::chrono::milliseconds patience) {
    const std::vector<socket_address> addresses = addresses_of(target, patience);
    const auto deadline = steady_clock::now() + patience;
    const int type = target.transport == probe_transport::tcp ? SOCK_STREAM : SOCK_DGRAM;
    int error = 0;
    for (const socket_address &address : addresses) {
        descriptor fd{socket(address.family(), type | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)};
        error = fd ? connect_one(fd.get(), address, deadline) : errno;
        if (error == 0) return fd;
    }
    fail_probe(target, "connect: " + std::generic_category().message(error));
}

short wait_for_socket(int fd, short events, steady_clock::time_point deadline) {
    pollfd polled{fd, events, 0};
    const auto rest = std::chrono::ceil<std::chrono::milliseconds>(deadline - steady_clock::now());
    const int ready = poll(&polled, 1, static_cast<int>(std::max<std::int64_t>(0, rest.count())));
    return ready > 0 ? polled.revents : short{0};
}

void fail_probe(const probe_target &target, const std::string &reason) {
    throw failure(exit_code::not_delivered, target.uri + ": " + reason,
                  "is the collector running, does it listen there, and does a firewall let it through?");
}

} // namespace nixie::impl
