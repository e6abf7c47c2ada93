// Names to addresses, outside of Asio's resolver, whose one hidden thread serves all targets and is waited for at exit.
// Each lookup has a detached helper thread that owns copies of what it works with; a lookup that hangs hangs alone, and
// is abandoned on close. I/O thread only.
#pragma once

#include <boost/asio/io_context.hpp>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <sys/socket.h>
#include <vector>

namespace nixie::impl {

struct peer_host {
    std::string host; // a name, or an IP literal without brackets
    std::uint16_t port = 0;
};

struct socket_address {
    sockaddr_storage storage{};
    socklen_t size = 0;

    const sockaddr *get() const { return reinterpret_cast<const sockaddr *>(&storage); }
    sockaddr *get() { return reinterpret_cast<sockaddr *>(&storage); }
};

struct lookup_result {
    std::vector<socket_address> addresses; // in the order in which they should be tried (RFC 6724)
    int error = 0;                         // errno; ENOENT: the name has no address
    std::string trouble;                   // the same in words
};

// getaddrinfo(3), which may take as long as the system's resolver likes. Any thread. socket_type: SOCK_STREAM or
// SOCK_DGRAM.
lookup_result look_up_in_system(const peer_host &of, int socket_type);

// The address of an IP literal; nullopt where it is a name, or wrong.
std::optional<socket_address> literal_address(const peer_host &of);

// The same address with another port: a name is looked up once for all the ports that it is wanted with.
void set_port(socket_address &address, std::uint16_t port);

class resolver {
public:
    using lookup_function = std::function<lookup_result(const peer_host &, int socket_type)>;
    using callback = std::function<void(lookup_result)>;

    explicit resolver(boost::asio::io_context &io, lookup_function how = look_up_in_system) : io_(io), how_(how) {}
    ~resolver();
    resolver(const resolver &) = delete;
    resolver &operator=(const resolver &) = delete;

    // Calls back from the io_context, never from within this call. A helper that still works on this host since an
    // earlier call serves this one too: there is never more than one a host. Returns 0, or errno where the system
    // refused a thread; then nothing is called back.
    int look_up(const peer_host &of, int socket_type, callback then);
    // Nothing is called back for the last look_up(); its helper goes on, for the next one to the same host.
    void cancel() { then_ = nullptr; }

private:
    struct helper;
    bool is_worked_on(const std::string &host) const;
    void start_helper(const peer_host &of, int socket_type);
    void finished(const std::string &host, lookup_result result);

    boost::asio::io_context &io_;
    const lookup_function how_;
    std::map<std::string, std::shared_ptr<helper>> helpers_; // by host, while they work
    std::string waited_for_;
    callback then_;
};

} // namespace nixie::impl
