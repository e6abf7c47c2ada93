// `nixie check-config`: what a logger would be opened with, or all that is wrong.
#pragma once

#include <string>

#include "tool/exit_code.hpp"

namespace nixie::impl {

// file: "" for what the environment says.
exit_code check_config(const std::string &file);

} // namespace nixie::impl
