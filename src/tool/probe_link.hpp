// The socket of `nixie probe`: sends the messages of one series and hears what comes back.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "encode/framing.hpp"
#include "tool/descriptor.hpp"
#include "tool/probe_target.hpp"

namespace nixie::impl {

struct probe_sent {
    std::vector<std::string> echoes; // messages that came back
    std::vector<bool> is_sent;       // one a message; false: too long for a datagram
    std::string trouble;             // what went wrong on the way; mostly empty
    bool is_silent = false;          // the peer did not answer the end of the stream: perhaps it reads nothing
    std::size_t one_piece = 0;       // bytes of the longest datagram of udp that goes there in one piece; 0: not known
};

struct probe_patience {
    std::chrono::milliseconds first_echo{1000}; // then the peer is no `nixie listen`; 0: none is waited for
    std::chrono::milliseconds all_echoes{5000};
    std::chrono::milliseconds peer{3000}; // to accept, to take bytes, to answer the end of the stream
};

// Looks the name up and connects. Sends all messages, each in a frame on a stream or in a datagram of its own. A stream
// is ended in an orderly way, and the peer's own end shows that it has read everything. Throws failure when nobody is
// there, or one that does not take what is sent.
probe_sent send_probe(const probe_target &target, std::optional<framing> how, const std::vector<std::string> &messages,
                      const probe_patience &patience);

} // namespace nixie::impl
