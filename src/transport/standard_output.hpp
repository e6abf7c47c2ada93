// The process's standard output, written without ever blocking and without changing it for the process itself:
// O_NONBLOCK belongs to the open file description, which other programs share.
#pragma once

#include <cstddef>
#include <string_view>

namespace nixie::impl {

class standard_output {
public:
    standard_output() = default;
    ~standard_output() { close(); }
    standard_output(const standard_output &) = delete;
    standard_output &operator=(const standard_output &) = delete;

    // Returns 0 or errno.
    int open();
    void close();
    int descriptor() const { return fd_; }

    struct result {
        std::size_t written; // may be less than asked for
        int error;           // 0, EAGAIN (wait until it is writable), EPIPE (nobody will ever read), other errno
    };
    result write(std::string_view bytes);

private:
    enum class kind {
        file,   // never makes anybody wait: write
        own,    // a pipe or terminal, opened anew with O_NONBLOCK: write
        shared, // could not be opened anew: write only what poll(2) promises to take
        socket  // send with MSG_DONTWAIT
    };
    int fd_ = -1;
    kind kind_ = kind::file;
};

} // namespace nixie::impl
