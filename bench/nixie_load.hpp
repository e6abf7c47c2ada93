// nixie as the contenders use it: one logger, whose calls wait for room, and records that differ.
#pragma once

#include <cstdint>
#include <string>
#include <thread>
#include <vector>

#include "latency.hpp"
#include "nixie/logger.hpp"

namespace nixie::bench {

// No stats entries, which no receiver could tell from records. The queue of `size` bytes, "" for the default.
logger open_logger(const std::vector<std::string> &targets, const std::string &queue_size = "");

// Logs `count` records from each of `threads` threads and returns when all calls have. Throws where one is refused.
void log_many(logger &to, std::uint64_t count, int threads = 1, std::size_t diagnostic_size = 0);

// A thread's way to report to it.
reporter nixie_reporter(logger &to);

// Stops everything that stands in a logger's queue: a second target with on_full=block that nobody reads, full of
// deliveries. So a queue is filled before the first record leaves it.
class queue_plug {
public:
    queue_plug();
    ~queue_plug();
    queue_plug(const queue_plug &) = delete;
    queue_plug &operator=(const queue_plug &) = delete;

    const std::string &target() const { return target_; } // its URI
    void stop(logger &which);                             // from here on nothing leaves the queue
    void pull();                                          // and from here on it does

private:
    std::string path_, target_;
    int socket_ = -1;
    std::thread reader_;
};

} // namespace nixie::bench
