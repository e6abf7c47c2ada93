// RFC 5426: one message a datagram to a collector. A record waits unencoded, since only when it is sent it is known how
// much a datagram holds.
#pragma once

#include <chrono>

#include "queueing/sent_window.hpp"
#include "transport/connector.hpp"
#include "transport/datagram_batch.hpp"
#include "transport/datagram_target.hpp"

namespace nixie::impl {

class udp_target : public datagram_target {
public:
    udp_target(const target_context &context, const target_settings &settings);

    void shut() override;
    target_state state() const override;
    std::vector<int> descriptors() const override;

private:
    using clock = std::chrono::steady_clock;

    void connect() override;
    send_result send_front(std::size_t most) override;
    bool measure() override;
    bool take_reports() override;
    void opened() override;
    void sent(const backlog::frame &frame) override;
    void look() override;
    bool is_due_for_lookup() const override;

    void await_reports();
    std::size_t largest_message();
    encoding encode(const backlog::frame &frame);

    const bool has_name_; // and no IP literal, which is never looked up
    connector connector_;
    rfc5424_encoder encoder_;
    std::size_t largest_ = 0; // bytes of a message, now
    field_set record_;        // the last one that was encoded
    byte_buffer message_;     // its message
    datagram_batch batch_;
    clock::time_point looked_up_{};
    sent_window window_;
    clock::time_point sent_at_{};  // when the last call sent something, or tried to
    clock::time_point reported_{}; // when an ICMP error came last
};

} // namespace nixie::impl
