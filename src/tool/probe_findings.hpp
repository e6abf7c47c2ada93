// What became of a test message, judged by the text that the collector wrote, whatever its format. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "tool/probe_canaries.hpp"

namespace nixie::impl {

enum class canary_fate {
    as_sent, // everywhere in the text, be it quoted as JSON or as RFC 5424 wants it
    changed,
    cut,
    missing
};

struct canary_finding {
    canary_fate fate = canary_fate::missing;
    std::string note;             // how it was changed, where it was cut, how often it came; mostly empty
    bool bom_stays = false;       // the byte order mark stands in the text
    bool has_octet_count = false; // the length of octet counting stands in the text
    std::size_t arrived = 0;      // of a cut message, bytes of it that came at least
};

// `seen`: what the collector has written since the message was sent; MSG alone, the whole message, JSON, in any order.
canary_finding find_canary(const probe_message &message, std::string_view seen);

// What `nixie listen` sent back: the same bytes, or nothing.
canary_finding find_echo(const probe_message &message, const std::vector<std::string> &echoes);

// Whether several messages of a run stand in one line, as a receiver makes of frames that it does not tell apart.
bool has_glued_messages(std::string_view seen, std::string_view run);

} // namespace nixie::impl
