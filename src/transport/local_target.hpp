// systemd-journald over its native socket, or a local syslog socket such as /dev/log.
#pragma once

#include "transport/datagram_target.hpp"

namespace nixie::impl {

class local_target : public datagram_target {
public:
    local_target(boost::asio::io_context &io, const target_settings &settings, std::function<void()> progress);

private:
    void connect() override;
    int send_front() override;
    int pass_front_in_memfd() override;
};

} // namespace nixie::impl
