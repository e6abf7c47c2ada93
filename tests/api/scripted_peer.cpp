#include "api/scripted_peer.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>

#include "api/must.hpp"

namespace nixie::tests {

std::string scripted_peer::connection::read(std::size_t most) const {
    std::string bytes(most, '\0');
    const ssize_t size = recv(fd_, bytes.data(), bytes.size(), 0);
    bytes.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
    return bytes;
}

bool scripted_peer::connection::write(std::string_view bytes) const {
    while (!bytes.empty()) {
        const ssize_t size = send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (size < 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(size));
    }
    return true;
}

void scripted_peer::connection::reset_at_close() const {
    const linger at_once{1, 0};
    must(setsockopt(fd_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once), "SO_LINGER");
}

scripted_peer::scripted_peer(script what, std::uint16_t port, std::string address)
    : address_(std::move(address)),
      listener_(static_cast<int>(must(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket"))) {
    const int small = 4096; // inherited by the connections: they are full soon
    must(setsockopt(listener_, SOL_SOCKET, SO_RCVBUF, &small, sizeof small), "SO_RCVBUF");
    const int yes = 1;
    must(setsockopt(listener_, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes), "SO_REUSEADDR");
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_port = htons(port);
    at.sin_addr.s_addr = inet_addr(address_.c_str());
    must(bind(listener_, reinterpret_cast<const sockaddr *>(&at), sizeof at), "bind");
    must(listen(listener_, SOMAXCONN), "listen");
    thread_ = std::thread([this, what = std::move(what)] { serve(what); });
}

scripted_peer::~scripted_peer() {
    {
        const std::lock_guard lock(mutex_);
        ended_ = true;
        if (current_ >= 0) shutdown(current_, SHUT_RDWR); // ends a read or write
    }
    ending_.notify_all();
    shutdown(listener_, SHUT_RDWR); // ends accept
    thread_.join();
    close(listener_);
}

void scripted_peer::serve(const script &what) {
    for (;;) {
        const int fd = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (fd < 0) return;
        ++connections_;
        if (begin(fd)) what(connection(*this, fd));
        {
            const std::lock_guard lock(mutex_);
            current_ = -1;
        }
        close(fd);
        ++closed_;
    }
}

bool scripted_peer::begin(int fd) {
    const std::lock_guard lock(mutex_);
    if (!ended_) current_ = fd;
    return !ended_;
}

bool scripted_peer::wait_for(std::chrono::milliseconds time) {
    std::unique_lock lock(mutex_);
    return !ending_.wait_for(lock, time, [this] { return ended_; });
}

std::string scripted_peer::target(const std::string &query) const {
    sockaddr_in address{};
    socklen_t size = sizeof address;
    must(getsockname(listener_, reinterpret_cast<sockaddr *>(&address), &size), "getsockname");
    return "tcp://" + address_ + ":" + std::to_string(ntohs(address.sin_port)) + (query.empty() ? "" : "?" + query);
}

} // namespace nixie::tests
