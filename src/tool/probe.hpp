// `nixie probe`: test messages to a collector, and what became of them.
#pragma once

#include <string>

#include "tool/exit_code.hpp"

namespace nixie::impl {

struct probe_arguments {
    std::string uri;
    std::string file;        // that the collector writes; "": there is none to look into
    std::string wait = "5s"; // for the messages to appear in it, and for what `nixie listen` sends back
    bool sends_all = false;  // also the long messages that nobody has seen to be safe
};

exit_code probe(const probe_arguments &arguments);

} // namespace nixie::impl
