#include "transport/half_closed_socket.hpp"

#include <sys/socket.h>
#include <unistd.h>

#include "transport/descriptor_of.hpp"
#include "transport/stream_socket.hpp"

namespace nixie::impl {
namespace {

constexpr std::chrono::seconds patience{10};

} // namespace

std::shared_ptr<half_closed_socket> half_closed_socket::make(boost::asio::io_context &io, int fd) {
    ::shutdown(fd, SHUT_WR); // where it fails, the connection is gone already
    const std::shared_ptr<half_closed_socket> made{new half_closed_socket(io)};
    boost::system::error_code failed;
    made->socket_.assign(fd, failed);
    if (failed) { // no room to watch it: it ends without its peer's word
        ::close(fd);
        return made;
    }
    made->await_deadline();
    made->await_end();
    return made;
}

void half_closed_socket::await_deadline() {
    deadline_.expires_after(patience);
    deadline_.async_wait([self = shared_from_this()](boost::system::error_code cancelled) {
        if (!cancelled) self->close();
    });
}

int half_closed_socket::descriptor() const {
    return descriptor_of(socket_);
}

void half_closed_socket::await_end() {
    socket_.async_wait(boost::asio::posix::stream_descriptor::wait_read,
                       [self = shared_from_this()](boost::system::error_code error) {
                           if (error || self->is_over()) return;
                           if (discard_input(self->descriptor()).what == input::none)
                               self->await_end();
                           else
                               self->close();
                       });
}

void half_closed_socket::close() {
    boost::system::error_code ignored; // it is over in any case
    socket_.close(ignored);
    deadline_.cancel();
}

} // namespace nixie::impl
