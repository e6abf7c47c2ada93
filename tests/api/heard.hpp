// What a syslog server has heard so far: the numbers of the records in their order, and the loss entries.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "api/eventually.hpp"
#include "api/receiver.hpp"
#include "api/scripted_peer.hpp"
#include "decode/framing.hpp"
#include "decode/rfc5424.hpp"

namespace nixie::tests {

struct told_loss {
    std::string target, reason, ranges;
    long lost = 0, first = 0, last = 0;
    std::int64_t time = 0; // microseconds since 1970
};

// (target, reason) → records that the loss entries name.
using loss_sums = std::map<std::pair<std::string, std::string>, long>;

// Any thread.
class heard {
public:
    void message(const std::string &text) {
        const auto parsed = impl::parse_syslog_message(text);
        const auto *const whole = std::get_if<impl::syslog_message>(&parsed);
        if (!whole) ADD_FAILURE() << text;
        const std::lock_guard lock(mutex_);
        if (const long number = number_parameter(text, "sequenceId"); number > 0) sequences_.push_back(number);
        if (!whole || whole->msgid != "LOSS") return;
        losses_.push_back({.target = parameter(text, "target"),
                           .reason = parameter(text, "reason"),
                           .ranges = parameter(text, "lost_ranges"),
                           .lost = number_parameter(text, "lost"),
                           .first = number_parameter(text, "lost_first"),
                           .last = number_parameter(text, "lost_last"),
                           .time = whole->microseconds.value_or(0)});
    }

    std::vector<long> sequences() const {
        const std::lock_guard lock(mutex_);
        return sequences_;
    }
    std::vector<told_loss> losses() const {
        const std::lock_guard lock(mutex_);
        return losses_;
    }
    loss_sums sums() const {
        loss_sums result;
        for (const told_loss &each : losses()) result[{each.target, each.reason}] += each.lost;
        return result;
    }
    std::size_t count() const { return sequences().size(); }
    bool reaches(std::size_t records) const {
        return eventually([&] { return count() >= records; });
    }

private:
    mutable std::mutex mutex_;
    std::vector<long> sequences_;
    std::vector<told_loss> losses_;
};

// Reads what comes over one connection into `to`: frames with octet counting.
class frame_reader {
public:
    explicit frame_reader(heard &to) : to_(to) {}

    // One read(2). False at the end of the stream.
    bool read(const scripted_peer::connection &from, std::size_t most = 65'536) {
        const std::string bytes = from.read(most);
        frames_.feed(bytes);
        while (const auto frame = frames_.next()) to_.message(std::string(*frame));
        if (const auto problem = frames_.problem()) ADD_FAILURE() << problem->reason;
        return !bytes.empty();
    }
    void read_to_end(const scripted_peer::connection &from) {
        while (read(from)) {
        }
    }
    // Until `to` has heard that many records, or the end of the stream.
    void read_until(const scripted_peer::connection &from, std::size_t records) {
        while (to_.count() < records && read(from)) {
        }
    }

private:
    heard &to_;
    impl::frame_splitter frames_{impl::frame_splitter::method::octet_counting, 8192};
};

// A syslog server at a Unix socket of the test's own, which reads all the time.
class local_server {
public:
    local_server() : thread_([this] { serve(); }) {}
    ~local_server() {
        end_ = true;
        thread_.join();
    }
    local_server(const local_server &) = delete;
    local_server &operator=(const local_server &) = delete;

    std::string target(const std::string &query = "") const { return at_.target() + query; }
    heard log;

private:
    void serve() {
        while (!end_ || !at_.is_empty()) {
            if (at_.is_empty())
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
            else
                log.message(at_.next());
        }
    }

    socket_folder folder_;
    receiver at_{folder_.path("log")};
    std::atomic<bool> end_ = false;
    std::thread thread_;
};

inline std::vector<long> numbers(long first, long last) {
    std::vector<long> all;
    for (; first <= last; ++first) all.push_back(first);
    return all;
}

} // namespace nixie::tests
