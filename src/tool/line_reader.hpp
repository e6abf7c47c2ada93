// Lines from a descriptor, in bounded memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace nixie::impl {

class line_reader {
public:
    enum class step {
        line,        // a line, without its LF; the last one may have none
        too_long,    // a line over the limit; it was skipped
        end,         // nothing is left
        interrupted, // a signal came while reading: ask again, or stop
        failed       // read(2) failed: error()
    };

    // Reads fd, which stays the caller's. No line may have more than `longest` bytes.
    line_reader(int fd, std::size_t longest) : fd_(fd), longest_(longest) {}

    // The line is valid until the next step.
    step next(std::string_view &line);

    std::uint64_t number() const { return number_; } // of the line that came last, from 1
    int error() const { return error_; }             // errno

private:
    bool fill();
    bool take_line(std::string_view &line);

    int fd_;
    std::size_t longest_;
    std::string buffer_;       // what was read and not yet given
    std::size_t begin_ = 0;    // where the next line begins in it
    std::size_t searched_ = 0; // no LF stands before this place
    bool is_skipping_ = false; // in a line that is too long
    bool at_end_ = false;
    std::uint64_t number_ = 0;
    int error_ = 0;
};

} // namespace nixie::impl
