// A datagram socket that the test owns, as syslogd owns /dev/log, and a reader of what arrives there.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace nixie::tests {

// A folder for sockets, removed at the end.
class socket_folder {
public:
    socket_folder();
    ~socket_folder();
    socket_folder(const socket_folder &) = delete;
    socket_folder &operator=(const socket_folder &) = delete;
    std::string path(const std::string &name) const { return path_ + "/" + name; }

private:
    std::string path_;
};

// Any thread may read; one at a time.
class receiver {
public:
    explicit receiver(std::string path);
    ~receiver(); // the file goes, too
    receiver(const receiver &) = delete;
    receiver &operator=(const receiver &) = delete;

    std::string target() const { return "unix:" + path_; }
    // The next datagram. Throws when none comes within the tests' patience.
    std::string next();
    // The same into the caller's bytes, without an allocation; empty when none comes.
    std::string_view next_into(std::span<char> bytes);
    // The next `count` of them.
    std::vector<std::string> take(std::size_t count);
    // Whether nothing stands in the socket right now.
    bool is_empty() const;

private:
    std::string path_;
    int fd_;
};

// The value of a parameter of the structured data, unescaped; "" where there is none. Written apart from nixie's
// reader.
std::string parameter(std::string_view message, std::string_view name);

// The same as a number; -1 where there is none.
long number_parameter(std::string_view message, std::string_view name);

} // namespace nixie::tests
