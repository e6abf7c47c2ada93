#include "peers/line_socket.hpp"

#include <sys/uio.h>
#include <unistd.h>

#include "peers/raw_senders.hpp"

namespace nixie::bench {

line_socket::line_socket(std::uint16_t port) : fd_(connected_stream(port)) {}

line_socket::~line_socket() {
    ::close(fd_);
}

void line_socket::write(std::string_view text) {
    char feed = '\n';
    const iovec pieces[] = {{const_cast<char *>(text.data()), text.size()}, {&feed, 1}};
    // A short write would show as a line too few.
    [[maybe_unused]] const ssize_t taken = ::writev(fd_, pieces, 2);
}

} // namespace nixie::bench
