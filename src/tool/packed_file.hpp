// A file, gzipped or not, read from its begin to its end.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

struct gzFile_s;

namespace nixie::impl {

class packed_file {
public:
    // "-" is standard input. Throws failure when it cannot be opened.
    explicit packed_file(const std::string &path);

    // Up to `most` bytes, unpacked where the file is gzipped. 0 at the end. Throws failure, with a hint, when it cannot
    // be read, is damaged, ends in the middle, or is packed otherwise.
    std::size_t read(char *into, std::size_t most);

private:
    void check_error() const;
    void check_packer(std::string_view begin) const;

    struct closer {
        void operator()(gzFile_s *file) const noexcept;
    };
    std::string name_;
    std::unique_ptr<gzFile_s, closer> file_;
    bool is_begun_ = false;
};

} // namespace nixie::impl
