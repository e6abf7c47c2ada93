// What `nixie verify` has read, beside its findings.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace nixie::impl {

// Of one side.
struct lines_read {
    std::vector<std::string> files{}; // in the order in which they were read; empty for a journal
    std::uint64_t lines = 0;          // of files, or entries of a journal
    std::uint64_t foreign = 0;        // by other programs
    std::uint64_t broken = 0;
    bool is_whole = true; // false: some source could not be read to its end
};

struct verify_summary {
    std::vector<lines_read> sides;
    bool was_short_of_memory = false;
};

} // namespace nixie::impl
