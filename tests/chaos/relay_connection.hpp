// One connection through the relay: what it holds between the load and the collector.
#pragma once

#include <poll.h>

#include <chrono>
#include <deque>
#include <string>
#include <utility>

namespace nixie::tests {

class relay_connection {
public:
    using clock = std::chrono::steady_clock;

    // Takes both descriptors over; the second one may still be connecting.
    relay_connection(int sender, int collector) : sender_(sender), collector_(collector) {}
    ~relay_connection();
    relay_connection(const relay_connection &) = delete;
    relay_connection &operator=(const relay_connection &) = delete;

    bool ended() const { return sender_ < 0; }
    bool holds_something() const { return !pieces_.empty(); }
    bool may_read() const { return !sender_ended_ && held_ < most_held; }
    // What to wait for, of the sender and of the collector.
    std::pair<pollfd, pollfd> wanted(bool may_read_now) const;

    // Bytes from the sender; "" when there are none now or it has ended.
    std::string read(std::size_t most);
    void hold(std::string bytes, clock::time_point until);
    // Passes on what is due, and each end that is one.
    void pass_on(clock::time_point now);
    // The collector gets what it holds, as far as that is possible, and then FIN; the sender gets RST.
    void cut();
    // Somebody has ended it, or it is broken: the sender gets RST.
    void look(short sender_events, short collector_events);

private:
    static constexpr std::size_t most_held = 65536;

    void write_due(clock::time_point now);
    void end(bool by_reset);

    struct piece {
        std::string bytes;
        clock::time_point due;
    };

    int sender_, collector_; // -1: ended
    std::deque<piece> pieces_;
    std::size_t held_ = 0;
    bool sender_ended_ = false, told_collector_ = false;
};

} // namespace nixie::tests
