// A real systemd-journald as a child process. Only for programs that private_host runs: it uses the well-known paths.
#pragma once

#include <string>
#include <vector>

#include "live/service.hpp"

namespace nixie::tests {

class journald {
public:
    // Who made the sockets below /run/systemd/journal: journald itself, or somebody who keeps them while journald dies
    // and comes back, as PID 1 does on a booted host.
    enum class sockets { its_own, held };

    // Not started yet; with `held`, the sockets exist from here on. With a name it serves that namespace.
    explicit journald(sockets whose = sockets::its_own, std::string name_space = "");
    ~journald(); // ends the process and closes the sockets held
    journald(const journald &) = delete;
    journald &operator=(const journald &) = delete;

    void start(); // returns when journald says that it is ready
    void stop() { process_.stop(); }
    void kill() { process_.kill(); }
    void freeze() { process_.freeze(); }
    void thaw() { process_.thaw(); }
    // Returns when journald has stored everything that stood in its sockets.
    void sync();

    // /run/systemd/journal, or /run/systemd/journal.NAME.
    const std::string &directory() const { return directory_; }

private:
    int hold_socket(const char *name, int type) const;

    std::string name_space_;
    service process_;
    std::string directory_;
    std::vector<int> held_;
};

} // namespace nixie::tests
