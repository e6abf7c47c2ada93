// A UDP socket on 127.0.0.1 that nobody reads: whatever is sent to it is gone, and the sender does not learn of it.
#pragma once

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <string>

#include "api/must.hpp"

namespace nixie::tests {

class udp_sink {
public:
    udp_sink() : fd_(static_cast<int>(must(socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0), "socket"))) {
        address_.sin_family = AF_INET;
        address_.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address_;
        must(bind(fd_, reinterpret_cast<sockaddr *>(&address_), size), "bind");
        must(getsockname(fd_, reinterpret_cast<sockaddr *>(&address_), &size), "getsockname");
    }
    ~udp_sink() { close(fd_); }
    udp_sink(const udp_sink &) = delete;
    udp_sink &operator=(const udp_sink &) = delete;

    std::string target() const { return "udp://127.0.0.1:" + std::to_string(ntohs(address_.sin_port)); }

private:
    int fd_;
    sockaddr_in address_{};
};

} // namespace nixie::tests
