// The loop of `nixie listen`: one thread, poll(2), every socket.
#pragma once

#include <cstdint>
#include <list>
#include <poll.h>
#include <string>
#include <vector>

#include "tool/echo_memory.hpp"
#include "tool/listen_account.hpp"
#include "tool/listen_connection.hpp"
#include "tool/listen_sockets.hpp"

namespace nixie::impl {

inline constexpr std::size_t most_connections = 256;

class collector {
public:
    // Both must outlive it.
    collector(const listen_sockets &sockets, listen_account &account);

    // Ends when the account is done, or at a signal (interrupt.hpp).
    void run();

private:
    std::vector<pollfd> what_to_poll() const;
    void step(const std::vector<pollfd> &ready);
    void receive(const listening_socket &socket);
    void take_datagram(const listening_socket &socket, std::size_t size, const struct socket_address &peer);
    void accept_connections(const listening_socket &socket);
    bool accept_one(const listening_socket &socket);
    void remove_connections_that_are_over();
    void say_once(const std::string &line);

    const listen_sockets &sockets_;
    listen_account &account_;
    std::list<listen_connection> connections_;
    std::string datagram_; // room for one
    echo_memory echoed_;
    bool is_short_of_descriptors_ = false;
    bool has_said_ = false; // that there is no room for a connection; said again once there has been room
};

} // namespace nixie::impl
