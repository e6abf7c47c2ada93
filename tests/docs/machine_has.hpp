// What a test of the documentation needs of the machine: where it is missing the test is skipped, but fails in CI.
#pragma once

#include <filesystem>
#include <gtest/gtest.h>
#include <string>

#include "api/is_ci.hpp"
#include "api/shell.hpp"

namespace nixie::tests {

inline bool machine_has(const std::string &what, bool is_there) {
    EXPECT_TRUE(is_there || !is_ci()) << "no " << what << " here";
    return is_there;
}
inline bool machine_has(const std::string &command) {
    return machine_has(command, run_shell("command -v " + command).exit_code == 0);
}
inline bool machine_has_file(const std::string &path) {
    return machine_has(path, std::filesystem::exists(path));
}

} // namespace nixie::tests
