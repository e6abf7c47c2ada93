// `nixie listen` at work, and sockets to send it something.
#pragma once

#include <algorithm>
#include <csignal>
#include <gtest/gtest.h>
#include <regex>
#include <stdexcept>
#include <string>
#include <sys/socket.h>
#include <vector>

#include "api/eventually.hpp"
#include "tool/descriptor.hpp"
#include "tool/run_program.hpp"
#include "tool/socket_address.hpp"

namespace nixie::test {

class running_listen {
public:
    // Returns once it listens. Where `out` is given it is its standard output.
    explicit running_listen(std::vector<std::string> words, int out = -1) {
        words.insert(words.begin(), "listen");
        child_ = start_program(words, {}, in_.fd(), out < 0 ? out_.fd() : out, err_.fd());
        const bool listens = tests::eventually(
            [this] { return err_.bytes().find("no production collector") != std::string::npos || has_ended(); });
        if (!listens || has_been_waited_for_) throw std::runtime_error("nixie listen: " + err_.bytes());
    }
    ~running_listen() {
        if (!has_been_waited_for_ && !has_ended()) end(SIGKILL);
    }

    std::string out() const { return out_.bytes(); }
    std::string err() const { return err_.bytes(); }
    pid_t pid() const { return child_; }

    // What is on standard error behind the lines that say where it listens.
    std::string remarks() const {
        const std::string all = err_.bytes();
        const std::string last = "has one thread and no TLS\n";
        return all.substr(all.find(last) + last.size());
    }

    // The port of "udp 127.0.0.1", "tcp [::1]".
    std::uint16_t port(const std::string &of) const {
        const std::string all = err_.bytes(), what = "listening on " + of + ":";
        const std::size_t at = all.find(what);
        if (at == std::string::npos) throw std::runtime_error("does not listen on " + of + ": " + all);
        return static_cast<std::uint16_t>(std::stoul(all.substr(at + what.size())));
    }

    int wait() {
        has_been_waited_for_ = true;
        return wait_for_exit(child_);
    }
    int end(int signal = SIGTERM) {
        kill(child_, signal);
        return wait();
    }

private:
    bool has_ended() {
        has_been_waited_for_ = waitpid(child_, nullptr, WNOHANG) == child_;
        return has_been_waited_for_;
    }

    memory_file in_, out_, err_;
    pid_t child_ = -1;
    bool has_been_waited_for_ = false;
};

// A socket of 127.0.0.1 connected to that port. Its calls wait, at most for a minute.
class client {
public:
    client(int type, std::uint16_t port) : fd_(socket(AF_INET, type | SOCK_CLOEXEC, 0)) {
        impl::socket_address address = *impl::parse_ip("127.0.0.1");
        address.set_port(port);
        const timeval minute{60, 0};
        setsockopt(fd_.get(), SOL_SOCKET, SO_RCVTIMEO, &minute, sizeof minute);
        if (connect(fd_.get(), address.get(), address.size) != 0) throw std::runtime_error("connect");
    }

    // The peer may have hung up: what it took is what counts.
    void send(std::string_view bytes) {
        while (!bytes.empty()) {
            const ssize_t sent = ::send(fd_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) return;
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
    }
    void send_datagram(std::string_view bytes) { ::send(fd_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL); }

    // `size` bytes, or fewer where the peer closes or nothing comes for a minute; with no size, up to the end.
    std::string receive(std::size_t size = std::string::npos) {
        std::string all;
        char bytes[4096];
        while (all.size() < size) {
            const ssize_t got = recv(fd_.get(), bytes, std::min(sizeof bytes, size - all.size()), 0);
            if (got <= 0) break;
            all.append(bytes, static_cast<std::size_t>(got));
        }
        return all;
    }
    void end_sending() { shutdown(fd_.get(), SHUT_WR); }

private:
    impl::descriptor fd_;
};

} // namespace nixie::test
