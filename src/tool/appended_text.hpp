// What a file has got since a moment.
#pragma once

#include <cstdint>
#include <string>

namespace nixie::impl {

class appended_text {
public:
    // The moment is now. The file need not be there yet. Throws failure when it may not be read.
    explicit appended_text(std::string path);

    // All that was appended since, at most 64 MiB; a file that became shorter or another one counts from its start.
    const std::string &look();

private:
    std::string path_;
    std::uint64_t inode_ = 0;
    std::uint64_t at_ = 0; // read up to here
    std::string text_;
};

} // namespace nixie::impl
