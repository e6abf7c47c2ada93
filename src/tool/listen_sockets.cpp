#include "tool/listen_sockets.hpp"

#include <cerrno>
#include <charconv>
#include <netinet/in.h>
#include <optional>
#include <sys/socket.h>
#include <sys/stat.h>
#include <system_error>

#include "tool/failure.hpp"
#include "tool/socket_address.hpp"

namespace nixie::impl {
namespace {

constexpr int receive_buffer = 8 << 20; // bytes; with the usual 208 KiB a burst of datagrams loses some
constexpr int pending_connections = 64;
constexpr int tries_for_a_common_port = 16;

std::string error_text(int error) {
    return std::generic_category().message(error);
}

std::uint16_t parse_port(const std::string &text, const std::string &option) {
    std::uint16_t port = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    if (error != std::errc{} || end != text.data() + text.size())
        throw failure(exit_code::usage, option + ": \"" + text + "\" is no port",
                      "write a number from 1 to 65535, or 0 for any free port");
    return port;
}

const char *kind_name(socket_kind kind) {
    return kind == socket_kind::udp ? "udp" : kind == socket_kind::tcp ? "tcp" : "unix";
}

std::string hint_for(int error) {
    if (error == EACCES) return "ports below 1024 need root or CAP_NET_BIND_SERVICE; choose a higher one";
    if (error == EADDRINUSE) return "another program has it; choose another port, or 0 for any free one";
    return "choose another address or port";
}

void enlarge_receive_buffer(int fd) {
    if (setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &receive_buffer, sizeof receive_buffer) != 0) // CAP_NET_ADMIN
        setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer); // up to net.core.rmem_max
}

// errno of what failed; 0: it is open.
int try_open(socket_kind kind, const socket_address &address, descriptor &into) {
    const int type = kind == socket_kind::tcp ? SOCK_STREAM : SOCK_DGRAM;
    descriptor fd{socket(address.family(), type | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)};
    if (!fd) return errno;
    const int on = 1;
    if (address.family() == AF_INET6) setsockopt(fd.get(), IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
    if (kind == socket_kind::tcp)
        setsockopt(fd.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on); // else a restart waits for TIME-WAIT
    else
        enlarge_receive_buffer(fd.get());
    if (bind(fd.get(), address.get(), address.size) != 0) return errno;
    if (kind == socket_kind::tcp && ::listen(fd.get(), pending_connections) != 0) return errno;
    into = std::move(fd);
    return 0;
}

listening_socket named(socket_kind kind, descriptor fd) {
    std::string name = std::string(kind_name(kind)) + " " + address_text(address_of_socket(fd.get()));
    return {kind, std::move(fd), std::move(name)};
}

[[noreturn]] void refuse(socket_kind kind, const socket_address &address, int error) {
    throw failure(exit_code::config,
                  std::string(kind_name(kind)) + " " + address_text(address) + ": " + error_text(error),
                  hint_for(error));
}

// A machine may lack IPv6 altogether, or have it without ::1.
bool is_absent(int error) {
    return error == EAFNOSUPPORT || error == EADDRNOTAVAIL;
}

// 127.0.0.1 and ::1 with one number. A free port of the one may be taken on the other: then again with a new one.
void open_loopback(socket_kind kind, std::uint16_t port, std::vector<listening_socket> &into) {
    socket_address v4 = *parse_ip("127.0.0.1");
    socket_address v6 = *parse_ip("::1");
    for (int left = tries_for_a_common_port;; --left) {
        descriptor first, second;
        v4.set_port(port);
        if (const int error = try_open(kind, v4, first)) refuse(kind, v4, error);
        v6.set_port(address_of_socket(first.get()).port());
        const int error = try_open(kind, v6, second);
        if (error == EADDRINUSE && port == 0 && left > 0) continue;
        if (error != 0 && !is_absent(error)) refuse(kind, v6, error);
        into.push_back(named(kind, std::move(first)));
        if (second) into.push_back(named(kind, std::move(second)));
        return;
    }
}

void open_port(socket_kind kind, std::uint16_t port, const std::string &where, std::vector<listening_socket> &into) {
    if (where.empty()) return open_loopback(kind, port, into);
    std::optional<socket_address> address = parse_ip(where);
    if (!address)
        throw failure(exit_code::usage, "--bind: \"" + where + "\" is no IP address",
                      "write one of this machine's, or 0.0.0.0 or :: for all of them");
    address->set_port(port);
    descriptor fd;
    if (const int error = try_open(kind, *address, fd)) refuse(kind, *address, error);
    into.push_back(named(kind, std::move(fd)));
}

} // namespace

socket_file::socket_file(std::string path) : path_(std::move(path)) {
    struct stat status {};
    const std::optional<socket_address> address = unix_address(path_);
    if (!address) throw failure(exit_code::usage, "--unix: no path of 1 to 107 bytes: \"" + path_ + "\"", "shorten it");
    if (lstat(path_.c_str(), &status) != 0) return;
    if (!S_ISSOCK(status.st_mode))
        throw failure(exit_code::config, "unix " + path_ + ": something stands there that is no socket",
                      "it was left alone; choose another path");
    const descriptor probe{socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)};
    if (connect(probe.get(), address->get(), address->size) == 0 || errno != ECONNREFUSED)
        throw failure(exit_code::config, "unix " + path_ + ": another program has this socket",
                      "it was left alone; choose another path");
    unlink(path_.c_str()); // nobody listens: a program ended without removing it
}

socket_file::socket_file(socket_file &&other) noexcept
    : path_(std::move(other.path_)), device_(other.device_), inode_(std::exchange(other.inode_, 0)) {}

void socket_file::bind(int fd) {
    const std::optional<socket_address> address = unix_address(path_);
    struct stat status {};
    if (::bind(fd, address->get(), address->size) != 0 || lstat(path_.c_str(), &status) != 0)
        throw failure(exit_code::config, "unix " + path_ + ": " + error_text(errno),
                      "choose a path in a directory that is there and may be written to");
    device_ = status.st_dev;
    inode_ = status.st_ino;
}

socket_file::~socket_file() {
    struct stat status {};
    if (inode_ == 0 || lstat(path_.c_str(), &status) != 0) return;
    if (status.st_dev == device_ && status.st_ino == inode_) unlink(path_.c_str());
}

listen_sockets open_listen_sockets(const listen_arguments &arguments) {
    listen_sockets opened;
    for (const std::string &port : arguments.udp)
        open_port(socket_kind::udp, parse_port(port, "--udp"), arguments.bind, opened.sockets);
    for (const std::string &port : arguments.tcp)
        open_port(socket_kind::tcp, parse_port(port, "--tcp"), arguments.bind, opened.sockets);
    for (const std::string &path : arguments.unix_paths) {
        socket_file &file = opened.files.emplace_back(path);
        descriptor fd{socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)};
        enlarge_receive_buffer(fd.get());
        file.bind(fd.get());
        opened.sockets.push_back({socket_kind::unix_datagram, std::move(fd), "unix " + path});
    }
    if (opened.sockets.empty())
        throw failure(exit_code::usage, "nothing to listen on",
                      "write --udp 5514, --tcp 5601 or --unix PATH; port 0 is any free one");
    return opened;
}

} // namespace nixie::impl
