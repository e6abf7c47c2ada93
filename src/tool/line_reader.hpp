// Lines from a descriptor or another source of bytes, in bounded memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
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
        failed       // reading failed: error()
    };
    // As read(2): bytes that were read, 0 at the end, -1 with errno.
    using read_bytes = std::function<std::ptrdiff_t(char *into, std::size_t most)>;

    // Reads fd, which stays the caller's. No line may have more than `longest` bytes.
    line_reader(int fd, std::size_t longest);
    line_reader(read_bytes source, std::size_t longest) : source_(std::move(source)), longest_(longest) {}

    // The line is valid until the next step.
    step next(std::string_view &line);

    std::uint64_t number() const { return number_; } // of the line that came last, from 1
    int error() const { return error_; }             // errno

private:
    bool fill();
    bool take_line(std::string_view &line);

    read_bytes source_;
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
