// `nixie verify`: which numbers are missing where, and why.
#pragma once

#include <string>
#include <vector>

#include "tool/exit_code.hpp"

namespace nixie::impl {

struct verify_arguments {
    std::vector<std::string> sources;   // verify_sources.hpp
    std::vector<std::string> targets;   // SIDE=URI
    std::vector<std::string> instances; // only these; none: all
    std::string only_of;                // only instances that this side has; "": all
    std::string since;                  // "": everything
    bool is_json = false;
    bool shows_all = false; // every range and every instance
};

exit_code verify(const verify_arguments &arguments);

} // namespace nixie::impl
