// Where a process has its options from: a config file, and the environment. The only part of this room that looks at
// the process and the disk.
#pragma once

#include <string>

#include "config/config_file.hpp"

namespace nixie::impl {

constexpr std::string_view default_config_file = "/etc/nixie/nixie.toml";

enum class file_state {
    read,      // also where its content is wrong
    missing,   // there is no such file
    unreadable // it may not be read, or is no file
};

struct sourced_options : config_reading {
    std::string file;
    file_state state = file_state::read;
    std::string note; // what is no problem and yet worth a word: $NIXIE_CONFIG names a file that is missing
};

// Reads a config file over `onto`. One that is missing is a problem.
sourced_options read_config_file(const std::string &path, const logger_options &onto = {});

// The same with the file that $NIXIE_CONFIG names, else default_config_file; one that is missing sets nothing. The URIs
// of $NIXIE_TARGETS, where there are any, then take the place of all other targets. Both are read with
// secure_getenv(3).
sourced_options read_environment(const logger_options &onto = {});

// The first problem, and how many more there are; at most `most` bytes.
std::string first_of(const sourced_options &wrong, std::size_t most);

} // namespace nixie::impl
