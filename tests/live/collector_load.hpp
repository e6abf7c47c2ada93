// Eight threads that log to a collector, and what must hold of everything that it stored of theirs.
#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "live/collector.hpp"
#include "nixie/logger.hpp"

namespace nixie::tests {

// Thread T writes batch_id T and counts in queue_id from 1.
class collector_load {
public:
    static constexpr int threads = 8;

    // Each thread logs in bursts, as a busy server does, until `most` records or the end of the object.
    collector_load(logger &to, int most) {
        for (int thread = 0; thread < threads; ++thread)
            threads_.emplace_back([this, &to, thread, most] { run(to, std::to_string(thread), most); });
    }
    ~collector_load() {
        ended_ = true;
        join();
    }
    collector_load(const collector_load &) = delete;
    collector_load &operator=(const collector_load &) = delete;

    // Returns when every call has returned.
    void join() {
        for (std::thread &thread : threads_)
            if (thread.joinable()) thread.join();
    }

private:
    void run(logger &to, const std::string &batch, int most) const {
        for (int i = 1; i <= most && !ended_; ++i) {
            const std::string id = std::to_string(i);
            to.log({.diagnostic = "550 5.1.1 No such user",
                    .recipient = "bob@example.fict",
                    .queue_id = id,
                    .batch_id = batch,
                    .remote_mta = "mx1.example.fict"});
            if (i % 10 == 0) std::this_thread::sleep_for(std::chrono::milliseconds(5)); // the rate, not a result
        }
    }

    std::atomic<bool> ended_ = false;
    std::vector<std::thread> threads_;
};

// Every message is whole, as one of the records was logged, and no thread's records changed their order. A number comes
// twice only where `may_repeat`. Returns how many different ones there are.
std::size_t check_load(const std::vector<stored_message> &stored, const std::string &instance, bool may_repeat);

} // namespace nixie::tests
