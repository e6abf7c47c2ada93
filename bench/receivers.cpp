#include "receivers.hpp"

#include <arpa/inet.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <exception>
#include <stdexcept>

#include "counting.hpp"
#include "live/descriptors.hpp"

namespace nixie::bench {

using tests::must;

namespace {

// The child's whole life. It makes no call of nixie and none of a peer.
[[noreturn]] void serve(int bound, int link, incoming kind, std::uint64_t expected) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    char word = 0;
    if (read(link, &word, 1) != 1) _exit(0);
    received made;
    try {
        made = count_incoming(bound, kind, expected);
    } catch (const std::exception &) { // nobody came: nothing was counted
    }
    _exit(write(link, &made, sizeof made) == sizeof made ? 0 : 1);
}

} // namespace

receiver::receiver(incoming kind, std::uint64_t expected) {
    const int bound = bound_socket(kind);
    sockaddr_in address{};
    socklen_t size = sizeof address;
    must(getsockname(bound, reinterpret_cast<sockaddr *>(&address), &size), "getsockname");
    port_ = ntohs(address.sin_port);
    int ends[2];
    must(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends), "socketpair");
    pid_ = must(fork(), "fork");
    if (pid_ == 0) {
        close(ends[0]);
        serve(bound, ends[1], kind, expected);
    }
    close(ends[1]);
    close(bound);
    link_ = ends[0];
}

receiver::~receiver() {
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
    close(link_);
}

void receiver::go() {
    must(static_cast<int>(write(link_, "g", 1)), "the receiver");
}

received receiver::result() {
    received made;
    if (read(link_, &made, sizeof made) != sizeof made) throw std::runtime_error("the receiver has ended");
    return made;
}

received receiver::all_of(std::uint64_t wanted) {
    const received made = result();
    if (made.count < wanted)
        throw std::runtime_error("received " + std::to_string(made.count) + " of " + std::to_string(wanted));
    return made;
}

} // namespace nixie::bench
