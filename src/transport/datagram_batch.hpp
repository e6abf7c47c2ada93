// The datagrams of one sendmmsg(2), one behind the other in a buffer that is used again.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "queueing/datagram_machine.hpp"

namespace nixie::impl {

class datagram_batch {
public:
    static constexpr std::size_t most = 64; // more in a call gain nothing

    void clear();
    // shortened: for shortened_among(). Throws std::bad_alloc and has then changed nothing.
    void add(std::string_view datagram, bool shortened);
    std::size_t size() const { return size_; }
    // Whether another call should take the next one: what is kept here comes on top of the backlog's limit.
    bool is_full() const { return size_ == most || bytes_.size() >= enough_bytes; }

    // Sends them over a connected socket, at least one, without blocking.
    send_result send(int fd);
    // How many of the first `taken` ones were shortened.
    std::size_t shortened_among(std::size_t taken) const;

private:
    static constexpr std::size_t enough_bytes = 64 << 10;

    struct place {
        std::size_t size = 0;
        bool shortened = false;
    };

    std::string bytes_;
    std::array<place, most> places_;
    std::size_t size_ = 0;
};

} // namespace nixie::impl
