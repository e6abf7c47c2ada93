// Other loggers with a thread of their own behind a queue, each writing lines over TCP to the same sort of receiver.
// Where their queue is full, the call waits.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

namespace nixie::bench {

class async_logger {
public:
    virtual ~async_logger() = default; // when everything is written
    // From any thread; the text is the whole message.
    virtual void log(const std::string &text) = 0;
};

// Each writes to that TCP port of 127.0.0.1.
std::unique_ptr<async_logger> make_spdlog(std::uint16_t port);
std::unique_ptr<async_logger> make_log4cplus(std::uint16_t port);
std::unique_ptr<async_logger> make_boost_log(std::uint16_t port);
std::unique_ptr<async_logger> make_poco(std::uint16_t port);

} // namespace nixie::bench
