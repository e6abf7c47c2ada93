// What `nixie probe` says: the findings, the options that follow from them, and what to look for where nobody could
// judge. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "encode/framing.hpp"
#include "tool/probe_findings.hpp"
#include "tool/probe_target.hpp"

namespace nixie::impl {

// One series of canaries: over a connection of one framing, or as datagrams.
struct probe_series {
    std::optional<enum framing> framing;  // of tcp
    std::string run;                      // of probe_origin
    std::vector<probe_message> messages;  // that were sent
    std::vector<std::string> echoes;      // that came back
    std::vector<canary_finding> findings; // one a message; none where nobody judges
    std::vector<std::string> notes;       // "the peer closed the connection after 5 of 90 bytes"
    std::size_t one_piece = 0;            // of probe_sent
    bool is_glued = false;                // several messages in one line

    std::string name() const; // "octet counting", "datagrams"
    std::size_t count_as_sent() const;
    bool has_octet_count() const; // the length of octet counting stands in the text
    bool is_understood() const;   // something came as it was sent, and no framing stands in the text
    bool is_all_as_sent() const;  // and is understood; false where nobody judged
};

struct probe_advice {
    std::vector<std::string> reasons; // one line an option
    std::string uri;                  // the target with these options
};

// Lines about one series that was judged.
std::vector<std::string> report_series(const probe_series &series);

// The options that follow from the findings of one series, or of the two of tcp.
probe_advice advise(const probe_target &target, const std::vector<probe_series> &all);

// For a collector that nobody could look into: what to search for, what to see, and what else means.
std::vector<std::string> what_to_look_for(const probe_target &target, const std::vector<probe_series> &all);

} // namespace nixie::impl
