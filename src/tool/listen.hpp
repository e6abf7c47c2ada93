// `nixie listen`: a small collector for trying things out.
#pragma once

#include <string>
#include <vector>

#include "tool/exit_code.hpp"

namespace nixie::impl {

struct listen_arguments {
    std::vector<std::string> udp, tcp; // ports; 0: any free one
    std::vector<std::string> unix_paths;
    std::string bind;  // an IP address; "": loopback
    std::string count; // end after so many messages; "": never
    std::string sd_id = "nixie@32473";
    bool is_json = false;
};

exit_code listen(const listen_arguments &arguments);

} // namespace nixie::impl
