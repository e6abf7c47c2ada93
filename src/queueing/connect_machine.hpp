// Decides whom a connection attempt tries next: each host in its order, each address of a host in the order in which
// the lookup gave them, until one answers. Pure; the driver looks names up, connects and keeps the deadlines.
#pragma once

#include <cstddef>

namespace nixie::impl {

enum class connect_action {
    look_up, // the host host(), then looked_up()
    connect, // to the address address() of that host, then connected()
    done,    // connected to host host()
    failed   // nobody answered; error() is what the last one said
};

class connect_machine {
public:
    // Begins with the first host; tries the first `hosts` of the list, at least one.
    connect_action start(std::size_t hosts);
    // addresses: how many the lookup found. error: errno that says why there are none.
    connect_action looked_up(std::size_t addresses, int error);
    // error: 0, or errno of connect(2), or ETIMEDOUT when the deadline passed.
    connect_action connected(int error);

    std::size_t host() const { return host_; }
    std::size_t address() const { return address_; }
    int error() const { return error_; }

private:
    connect_action next_host();

    std::size_t hosts_ = 0;
    std::size_t host_ = 0;
    std::size_t addresses_ = 0;
    std::size_t address_ = 0;
    int error_ = 0;
};

} // namespace nixie::impl
