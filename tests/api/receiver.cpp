#include "api/receiver.hpp"

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <stdexcept>
#include <system_error>

#include "api/eventually.hpp"
#include "api/must.hpp"

namespace nixie::tests {

socket_folder::socket_folder() : path_((std::filesystem::temp_directory_path() / "nixie-XXXXXX").string()) {
    if (!mkdtemp(path_.data())) throw std::system_error(errno, std::generic_category(), path_);
}

socket_folder::~socket_folder() {
    std::filesystem::remove_all(path_);
}

receiver::receiver(std::string path)
    : path_(std::move(path)), fd_(static_cast<int>(must(socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0), "socket"))) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path_.size() >= sizeof address.sun_path) throw std::runtime_error(path_ + ": too long for a socket");
    std::memcpy(address.sun_path, path_.c_str(), path_.size() + 1);
    must(bind(fd_, reinterpret_cast<const sockaddr *>(&address), sizeof address), path_.c_str());
}

receiver::~receiver() {
    close(fd_);
    unlink(path_.c_str());
}

std::string_view receiver::next_into(std::span<char> bytes) {
    pollfd readable{fd_, POLLIN, 0};
    const int timeout = static_cast<int>(std::chrono::milliseconds(patience).count());
    if (must(poll(&readable, 1, timeout), "poll") == 0) return {};
    return {bytes.data(), static_cast<std::size_t>(must(recv(fd_, bytes.data(), bytes.size(), 0), "recv"))};
}

std::string receiver::next() {
    std::array<char, std::size_t{1} << 16> datagram;
    const std::string_view got = next_into(datagram);
    if (got.empty()) throw std::runtime_error(path_ + ": no datagram came");
    return std::string(got);
}

std::vector<std::string> receiver::take(std::size_t count) {
    std::vector<std::string> datagrams;
    while (datagrams.size() < count) datagrams.push_back(next());
    return datagrams;
}

bool receiver::is_empty() const {
    pollfd readable{fd_, POLLIN, 0};
    return must(poll(&readable, 1, 0), "poll") == 0;
}

std::string parameter(std::string_view message, std::string_view name) {
    const std::string start = " " + std::string(name) + "=\"";
    std::size_t at = message.find(start);
    if (at == std::string_view::npos) return "";
    std::string value;
    for (at += start.size(); at < message.size() && message[at] != '"'; ++at) {
        if (message[at] == '\\') ++at;
        if (at < message.size()) value += message[at];
    }
    return value;
}

long number_parameter(std::string_view message, std::string_view name) {
    const std::string text = parameter(message, name);
    return text.empty() ? -1 : std::stol(text);
}

} // namespace nixie::tests
