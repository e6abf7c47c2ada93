// A stream of bytes → the frames in it (RFC 6587), however the stream was cut into reads. Decides only; reads nothing.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "decode/parse_problem.hpp"

namespace nixie::impl {

// Use: feed() what was read, then next() until it gives nothing; finish() at the end of the stream. Not shared between
// threads.
class frame_splitter {
public:
    enum class method {
        octet_counting, // section 3.4.1: the length in decimal, a blank, that many bytes
        line_feed,      // section 3.4.2: everything up to a line feed
        by_first_byte   // of each frame, as widespread receivers do: 1 to 9 octet counting, < up to a line feed
    };

    // A frame of more than `max_size` bytes, without length and line feed, is a problem as soon as that shows.
    frame_splitter(method how, std::size_t max_size) : method_(how), framing_(how), max_size_(max_size) {}

    // Takes a copy; ends the life of the views that next() gave.
    void feed(std::string_view bytes);

    // The next whole frame, without length and line feed; it may be empty with line_feed. nullopt: there is none yet,
    // or there is a problem, and then there will never be one: past a wrong length nobody knows where a frame begins.
    std::optional<std::string_view> next();

    // octet_counting or line_feed: how the frame stood there that next() just gave.
    method framing_of_frame() const { return framing_; }

    // The stream ended: bytes of a frame that did not end become a problem.
    void finish();

    // Its offset counts from the begin of the stream.
    const std::optional<parse_problem> &problem() const { return problem_; }

private:
    bool detect();
    std::optional<std::string_view> next_counted();
    std::optional<std::string_view> next_line();
    std::nullopt_t fail(std::size_t at, std::string reason);
    std::string_view take(std::size_t skipped, std::size_t size, std::size_t trailer);

    method method_;
    method framing_; // of the frame that begins at begin_; with by_first_byte it is found there
    std::size_t max_size_;
    std::string buffer_;
    std::size_t begin_ = 0;   // of the next frame in buffer_
    std::size_t scanned_ = 0; // bytes behind begin_ that hold no line feed
    std::size_t offset_ = 0;  // of buffer_ in the stream
    std::optional<parse_problem> problem_;
};

} // namespace nixie::impl
