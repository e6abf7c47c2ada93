// A small DNS server on 127.0.0.1 that knows the names of the collectors, and fails as it is told.
#pragma once

#include <atomic>
#include <string>
#include <thread>

namespace nixie::tests {

class name_server {
public:
    enum class mood { well, silent, failing, other_address, nobodys_address };

    name_server(); // and /etc/resolv.conf of the private host names it
    ~name_server();
    name_server(const name_server &) = delete;
    name_server &operator=(const name_server &) = delete;

    void be(mood now) { mood_ = now; } // any thread

private:
    void run();
    std::string answer(const std::string &question) const;

    const int socket_, stop_;
    std::atomic<mood> mood_ = mood::well;
    std::thread thread_;
};

} // namespace nixie::tests
