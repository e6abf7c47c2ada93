#include "transport/inherited_descriptors.hpp"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>

namespace nixie::impl {
namespace {

std::optional<int> leading_number(std::string_view text) {
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{}) return std::nullopt;
    return number;
}

// The interest list of an epoll descriptor: lines "tfd: 7 events: …" in its fdinfo (proc(5)).
std::vector<int> interest_list(const std::filesystem::path &fdinfo) {
    constexpr std::string_view label = "tfd:";
    std::vector<int> list;
    std::ifstream lines{fdinfo};
    for (std::string line; std::getline(lines, line);)
        if (line.starts_with(label))
            if (const auto fd = leading_number(std::string_view{line}.substr(label.size()))) list.push_back(*fd);
    return list;
}

} // namespace

std::vector<int> epoll_companions(int registered) {
    std::error_code failed;
    for (std::filesystem::directory_iterator at{"/proc/self/fdinfo", failed}, end; !failed && at != end;
         at.increment(failed)) {
        // A server may have ten thousand descriptors; only the epoll ones are worth opening.
        const auto what = std::filesystem::read_symlink("/proc/self/fd" / at->path().filename(), failed);
        if (failed || what != "anon_inode:[eventpoll]") {
            failed.clear(); // another thread may have closed it meanwhile
            continue;
        }
        std::vector<int> list = interest_list(at->path());
        if (std::erase(list, registered) == 0) continue;
        if (const auto fd = leading_number(at->path().filename().native())) list.push_back(*fd);
        return list;
    }
    return {};
}

} // namespace nixie::impl
