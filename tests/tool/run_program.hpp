// The built program, run to its end.
#pragma once

#include <cerrno>
#include <fcntl.h>
#include <spawn.h>
#include <stdexcept>
#include <string>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace nixie::test {

// A file in memory: unlike a pipe it takes any amount of output while nobody reads.
class memory_file {
public:
    explicit memory_file(const std::string &bytes = {}) : fd_(memfd_create("nixie_test", MFD_CLOEXEC)) {
        if (fd_ < 0 || write(fd_, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size()))
            throw std::runtime_error("memfd");
        lseek(fd_, 0, SEEK_SET);
    }
    ~memory_file() { close(fd_); }
    memory_file(const memory_file &) = delete;
    memory_file &operator=(const memory_file &) = delete;

    int fd() const { return fd_; }
    std::string bytes() const {
        std::string result(static_cast<std::size_t>(lseek(fd_, 0, SEEK_END)), '\0');
        if (pread(fd_, result.data(), result.size(), 0) != static_cast<ssize_t>(result.size()))
            throw std::runtime_error("pread");
        return result;
    }

private:
    int fd_;
};

inline std::vector<char *> pointers(std::vector<std::string> &texts) {
    std::vector<char *> result;
    for (std::string &text : texts) result.push_back(text.data());
    result.push_back(nullptr);
    return result;
}

// Starts `nixie words…` with exactly this environment.
inline pid_t start_program(std::vector<std::string> words, std::vector<std::string> environment, int in, int out,
                           int err) {
    words.insert(words.begin(), NIXIE_PROGRAM);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, in, 0);
    posix_spawn_file_actions_adddup2(&actions, out, 1);
    posix_spawn_file_actions_adddup2(&actions, err, 2);
    pid_t child = -1;
    const int failed =
        posix_spawn(&child, NIXIE_PROGRAM, &actions, nullptr, pointers(words).data(), pointers(environment).data());
    posix_spawn_file_actions_destroy(&actions);
    if (failed != 0) throw std::runtime_error("posix_spawn");
    return child;
}

// The exit code; minus the signal's number where one killed it.
inline int wait_for_exit(pid_t child) {
    int status = 0;
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR) throw std::runtime_error("waitpid");
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

struct program_result {
    int code;
    std::string out;
    std::string err;
};

inline program_result run_program(const std::vector<std::string> &words, const std::string &input = {},
                                  const std::vector<std::string> &environment = {}) {
    const memory_file in(input);
    const memory_file out;
    const memory_file err;
    const int code = wait_for_exit(start_program(words, environment, in.fd(), out.fd(), err.fd()));
    return {code, out.bytes(), err.bytes()};
}

} // namespace nixie::test
