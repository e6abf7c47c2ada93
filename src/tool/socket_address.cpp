#include "tool/socket_address.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/un.h>

namespace nixie::impl {

std::optional<socket_address> unix_address(std::string_view path) {
    socket_address address;
    auto &as_unix = reinterpret_cast<sockaddr_un &>(address.storage);
    if (path.empty() || path.size() >= sizeof as_unix.sun_path || path.find('\0') != std::string_view::npos)
        return std::nullopt;
    as_unix.sun_family = AF_UNIX;
    path.copy(as_unix.sun_path, path.size());
    address.size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + path.size() + 1);
    return address;
}

std::string address_text(const socket_address &address) {
    if (address.family() == AF_UNIX) {
        const char *path = reinterpret_cast<const sockaddr_un *>(&address.storage)->sun_path;
        const std::size_t size = address.size - std::min<std::size_t>(address.size, offsetof(sockaddr_un, sun_path));
        return {path, std::find(path, path + size, '\0')};
    }
    std::array<char, NI_MAXHOST> host{};
    if (getnameinfo(address.get(), address.size, host.data(), host.size(), nullptr, 0, NI_NUMERICHOST) != 0) return "?";
    const std::string text = host.data();
    return (address.family() == AF_INET6 ? "[" + text + "]" : text) + ":" + std::to_string(address.port());
}

socket_address address_of_socket(int fd) {
    socket_address address;
    if (getsockname(fd, address.get(), &address.size) != 0) return {};
    return address;
}

} // namespace nixie::impl
