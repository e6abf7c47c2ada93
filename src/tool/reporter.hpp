// Standard error of a command: lines, and below them the progress where somebody looks on.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace nixie::impl {

class reporter {
public:
    explicit reporter(bool is_terminal) : is_terminal_(is_terminal) {}
    ~reporter() { clear(); }
    reporter(const reporter &) = delete;
    reporter &operator=(const reporter &) = delete;

    // A line that stays. It may quote what remote mail servers wrote: nothing in it reaches the terminal as a command.
    void say(std::string_view line);

    // Whether it is time for progress(): on a terminal, five times a second, and not before somebody may wonder.
    bool is_due(std::chrono::steady_clock::time_point now);
    // A line that the next one replaces.
    void progress(std::string_view line);
    void clear();

private:
    bool is_terminal_;
    bool has_progress_ = false;
    std::optional<std::chrono::steady_clock::time_point> next_;
};

} // namespace nixie::impl
