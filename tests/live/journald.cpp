#include "live/journald.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/inotify.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <stdexcept>
#include <system_error>

#include "api/eventually.hpp"

namespace nixie::tests {
namespace {

// Fails the test by exception: without its journald no test of this folder says anything.
int must(int result, const char *what) {
    if (result < 0) throw std::system_error(errno, std::generic_category(), what);
    return result;
}

class descriptor {
public:
    explicit descriptor(int number) : number_(number) {}
    ~descriptor() { close(number_); }
    descriptor(const descriptor &) = delete;
    descriptor &operator=(const descriptor &) = delete;
    operator int() const { return number_; } // NOLINT: a descriptor is an int

private:
    int number_;
};

void must_be_readable(int fd, const char *what) {
    pollfd wanted{fd, POLLIN, 0};
    const int timeout = static_cast<int>(std::chrono::milliseconds(patience).count());
    if (must(poll(&wanted, 1, timeout), what) == 0) throw std::runtime_error(std::string(what) + ": nothing came");
}

// Binds and, for a stream, listens.
void bind_to(int fd, int type, const std::string &path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path) throw std::runtime_error(path + ": too long for a socket");
    std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
    must(bind(fd, reinterpret_cast<const sockaddr *>(&address), sizeof address), path.c_str());
    if (type == SOCK_STREAM) must(listen(fd, SOMAXCONN), path.c_str());
}

std::string program() {
    for (const char *path : {"/usr/lib/systemd/systemd-journald", "/lib/systemd/systemd-journald"})
        if (access(path, X_OK) == 0) return path;
    throw std::runtime_error("no systemd-journald here");
}

// Starts journald with `passed` as its descriptors from 3 on. posix_spawn and not fork, which would run the fork
// handlers of the logger under test; and a shell, since LISTEN_PID must name the process that only then exists.
pid_t spawn(const std::string &name_space, const std::vector<int> &passed, const std::string &notify_path) {
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    for (std::size_t i = 0; i < passed.size(); ++i)
        posix_spawn_file_actions_adddup2(&actions, passed[i], static_cast<int>(3 + i));
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/run/journald.log", O_WRONLY | O_CREAT | O_APPEND, 0644);

    std::string script = "export SYSTEMD_LOG_TARGET=console NOTIFY_SOCKET=" + notify_path + "; ";
    if (!passed.empty()) script += "export LISTEN_PID=$$ LISTEN_FDS=" + std::to_string(passed.size()) + "; ";
    script += "exec " + program() + " " + name_space;
    std::string shell = "/bin/sh", flag = "-c";
    char *const arguments[] = {shell.data(), flag.data(), script.data(), nullptr};
    pid_t pid = -1;
    const int error = posix_spawn(&pid, shell.c_str(), &actions, nullptr, arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    if (error != 0) throw std::system_error(error, std::generic_category(), "posix_spawn");
    return pid;
}

} // namespace

journald::journald(sockets whose, std::string name_space)
    : name_space_(std::move(name_space)),
      directory_("/run/systemd/journal" + (name_space_.empty() ? "" : "." + name_space_)) {
    // Not on the machine of whoever starts the test by hand: its journald has these paths.
    if (!std::getenv("NIXIE_PRIVATE_HOST")) throw std::runtime_error("run me through tests/live/private_host");
    std::filesystem::create_directories(directory_);
    if (whose == sockets::its_own) return;
    held_ = {hold_socket("socket", SOCK_DGRAM), hold_socket("stdout", SOCK_STREAM), hold_socket("dev-log", SOCK_DGRAM)};
}

journald::~journald() {
    if (pid_ > 0) end(SIGKILL);
    for (const int fd : held_) close(fd);
    for (const char *name : {"socket", "stdout", "dev-log"}) std::filesystem::remove(directory_ + "/" + name);
}

int journald::hold_socket(const char *name, int type) const {
    // Far from 3, 4 and 5, which dup2 gives to journald: a descriptor already there would keep its CLOEXEC.
    const descriptor low(must(socket(AF_UNIX, type | SOCK_CLOEXEC, 0), "socket"));
    const int fd = must(fcntl(low, F_DUPFD_CLOEXEC, 100), "F_DUPFD_CLOEXEC");
    const std::string path = directory_ + "/" + name;
    bind_to(fd, type, path);
    must(chmod(path.c_str(), 0666), path.c_str());
    const int on = 1;
    must(setsockopt(fd, SOL_SOCKET, SO_PASSCRED, &on, sizeof on), "SO_PASSCRED"); // from the first datagram on
    return fd;
}

void journald::start() {
    const std::string path = directory_ + "/ready";
    const descriptor ready(must(socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0), "socket"));
    bind_to(ready, SOCK_DGRAM, path);
    pid_ = spawn(name_space_, held_, path);
    for (std::string said; said.find("READY=1") == std::string::npos;) {
        must_be_readable(ready, "journald's READY=1 (see /run/journald.log)");
        said.resize(4096);
        said.resize(static_cast<std::size_t>(must(static_cast<int>(recv(ready, said.data(), said.size(), 0)), "recv")));
    }
    std::filesystem::remove(path);
}

void journald::signal(int number) {
    must(::kill(pid_, number), "kill");
}

void journald::end(int number) {
    signal(number);
    must(waitpid(pid_, nullptr, 0), "waitpid");
    pid_ = -1;
}

void journald::stop() {
    end(SIGTERM);
}

void journald::kill() {
    end(SIGKILL);
}

void journald::freeze() {
    signal(SIGSTOP);
    must(waitpid(pid_, nullptr, WUNTRACED), "waitpid");
}

void journald::thaw() {
    signal(SIGCONT);
}

void journald::sync() {
    const std::string synced = directory_ + "/synced";
    const descriptor watch(must(inotify_init1(IN_CLOEXEC), "inotify_init1"));
    must(inotify_add_watch(watch, directory_.c_str(), IN_MOVED_TO), directory_.c_str());
    std::filesystem::remove(synced);
    signal(SIGRTMIN + 1);
    while (access(synced.c_str(), F_OK) != 0) {
        must_be_readable(watch, synced.c_str());
        char events[4096];
        must(static_cast<int>(read(watch, events, sizeof events)), "inotify");
    }
}

} // namespace nixie::tests
