// What ends the program early: why, what to do about it, and the exit code. Thrown by the commands, printed by main().
#pragma once

#include <stdexcept>
#include <string>

#include "tool/exit_code.hpp"

namespace nixie::impl {

class failure : public std::runtime_error {
public:
    failure(exit_code code, const std::string &reason, std::string hint)
        : runtime_error(reason), code_(code), hint_(std::move(hint)) {}
    exit_code code() const noexcept { return code_; }
    const std::string &hint() const noexcept { return hint_; }

private:
    exit_code code_;
    std::string hint_;
};

} // namespace nixie::impl
