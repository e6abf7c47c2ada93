// Where and why bytes are not what they should be.
#pragma once

#include <cstddef>
#include <string>

namespace nixie::impl {

struct parse_problem {
    std::size_t offset; // of the first byte that is wrong, or of the end when something is missing there
    std::string reason; // "HOSTNAME is longer than 255 bytes"
};

} // namespace nixie::impl
