// For peers that bring no TCP sink, or one with a format of its own: a blocking socket that writes a line a call, as
// spdlog's tcp_sink does.
#pragma once

#include <cstdint>
#include <string_view>

namespace nixie::bench {

class line_socket {
public:
    explicit line_socket(std::uint16_t port);
    ~line_socket();
    line_socket(const line_socket &) = delete;
    line_socket &operator=(const line_socket &) = delete;

    void write(std::string_view text); // and a line feed

private:
    int fd_;
};

} // namespace nixie::bench
