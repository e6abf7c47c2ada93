// A file descriptor that is closed when it goes, and the list of those that a process has.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <unistd.h>
#include <utility>

namespace nixie::impl::test {

class descriptor {
public:
    explicit descriptor(int fd = -1) : fd_(fd) {}
    descriptor(descriptor &&other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    descriptor &operator=(descriptor &&other) noexcept {
        std::swap(fd_, other.fd_);
        return *this;
    }
    ~descriptor() { close(); }

    int get() const { return fd_; }
    void close() {
        if (fd_ >= 0) ::close(fd_);
        fd_ = -1;
    }

private:
    int fd_;
};

inline std::set<int> open_descriptors() {
    std::set<int> listed;
    for (const auto &entry : std::filesystem::directory_iterator{"/proc/self/fd"})
        listed.insert(std::stoi(entry.path().filename()));
    std::set<int> open; // without the one of the listing itself
    for (const int fd : listed)
        if (std::filesystem::exists(std::filesystem::symlink_status("/proc/self/fd/" + std::to_string(fd))))
            open.insert(fd);
    return open;
}

} // namespace nixie::impl::test
