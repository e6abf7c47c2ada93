// systemd-journald over its native socket, or a local syslog socket such as /dev/log.
#pragma once

#include "encode/journal_datagram.hpp"
#include "transport/datagram_target.hpp"

namespace nixie::impl {

class local_target : public datagram_target {
public:
    local_target(const target_context &context, const target_settings &settings);

private:
    void connect() override;
    void opened() override;
    send_result send_front(std::size_t most) override;
    send_result pass_front_in_memfd() override;

    send_result send_together();

    journal_datagram datagram_; // of several entries
};

} // namespace nixie::impl
