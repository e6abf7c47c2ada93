// A TCP relay before a collector, which delays, reads slowly and cuts. Otherwise it is as honest as a network: it tells
// the one side of an end only what the other side has seen. Where bytes in its hands are lost, the sender gets RST and
// never FIN.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <list>
#include <optional>
#include <string>
#include <thread>

#include "chaos/random.hpp"
#include "chaos/relay_connection.hpp"

namespace nixie::tests {

class relay {
public:
    // Listens on 127.0.0.1; a connection is passed on to that address (IPv4), and the port that lead_to() names.
    relay(std::uint16_t port, std::string address);
    ~relay();
    relay(const relay &) = delete;
    relay &operator=(const relay &) = delete;

    void lead_to(std::uint16_t port) { to_port_ = port; } // any thread
    // Each holds until it is 0 again. Any thread.
    void delay(unsigned milliseconds) { delay_ = milliseconds; }
    void slow(unsigned bytes_a_second) { bytes_a_second_ = bytes_a_second; }
    // Again and again, after that many bytes on average, the connection that they pass is cut there.
    void cut_every(unsigned bytes) { cut_every_ = bytes; }
    // Whether it has no connection. Any thread.
    bool idle() const { return open_ == 0; }

private:
    using clock = std::chrono::steady_clock;

    void run();
    bool wait(); // false: the end
    void accept_one();
    void step(relay_connection &each);
    void refill();
    std::optional<std::size_t> cut_within(std::size_t bytes);

    const std::string address_;
    const int listener_, stop_;
    std::atomic<std::uint16_t> to_port_ = 0;
    std::atomic<unsigned> delay_ = 0, bytes_a_second_ = 0, cut_every_ = 0, open_ = 0;
    // The relay's thread alone, from here on.
    std::list<relay_connection> connections_;
    random_numbers random_;
    std::uint64_t until_cut_ = 0;
    double allowance_ = 0; // bytes that it may read now, where it is slow
    clock::time_point refilled_{};
    std::thread thread_;
};

} // namespace nixie::tests
