#include "live/service.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <system_error>

#include "live/descriptors.hpp"

namespace nixie::tests {
namespace {

// posix_spawn and not fork, which would run the fork handlers of the logger under test; and a shell, since LISTEN_PID
// must name the process that only then exists.
pid_t spawn(std::string script, const std::vector<int> &passed, const std::string &log_path) {
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    for (std::size_t i = 0; i < passed.size(); ++i)
        posix_spawn_file_actions_adddup2(&actions, passed[i], static_cast<int>(3 + i));
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, log_path.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0644);

    std::string shell = "/bin/sh", flag = "-c";
    char *const arguments[] = {shell.data(), flag.data(), script.data(), nullptr};
    pid_t pid = -1;
    const int error = posix_spawn(&pid, shell.c_str(), &actions, nullptr, arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    if (error != 0) throw std::system_error(error, std::generic_category(), "posix_spawn");
    return pid;
}

} // namespace

service::service(std::string name) : name_(std::move(name)) {
    // Not on the machine of whoever starts the test by hand: its daemons have the same paths and ports.
    if (!std::getenv("NIXIE_PRIVATE_HOST")) throw std::runtime_error("run me through tests/live/private_host");
}

service::~service() {
    if (pid_ > 0) end(SIGKILL);
}

void service::start(const std::string &command, const std::vector<int> &passed) {
    const std::string path = "/run/" + name_ + ".ready", log_path = "/run/" + name_ + ".log";
    std::filesystem::remove(path); // of a start that failed
    const descriptor ready(must(socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0), "socket"));
    bind_to(ready, SOCK_DGRAM, path);
    std::string script = "export SYSTEMD_LOG_TARGET=console NOTIFY_SOCKET=" + path + "; ";
    if (!passed.empty()) script += "export LISTEN_PID=$$ LISTEN_FDS=" + std::to_string(passed.size()) + "; ";
    pid_ = spawn(script + "exec " + command, passed, log_path);
    for (std::string said; said.find("READY=1") == std::string::npos;) {
        must_be_readable(ready, (name_ + "'s READY=1 (see " + log_path + ")").c_str());
        said.resize(4096);
        said.resize(static_cast<std::size_t>(must(static_cast<int>(recv(ready, said.data(), said.size(), 0)), "recv")));
    }
    std::filesystem::remove(path);
}

void service::signal(int number) {
    must(::kill(pid_, number), "kill");
}

void service::end(int number) {
    signal(number);
    must(waitpid(pid_, nullptr, 0), "waitpid");
    pid_ = -1;
}

void service::stop() {
    end(SIGTERM);
}

void service::kill() {
    end(SIGKILL);
}

void service::freeze() {
    signal(SIGSTOP);
    must(waitpid(pid_, nullptr, WUNTRACED), "waitpid");
}

void service::thaw() {
    signal(SIGCONT);
}

} // namespace nixie::tests
