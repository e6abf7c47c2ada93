// Names to addresses, outside of Asio's resolver, whose one hidden thread serves all targets and is waited for at exit.
// Each lookup has a detached helper thread that owns copies of what it works with; a lookup that hangs hangs alone, and
// is abandoned on close. I/O thread only.
#pragma once

#include <boost/asio/io_context.hpp>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "transport/lookup.hpp"

namespace nixie::impl {

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
