#include "tool/reporter.hpp"

#include <cstdio>
#include <string>

#include "tool/safe_text.hpp"

namespace nixie::impl {

void reporter::say(std::string_view line) {
    clear();
    const std::string text = safe_text(line) + "\n";
    std::fwrite(text.data(), 1, text.size(), stderr); // a report that cannot be written is nobody's failure
}

bool reporter::is_due(std::chrono::steady_clock::time_point now) {
    if (!next_) next_ = now + std::chrono::milliseconds(500);
    if (!is_terminal_ || now < *next_) return false;
    next_ = now + std::chrono::milliseconds(200);
    return true;
}

void reporter::progress(std::string_view line) {
    clear();
    std::fwrite(line.data(), 1, line.size(), stderr);
    has_progress_ = true;
}

void reporter::clear() {
    if (has_progress_) std::fputs("\r\033[K", stderr);
    has_progress_ = false;
}

} // namespace nixie::impl
