// System calls on a connected AF_UNIX datagram socket; each returns 0 or errno.
#pragma once

#include <string>
#include <string_view>

namespace nixie::impl {

// A non-blocking, close-on-exec datagram socket connected to `path`. Sets fd, or -1.
int connect_local(const std::string &path, int &fd);

// One datagram; never blocks, raises no SIGPIPE.
int send_datagram(int fd, std::string_view bytes);

// The bytes in a memfd with all seals, passed in an empty datagram: how systemd-journald takes large entries.
int send_memfd(int fd, std::string_view bytes);

} // namespace nixie::impl
