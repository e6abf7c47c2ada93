#include "chaos/relay.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <vector>

#include "live/descriptors.hpp"

namespace nixie::tests {
namespace {

constexpr std::size_t most_at_once = 16384;

// Of the kernel's, on both sides: so a slow relay is felt soon, and little is in its hands. What it holds together with
// the collector when it resets a connection must stay below `replay`.
constexpr int buffer_size = 65536;

sockaddr_in address_of(const std::string &address, std::uint16_t port) {
    sockaddr_in result{};
    result.sin_family = AF_INET;
    result.sin_port = htons(port);
    inet_pton(AF_INET, address.c_str(), &result.sin_addr);
    return result;
}

int listening(std::uint16_t port) {
    const int fd = must(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), "socket");
    const int on = 1;
    must(setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on), "SO_REUSEADDR");
    must(setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &buffer_size, sizeof buffer_size), "SO_RCVBUF");
    const sockaddr_in address = address_of("127.0.0.1", port);
    must(bind(fd, reinterpret_cast<const sockaddr *>(&address), sizeof address), "the relay's bind");
    must(listen(fd, SOMAXCONN), "the relay's listen");
    return fd;
}

} // namespace

relay::relay(std::uint16_t port, std::string address)
    : address_(std::move(address)), listener_(listening(port)), stop_(must(eventfd(0, EFD_CLOEXEC), "eventfd")),
      random_(port), thread_([this] { run(); }) {}

relay::~relay() {
    const std::uint64_t one = 1;
    if (write(stop_, &one, sizeof one) != sizeof one) std::terminate();
    thread_.join();
    close(listener_);
    close(stop_);
}

void relay::run() {
    while (wait()) {
        refill();
        for (relay_connection &each : connections_) step(each);
        connections_.remove_if([](const relay_connection &each) { return each.ended(); });
        open_ = static_cast<unsigned>(connections_.size());
    }
}

// Until something can be done, or is due.
bool relay::wait() {
    const bool may_read = bytes_a_second_ == 0 || allowance_ >= 1;
    std::vector<pollfd> all{{stop_, POLLIN, 0}, {listener_, POLLIN, 0}};
    bool look_again = bytes_a_second_ != 0;
    for (const relay_connection &each : connections_) {
        const auto [sender, collector] = each.wanted(may_read);
        all.insert(all.end(), {sender, collector});
        look_again = look_again || each.holds_something();
    }
    must(poll(all.data(), all.size(), look_again ? 5 : -1), "the relay's poll");
    std::size_t i = 2;
    for (relay_connection &each : connections_) {
        each.look(all[i].revents, all[i + 1].revents);
        i += 2;
    }
    if (all[1].revents != 0) accept_one();
    return all[0].revents == 0;
}

void relay::accept_one() {
    const int sender = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (sender < 0) return; // it has gone again
    const int collector = must(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), "socket");
    must(setsockopt(collector, SOL_SOCKET, SO_SNDBUF, &buffer_size, sizeof buffer_size), "SO_SNDBUF");
    const sockaddr_in address = address_of(address_, to_port_);
    connect(collector, reinterpret_cast<const sockaddr *>(&address), sizeof address); // what becomes of it, poll tells
    connections_.emplace_back(sender, collector);
}

void relay::step(relay_connection &each) {
    if (each.ended()) return;
    const std::size_t most =
        bytes_a_second_ == 0 ? most_at_once : std::min<std::size_t>(most_at_once, static_cast<std::size_t>(allowance_));
    if (each.may_read() && most > 0) {
        std::string bytes = each.read(most);
        allowance_ -= static_cast<double>(bytes.size());
        const std::optional<std::size_t> cut = cut_within(bytes.size());
        if (cut) bytes.resize(*cut);
        each.hold(std::move(bytes), clock::now() + std::chrono::milliseconds(delay_));
        if (cut) each.cut();
    }
    each.pass_on(clock::now());
}

// Where a run of that many bytes is to be cut, if it is.
std::optional<std::size_t> relay::cut_within(std::size_t bytes) {
    const unsigned every = cut_every_;
    if (every == 0 || bytes == 0) {
        if (every == 0) until_cut_ = 0;
        return {};
    }
    if (until_cut_ == 0) until_cut_ = random_.between(1, 2 * every);
    if (until_cut_ > bytes) {
        until_cut_ -= bytes;
        return {};
    }
    return std::exchange(until_cut_, 0);
}

void relay::refill() {
    const clock::time_point now = clock::now();
    const std::chrono::duration<double> passed = now - std::exchange(refilled_, now);
    const double rate = bytes_a_second_;
    allowance_ = std::min(allowance_ + passed.count() * rate, rate / 10);
}

} // namespace nixie::tests
