#include "transport/resolver.hpp"

#include <boost/asio/post.hpp>
#include <cerrno>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

#include "transport/blocked_signals.hpp"

namespace nixie::impl {
namespace {

// An exception that left a helper's thread would end the process.
lookup_result look_up_without_throwing(const resolver::lookup_function &how, const peer_host &of, int socket_type) {
    try {
        return how(of, socket_type);
    } catch (const std::exception &) {
        lookup_result failed;
        failed.error = ENOMEM;
        failed.trouble = "no memory"; // short enough to need none
        return failed;
    }
}

} // namespace

// Shared by the I/O thread and the helper's thread.
struct resolver::helper {
    std::mutex mutex;     // guards the rest
    resolver *owner;      // nullptr once the resolver is gone, and with it perhaps the io_context
    bool gave_up = false; // it has ended, and there was no memory to say so
};

resolver::~resolver() {
    for (const auto &[host, working] : helpers_) {
        const std::lock_guard lock{working->mutex};
        working->owner = nullptr;
    }
}

int resolver::look_up(const peer_host &of, int socket_type, callback then) {
    try {
        waited_for_ = of.host;
        then_ = std::move(then);
        if (!is_worked_on(of.host)) start_helper(of, socket_type);
        return 0;
    } catch (const std::system_error &error) {
        then_ = nullptr;
        return error.code().value();
    } catch (const std::bad_alloc &) {
        then_ = nullptr;
        return ENOMEM;
    }
}

bool resolver::is_worked_on(const std::string &host) const {
    const auto at = helpers_.find(host);
    if (at == helpers_.end()) return false;
    const std::lock_guard lock{at->second->mutex};
    return !at->second->gave_up;
}

void resolver::start_helper(const peer_host &of, int socket_type) {
    const auto made = std::make_shared<helper>();
    made->owner = this;
    const auto work = [made, of, socket_type, how = how_] {
        lookup_result result = look_up_without_throwing(how, of, socket_type);
        const std::lock_guard lock{made->mutex};
        if (!made->owner) return;
        try {
            boost::asio::post(made->owner->io_, [made, host = of.host, result = std::move(result)]() mutable {
                if (made->owner) made->owner->finished(host, std::move(result)); // written by this thread alone
            });
        } catch (const std::bad_alloc &) {
            made->gave_up = true;
        }
    };
    helpers_.insert_or_assign(of.host, made);
    try {
        const blocked_signals inherited_by_the_thread;
        std::thread{work}.detach();
    } catch (...) {
        helpers_.erase(of.host);
        throw;
    }
}

void resolver::finished(const std::string &host, lookup_result result) {
    {
        // The helper may still be inside post(), and from here on nobody waits for it before the io_context goes.
        const std::lock_guard until_it_has_posted{helpers_.at(host)->mutex};
    }
    helpers_.erase(host);
    if (host == waited_for_ && then_) std::exchange(then_, nullptr)(std::move(result));
}

} // namespace nixie::impl
