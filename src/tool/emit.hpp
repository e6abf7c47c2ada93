// `nixie emit`: JSON lines, or one record made of options, to the targets.
#pragma once

#include <string>
#include <vector>

#include "tool/exit_code.hpp"
#include "tool/record_options.hpp"

namespace nixie::impl {

struct emit_arguments {
    std::vector<std::string> targets; // none: those of config_file
    std::string config_file;          // "", and no targets: what the environment says
    std::vector<std::string> files;   // "-": standard input
    std::string wait = "30s";         // for room in the queue, and at the end for delivery
    bool is_strict = false;           // stop at the first line that is refused
    record_arguments record;
};

exit_code emit(const emit_arguments &arguments);

} // namespace nixie::impl
