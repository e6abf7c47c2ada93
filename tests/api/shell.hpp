// Runs a command line as people type it, and keeps what it said on standard output.
#pragma once

#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <stdexcept>
#include <string>

namespace nixie::tests {

struct shell_result {
    int exit_code; // -1: ended by a signal
    std::string output;
};

inline shell_result run_shell(const std::string &command) {
    // popen and not fork: no fork handler of a logger in this process runs.
    FILE *const pipe = popen(command.c_str(), "re");
    if (!pipe) throw std::runtime_error("popen: " + command);
    shell_result result{-1, ""};
    std::array<char, 65536> piece;
    while (const std::size_t size = fread(piece.data(), 1, piece.size(), pipe))
        result.output.append(piece.data(), size);
    const int status = pclose(pipe);
    if (WIFEXITED(status)) result.exit_code = WEXITSTATUS(status);
    return result;
}

} // namespace nixie::tests
