#include "tool/output.hpp"

#include <cerrno>
#include <cstdio>
#include <system_error>

#include "tool/failure.hpp"

namespace nixie::impl {
namespace {

[[noreturn]] void fail() {
    throw failure(exit_code::io, "standard output: " + std::generic_category().message(errno), "is the disk full?");
}

} // namespace

void print(std::string_view text) {
    if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size()) fail();
}

void flush_output() {
    if (std::fflush(stdout) != 0) fail();
}

} // namespace nixie::impl
