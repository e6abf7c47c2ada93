// A datagram socket that the test owns, in place of journald's or /dev/log.
#pragma once

#include <array>
#include <cstring>
#include <optional>
#include <poll.h>
#include <stdexcept>
#include <string>
#include <vector>

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include "api/eventually.hpp"
#include "transport/descriptor.hpp"

namespace nixie::impl::test {

class datagram_receiver {
public:
    struct datagram {
        std::string bytes;
        descriptor passed; // the descriptor that came with it
    };

    explicit datagram_receiver(std::string path) : path_(std::move(path)) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        path_.copy(address.sun_path, sizeof address.sun_path - 1);
        if (::bind(socket_.get(), reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0)
            throw std::runtime_error("bind " + path_ + ": " + std::strerror(errno));
    }
    ~datagram_receiver() { ::unlink(path_.c_str()); }

    // nullopt: nothing came in time.
    std::optional<datagram> next(std::chrono::milliseconds deadline = tests::patience) {
        pollfd readable{socket_.get(), POLLIN, 0};
        if (::poll(&readable, 1, static_cast<int>(deadline.count())) != 1) return std::nullopt;
        buffer_.resize(std::size_t{1} << 20);
        iovec part{buffer_.data(), buffer_.size()};
        alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
        msghdr message{};
        message.msg_iov = &part;
        message.msg_iovlen = 1;
        message.msg_control = control.data();
        message.msg_controllen = control.size();
        const ssize_t size = ::recvmsg(socket_.get(), &message, MSG_CMSG_CLOEXEC);
        if (size < 0) return std::nullopt;
        return datagram{{buffer_.data(), static_cast<std::size_t>(size)}, passed_in(message)};
    }

    // The bytes of the next record, in the datagram or in the file that it passes; "" when none came in time.
    std::string next_record(std::chrono::milliseconds deadline = tests::patience) {
        const auto received = next(deadline);
        if (!received) return "";
        return received->passed.get() < 0 ? received->bytes : content_of(received->passed.get());
    }

    static std::string content_of(int file) {
        struct stat status {};
        ::fstat(file, &status);
        std::string content(static_cast<std::size_t>(status.st_size), '\0');
        const ssize_t got = ::pread(file, content.data(), content.size(), 0);
        content.resize(got < 0 ? 0 : static_cast<std::size_t>(got));
        return content;
    }

private:
    static descriptor passed_in(msghdr &message) {
        const cmsghdr *header = CMSG_FIRSTHDR(&message);
        if (!header || header->cmsg_type != SCM_RIGHTS) return descriptor{};
        int fd = -1;
        std::memcpy(&fd, CMSG_DATA(header), sizeof fd);
        return descriptor{fd};
    }

    std::string path_;
    descriptor socket_{::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)};
    std::vector<char> buffer_;
};

} // namespace nixie::impl::test
