// System calls of the live tests. What fails is thrown: without its daemons no test of this folder says anything.
#pragma once

#include <string>

namespace nixie::tests {

// The result of a system call; throws std::system_error of errno when it is below 0.
int must(int result, const char *what);

class descriptor {
public:
    explicit descriptor(int number) : number_(number) {}
    ~descriptor();
    descriptor(const descriptor &) = delete;
    descriptor &operator=(const descriptor &) = delete;
    operator int() const { return number_; } // NOLINT: a descriptor is an int

private:
    int number_;
};

// Waits until there is something to read; throws when nothing comes within the tests' patience.
void must_be_readable(int fd, const char *what);

// Binds a Unix socket and, when it is a stream, listens.
void bind_to(int fd, int type, const std::string &path);

} // namespace nixie::tests
