// Options → the config file that says the same, with every default. Pure.
#pragma once

#include <string>

#include "config/options.hpp"

namespace nixie::impl {

// TOML in ASCII, safe for a terminal. parse_config() makes the same options of it. An option that stays unset is a
// comment that says in words what then holds.
std::string config_text(const logger_options &options);

} // namespace nixie::impl
