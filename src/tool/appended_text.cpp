#include "tool/appended_text.hpp"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

#include "tool/descriptor.hpp"
#include "tool/failure.hpp"

namespace nixie::impl {
namespace {

constexpr std::size_t most = 64 << 20;
constexpr std::size_t chunk = 256 << 10;

// None where the file is not there.
descriptor open_file(const std::string &path, struct stat &status) {
    descriptor fd{open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
    if ((!fd && errno != ENOENT) || (fd && fstat(fd.get(), &status) != 0))
        throw failure(exit_code::no_input, path + ": " + std::generic_category().message(errno),
                      "name the file that the collector writes, and may be read by you");
    if (fd && !S_ISREG(status.st_mode))
        throw failure(exit_code::no_input, path + ": no regular file", "name the file that the collector writes");
    return fd;
}

} // namespace

appended_text::appended_text(std::string path) : path_(std::move(path)) {
    struct stat status {};
    if (!open_file(path_, status)) return;
    inode_ = status.st_ino;
    at_ = static_cast<std::uint64_t>(status.st_size);
}

const std::string &appended_text::look() {
    struct stat status {};
    const descriptor fd = open_file(path_, status);
    if (!fd) return text_;
    if (status.st_ino != inode_ || static_cast<std::uint64_t>(status.st_size) < at_) at_ = 0;
    inode_ = status.st_ino;
    while (text_.size() < most) {
        const std::size_t size = text_.size();
        text_.resize(size + chunk);
        const ssize_t got = pread(fd.get(), text_.data() + size, chunk, static_cast<off_t>(at_));
        text_.resize(size + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
        if (got <= 0) break;
        at_ += static_cast<std::uint64_t>(got);
    }
    return text_;
}

} // namespace nixie::impl
