#include "tool/packed_file.hpp"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <string_view>
#include <system_error>
#include <unistd.h>
#include <zlib.h>

#include "tool/failure.hpp"

namespace nixie::impl {
namespace {

constexpr unsigned buffer_size = 256 * 1024;

struct other_packer {
    std::string_view signature;
    const char *hint;
};
constexpr std::array<other_packer, 3> other_packers{{
    {"\xFD"
     "7zXZ",
     "xzcat"},
    {"\x28\xB5\x2F\xFD", "zstdcat"},
    {"BZh", "bzcat"},
}};

std::string error_of(int number) {
    return std::generic_category().message(number);
}

} // namespace

void packed_file::closer::operator()(gzFile_s *file) const noexcept {
    gzclose(file);
}

packed_file::packed_file(const std::string &path) : name_(path == "-" ? "stdin" : path) {
    const int fd = path == "-" ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0) : open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) throw failure(exit_code::no_input, name_ + ": " + error_of(errno), "name a file that may be read");
    file_.reset(gzdopen(fd, "rb"));
    if (!file_) {
        close(fd);
        throw failure(exit_code::io, name_ + ": no memory to read it", "try again");
    }
    gzbuffer(file_.get(), buffer_size);
}

std::size_t packed_file::read(char *into, std::size_t most) {
    const int got = gzread(file_.get(), into, static_cast<unsigned>(most));
    if (got <= 0) check_error(); // what came before an error is given first
    const std::string_view bytes(into, static_cast<std::size_t>(got));
    if (!is_begun_) check_packer(bytes);
    is_begun_ = true;
    return bytes.size();
}

void packed_file::check_error() const {
    const int system_error = errno;
    int error = Z_OK;
    const std::string text = gzerror(file_.get(), &error);
    if (error == Z_OK || error == Z_STREAM_END) return;
    if (error == Z_ERRNO)
        throw failure(exit_code::io, name_ + ": " + error_of(system_error), "read it elsewhere, and give it as a file");
    throw failure(exit_code::io, name_ + ": " + text, "gzip -t says where it is damaged");
}

void packed_file::check_packer(std::string_view begin) const {
    for (const other_packer &packer : other_packers)
        if (begin.starts_with(packer.signature))
            throw failure(exit_code::no_input, name_ + ": packed, and not with gzip",
                          std::string(packer.hint) + " " + name_ + " | nixie verify -");
}

} // namespace nixie::impl
