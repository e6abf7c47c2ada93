// A daemon as a child process, started as systemd starts a unit of Type=notify. Only for programs that private_host
// runs.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace nixie::tests {

class service {
public:
    // The name says whose /run/NAME.log is, where the daemon's standard error goes. Not started yet.
    explicit service(std::string name);
    ~service(); // ends the process
    service(const service &) = delete;
    service &operator=(const service &) = delete;

    // Runs the command, with `passed` as its descriptors from 3 on (LISTEN_FDS); returns when it says READY=1.
    void start(const std::string &command, const std::vector<int> &passed = {});
    void stop();   // SIGTERM, and waits for the end
    void kill();   // SIGKILL, and waits for the end
    void freeze(); // SIGSTOP, and waits until it is stopped
    void thaw();   // SIGCONT
    void signal(int number);

private:
    void end(int number);

    std::string name_;
    pid_t pid_ = -1;
};

} // namespace nixie::tests
