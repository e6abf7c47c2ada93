// A receiver of our own at journald's address, which reads every datagram and keeps none: so that a measurement is
// about the sender. It binds the address only where nobody has it, as in tests/live/private_host.
#pragma once

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <thread>

namespace nixie::bench {

class journal_sink {
public:
    journal_sink() : socket_(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {
        sockaddr_un address{AF_UNIX, {}};
        std::strcpy(address.sun_path, "/run/systemd/journal/socket");
        bound_ = ::bind(socket_, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0;
        if (bound_) reader_ = std::thread{[this] { read_all(); }};
    }
    journal_sink(const journal_sink &) = delete;
    journal_sink &operator=(const journal_sink &) = delete;
    ~journal_sink() {
        if (bound_) {
            ::shutdown(socket_, SHUT_RDWR); // recv() returns 0
            reader_.join();
            ::unlink("/run/systemd/journal/socket");
        }
        ::close(socket_);
    }

    bool bound() const { return bound_; }

private:
    void read_all() const {
        char datagram[1 << 16];
        while (::recv(socket_, datagram, sizeof datagram, 0) > 0) {
        }
    }

    int socket_;
    bool bound_ = false;
    std::thread reader_;
};

} // namespace nixie::bench
