#include "chaos/name_server.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <fstream>

#include "chaos/network.hpp"
#include "live/descriptors.hpp"

namespace nixie::tests {
namespace {

constexpr std::size_t header_size = 12; // RFC 1035 section 4.1.1

int open_socket() {
    const int fd = must(socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0), "socket");
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(53);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    must(bind(fd, reinterpret_cast<const sockaddr *>(&address), sizeof address), "the name server's bind");
    return fd;
}

// The name of a question, with dots; it ends at `end`.
std::string name_in(const std::string &question, std::size_t &end) {
    std::string name;
    for (end = header_size; end < question.size() && question[end] != 0;) {
        const std::size_t size = static_cast<unsigned char>(question[end]);
        name += (name.empty() ? "" : ".") + question.substr(end + 1, size);
        end += 1 + size;
    }
    ++end;
    return name;
}

const char *address_in(const collector_addresses &of, name_server::mood mood) {
    if (mood == name_server::mood::other_address) return of.other;
    return mood == name_server::mood::nobodys_address ? of.nobody : of.address;
}

} // namespace

name_server::name_server()
    : socket_(open_socket()), stop_(must(eventfd(0, EFD_CLOEXEC), "eventfd")), thread_([this] { run(); }) {
    std::ofstream("/run/resolv.conf") << "nameserver 127.0.0.1\noptions timeout:1 attempts:1\n";
    run_or_throw("mount --bind /run/resolv.conf /etc/resolv.conf");
}

name_server::~name_server() {
    const std::uint64_t one = 1;
    if (write(stop_, &one, sizeof one) != sizeof one) std::terminate();
    thread_.join();
    close(socket_);
    close(stop_);
}

void name_server::run() {
    pollfd wanted[] = {{stop_, POLLIN, 0}, {socket_, POLLIN, 0}};
    while (must(poll(wanted, 2, -1), "the name server's poll") > 0 && wanted[0].revents == 0) {
        std::string question(512, '\0');
        sockaddr_in from{};
        socklen_t size = sizeof from;
        auto *const sender = reinterpret_cast<sockaddr *>(&from);
        const ssize_t got = recvfrom(socket_, question.data(), question.size(), 0, sender, &size);
        if (got < static_cast<ssize_t>(header_size) || mood_ == mood::silent) continue;
        question.resize(static_cast<std::size_t>(got));
        const std::string said = answer(question);
        sendto(socket_, said.data(), said.size(), MSG_DONTWAIT, sender, size); // whoever asked may have gone
    }
}

// One A record for a name that it knows, none for other types, NXDOMAIN for other names; SERVFAIL where it fails.
std::string name_server::answer(const std::string &question) const {
    std::size_t end = 0;
    const std::string name = name_in(question, end);
    const collector_addresses *known = nullptr;
    for (const collector_addresses *each : {&rsyslog_addresses, &syslog_ng_addresses})
        if (name == each->name) known = each;
    const char type = end + 1 < question.size() ? question[end + 1] : '\0';
    const mood now = mood_;
    const bool failing = now == mood::failing, has_answer = known && type == 1 && !failing;

    std::string said = question.substr(0, end + 4); // with the question, without what EDNS added
    const auto set = [&said](std::size_t at, int first, int second) {
        said[at] = static_cast<char>(first);
        said[at + 1] = static_cast<char>(second);
    };
    set(2, 0x81, 0x80 | (failing ? 2 : known ? 0 : 3));
    set(6, 0, has_answer);
    set(8, 0, 0);
    set(10, 0, 0);
    if (!has_answer) return said;
    in_addr address{};
    inet_pton(AF_INET, address_in(*known, now), &address);
    said += std::string("\xc0\x0c\0\1\0\1\0\0\0\0\0\4", 12); // that name, A, IN, kept for 0 s, 4 bytes
    return said.append(reinterpret_cast<const char *>(&address), sizeof address);
}

} // namespace nixie::tests
