// A TCP collector that does what a test says: listens on a port of its own, and runs a script for each connection on a
// thread of its own, one after the other.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

namespace nixie::tests {

class scripted_peer {
public:
    // What a script does with its connection, which is closed when it returns. Everything ends early when the peer
    // ends.
    class connection {
    public:
        // Up to `most` bytes as soon as there are any; "" at the end of the stream.
        std::string read(std::size_t most = 65'536) const;
        // False when the other side is gone.
        bool write(std::string_view bytes) const;
        // False when the peer ends.
        bool wait_for(std::chrono::milliseconds time) const { return peer_.wait_for(time); }
        void reset_at_close() const; // RST and not FIN

    private:
        friend class scripted_peer;
        connection(scripted_peer &peer, int fd) : peer_(peer), fd_(fd) {}
        scripted_peer &peer_;
        int fd_;
    };
    using script = std::function<void(const connection &)>;

    // port 0: any that is free. address: of IPv4, in the network of the calling thread.
    explicit scripted_peer(script what, std::uint16_t port = 0, std::string address = "127.0.0.1");
    ~scripted_peer();
    scripted_peer(const scripted_peer &) = delete;
    scripted_peer &operator=(const scripted_peer &) = delete;

    std::string target(const std::string &query = "") const;
    int connections() const { return connections_; } // so far
    int closed() const { return closed_; }           // of these, whose script has ended

private:
    void serve(const script &what);
    bool begin(int fd); // false when the peer ends
    bool wait_for(std::chrono::milliseconds time);

    const std::string address_;
    int listener_;
    std::atomic<int> connections_ = 0;
    std::atomic<int> closed_ = 0;
    std::mutex mutex_; // guards the two below
    bool ended_ = false;
    int current_ = -1;
    std::condition_variable ending_;
    std::thread thread_;
};

} // namespace nixie::tests
