// Addresses of sockets as people write them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "transport/socket_address.hpp"

namespace nixie::impl {

// The address of a UNIX socket; nullopt: the path is empty, longer than the kernel takes, or holds a NUL.
std::optional<socket_address> unix_address(std::string_view path);

// 127.0.0.1:514, [::1]:514; for a UNIX socket its path, or "" where it has none.
std::string address_text(const socket_address &address);

// The address that a socket is bound to.
socket_address address_of_socket(int fd);

} // namespace nixie::impl
