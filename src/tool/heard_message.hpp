// What `nixie listen` makes of the bytes of one message. Pure.
#pragma once

#include <string>
#include <string_view>

namespace nixie::impl {

// APP-NAME of the test messages of `nixie probe`, which `nixie listen` sends back to see what arrived.
inline constexpr std::string_view probe_app_name = "nixie-probe";

struct heard_message {
    std::string line;      // for standard output; empty: the bytes are no message
    std::string remark;    // for standard error: where and why; mostly empty
    bool is_good = false;  // a message by RFC 5424
    bool is_probe = false; // one of `nixie probe`
};

// `from` says who sent it ("udp 127.0.0.1:4711") and begins each line for people. A message that is good by itself and
// whose element `sd_id` is not one that nixie writes is shown, with a remark.
heard_message read_heard(std::string_view bytes, const std::string &from, const std::string &sd_id, bool is_json);

} // namespace nixie::impl
