// The config file: TOML → options, with every problem in it. Pure; config_sources.hpp reads the file.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "config/options.hpp"

namespace nixie::impl {

constexpr std::size_t largest_config_file = 1 << 20; // bytes

// What a text gave.
struct config_reading {
    logger_options options;
    // FILE:LINE: reason; hint. In the order of the file, at most 100 and one that says so. They quote the file: whoever
    // prints them makes them safe for a terminal. Where there are any, the options are good for nothing.
    std::vector<std::string> problems;
};

// Reads the text of `file`, which is named in problems alone. Sets what it says over `onto`, so that a file that says
// nothing leaves everything as it is; its targets, if it has any, take the place of those.
config_reading parse_config(std::string_view text, std::string_view file, const logger_options &onto = {});

} // namespace nixie::impl
