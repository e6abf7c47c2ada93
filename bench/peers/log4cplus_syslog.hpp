// log4cplus' SysLogAppender, which writes RFC 5424 around a text that is ready.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

namespace nixie::bench {

class log4cplus_syslog {
public:
    // Sends to that UDP port of 127.0.0.1.
    explicit log4cplus_syslog(std::uint16_t port);
    ~log4cplus_syslog();

    // Formats and sends in this thread.
    void append(const std::string &text);

private:
    struct parts;
    std::unique_ptr<parts> parts_;
};

} // namespace nixie::bench
