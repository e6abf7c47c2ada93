// The descriptors of this process.
#pragma once

#include <filesystem>
#include <set>
#include <string>

namespace nixie::tests {

inline std::string descriptor_path(int fd) {
    return "/proc/self/fd/" + std::to_string(fd);
}

inline std::set<int> open_descriptors() {
    std::set<int> open;
    for (const auto &entry : std::filesystem::directory_iterator("/proc/self/fd"))
        open.insert(std::stoi(entry.path().filename()));
    // The one that reads the folder was among them and is closed by now.
    std::erase_if(open, [](int fd) { return !std::filesystem::is_symlink(descriptor_path(fd)); });
    return open;
}

} // namespace nixie::tests
