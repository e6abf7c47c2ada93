#include "chaos/marker.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <fstream>

#include "live/descriptors.hpp"

namespace nixie::tests {

void send_message(const collector_addresses &to, const std::string &message) {
    const descriptor fd(must(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket"));
    const timeval patience_here{1, 0};
    must(setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience_here, sizeof patience_here), "SO_SNDTIMEO");
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(to.octets);
    inet_pton(AF_INET, to.address, &address.sin_addr);
    if (connect(fd, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0) return;
    const std::string frame = std::to_string(message.size()) + " " + message;
    send(fd, frame.data(), frame.size(), MSG_NOSIGNAL);
}

std::string tail_of(const std::string &path) {
    std::ifstream file(path, std::ios::binary | std::ios::ate);
    if (!file) return "";
    const std::streamoff size = file.tellg(), wanted = std::min<std::streamoff>(size, 4096);
    std::string tail(static_cast<std::size_t>(wanted), '\0');
    file.seekg(size - wanted);
    file.read(tail.data(), wanted);
    return tail;
}

} // namespace nixie::tests
