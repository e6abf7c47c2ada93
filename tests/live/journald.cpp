#include "live/journald.hpp"

#include <fcntl.h>
#include <sys/inotify.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <stdexcept>

#include "live/descriptors.hpp"

namespace nixie::tests {
namespace {

std::string program() {
    for (const char *path : {"/usr/lib/systemd/systemd-journald", "/lib/systemd/systemd-journald"})
        if (access(path, X_OK) == 0) return path;
    throw std::runtime_error("no systemd-journald here");
}

} // namespace

journald::journald(sockets whose, std::string name_space)
    : name_space_(std::move(name_space)), process_("journald" + (name_space_.empty() ? "" : "." + name_space_)),
      directory_("/run/systemd/journal" + (name_space_.empty() ? "" : "." + name_space_)) {
    std::filesystem::create_directories(directory_);
    if (whose == sockets::its_own) return;
    held_ = {hold_socket("socket", SOCK_DGRAM), hold_socket("stdout", SOCK_STREAM), hold_socket("dev-log", SOCK_DGRAM)};
}

journald::~journald() {
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
    process_.start(program() + " " + name_space_, held_);
}

void journald::sync() {
    const std::string synced = directory_ + "/synced";
    const descriptor watch(must(inotify_init1(IN_CLOEXEC), "inotify_init1"));
    must(inotify_add_watch(watch, directory_.c_str(), IN_MOVED_TO), directory_.c_str());
    std::filesystem::remove(synced);
    process_.signal(SIGRTMIN + 1);
    while (access(synced.c_str(), F_OK) != 0) {
        must_be_readable(watch, synced.c_str());
        char events[4096];
        must(static_cast<int>(read(watch, events, sizeof events)), "inotify");
    }
}

} // namespace nixie::tests
