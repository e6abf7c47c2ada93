#include "tool/output.hpp"

#include <cerrno>
#include <cstdio>
#include <system_error>
#include <unistd.h>

#include "tool/failure.hpp"
#include "tool/interrupt.hpp"

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

bool write_output(std::string_view text) {
    while (!text.empty()) {
        const ssize_t wrote = write(STDOUT_FILENO, text.data(), text.size());
        if (wrote >= 0)
            text.remove_prefix(static_cast<std::size_t>(wrote));
        else if (errno == EPIPE || (errno == EINTR && interrupted()))
            return false;
        else if (errno != EINTR)
            fail();
    }
    return true;
}

} // namespace nixie::impl
