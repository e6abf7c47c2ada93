// The sockets that `nixie listen` reads from.
#pragma once

#include <string>
#include <vector>

#include "tool/descriptor.hpp"
#include "tool/listen.hpp"

namespace nixie::impl {

enum class socket_kind { udp, tcp, unix_datagram };

struct listening_socket {
    socket_kind kind;
    descriptor fd;    // non-blocking
    std::string name; // "udp 127.0.0.1:514", "tcp [::1]:601", "unix /dev/log"
};

// The file of a UNIX socket; removed when this goes, unless it has become another one since.
class socket_file {
public:
    // Throws failure when something stands there that is no socket, or one that somebody listens on.
    explicit socket_file(std::string path);
    socket_file(socket_file &&other) noexcept;
    socket_file &operator=(socket_file &&) = delete;
    ~socket_file();

    const std::string &path() const { return path_; }
    void bind(int fd);

private:
    std::string path_;
    unsigned long device_ = 0, inode_ = 0; // of the file that is ours; 0: none yet
};

struct listen_sockets {
    std::vector<listening_socket> sockets;
    std::vector<socket_file> files;
};

// Opens all that the arguments name: without --bind each port on 127.0.0.1 and, where the machine has it, on ::1, with
// the same number, also for port 0. Throws failure with a hint.
listen_sockets open_listen_sockets(const listen_arguments &arguments);

} // namespace nixie::impl
