#include "nixie_load.hpp"

#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <stdexcept>

#include "live/descriptors.hpp"
#include "sample.hpp"

namespace nixie::bench {

using namespace std::chrono_literals;

logger open_logger(const std::vector<std::string> &targets, const std::string &queue_size) {
    return logger{{.app_name = "mta",
                   .hostname = "o1",
                   .queue_size = queue_size,
                   .on_full = "block",
                   .block_for = "30s",
                   .stats_interval = "0",
                   .targets = targets}};
}

void log_many(logger &to, std::uint64_t count, int threads, std::size_t diagnostic_size) {
    std::atomic<std::uint64_t> refused{0};
    std::vector<std::thread> running;
    for (int thread = 0; thread < threads; ++thread)
        running.emplace_back([&, thread] {
            sample what(diagnostic_size);
            for (std::uint64_t i = 0; i < count; ++i) {
                what.write(i * static_cast<std::uint64_t>(threads) + static_cast<std::uint64_t>(thread));
                const auto &fields = what.fields();
                refused += nixie_log(to.handle(), NIXIE_PERMANENT_FAILURE, fields.data(), fields.size()) != NIXIE_OK;
            }
        });
    for (std::thread &each : running) each.join();
    if (refused) throw std::runtime_error(std::to_string(refused) + " calls were refused");
}

reporter nixie_reporter(logger &to) {
    const auto what = std::make_shared<sample>();
    return {[what](std::uint64_t number) { what->write(number); },
            [what, handle = to.handle()] {
                nixie_log(handle, NIXIE_PERMANENT_FAILURE, what->fields().data(), what->fields().size());
            }};
}

queue_plug::queue_plug() : path_("/tmp/nixie-bench-plug." + std::to_string(getpid())) {
    target_ = "unix:" + path_ + "?events=delivery&on_full=block&backlog=64KiB";
    ::unlink(path_.c_str());
    socket_ = tests::must(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0), "socket");
    tests::bind_to(socket_, SOCK_DGRAM, path_);
}

queue_plug::~queue_plug() {
    ::shutdown(socket_, SHUT_RDWR); // recv() returns 0
    if (reader_.joinable()) reader_.join();
    ::close(socket_);
    ::unlink(path_.c_str());
}

void queue_plug::stop(logger &which) {
    const auto fill = [&which] {
        const std::string text(900, 'x');
        for (int i = 0; i < 200; ++i)
            which.log({.event = event::delivery, .diagnostic = text, .recipient = "plug@b.example"});
        return !which.flush(100ms); // what cannot be flushed stands still
    };
    for (int tries = 0; tries < 100; ++tries)
        if (fill() && which.take_stats().queued > 0) return;
    throw std::runtime_error("the queue cannot be stopped");
}

void queue_plug::pull() {
    reader_ = std::thread([fd = socket_] {
        char datagram[1 << 16];
        while (::recv(fd, datagram, sizeof datagram, 0) > 0) {
        }
    });
}

} // namespace nixie::bench
