// System calls on a connected datagram socket; where nothing else is said each returns 0 or errno.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <sys/socket.h>

#include "queueing/datagram_machine.hpp"

namespace nixie::impl {

// A non-blocking, close-on-exec datagram socket connected to `path`. Sets fd, or -1.
int connect_local(const std::string &path, int &fd);

// One datagram; never blocks, raises no SIGPIPE.
int send_datagram(int fd, std::string_view bytes);

// The same for several in one call.
send_result send_datagrams(int fd, std::span<mmsghdr> messages);

// The same for one that is in several pieces.
int send_datagram(int fd, std::span<iovec> pieces);

// Bytes that the kernel keeps for the socket until its peer has read them; 0 where it does not say.
std::size_t send_buffer_size(int fd);

// The bytes in a memfd with all seals, passed in an empty datagram: how systemd-journald takes large entries.
int send_memfd(int fd, std::string_view bytes);

} // namespace nixie::impl
