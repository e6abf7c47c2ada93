#include "transport/resolver.hpp"

#include <arpa/inet.h>
#include <boost/asio/post.hpp>
#include <cerrno>
#include <cstring>
#include <mutex>
#include <netdb.h>
#include <netinet/in.h>
#include <system_error>
#include <thread>
#include <utility>

#include "transport/blocked_signals.hpp"

namespace nixie::impl {
namespace {

struct freer {
    void operator()(addrinfo *list) const { ::freeaddrinfo(list); }
};
using address_list = std::unique_ptr<addrinfo, freer>;

addrinfo hints_for(int socket_type, int flags) {
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = socket_type;
    hints.ai_flags = flags | AI_NUMERICSERV;
    return hints;
}

int errno_of(int code) {
    switch (code) {
    case EAI_SYSTEM:
        return errno;
    case EAI_NONAME:
        return ENOENT;
    case EAI_MEMORY:
        return ENOMEM;
    case EAI_AGAIN:
        return EHOSTUNREACH; // no name server answered
    default:
        return EIO;
    }
}

lookup_result get_addresses(const peer_host &of, int socket_type, int flags) {
    const addrinfo hints = hints_for(socket_type, flags);
    addrinfo *list = nullptr;
    const int code = ::getaddrinfo(of.host.c_str(), std::to_string(of.port).c_str(), &hints, &list);
    lookup_result result;
    if (code != 0) {
        result.error = errno_of(code);
        result.trouble = code == EAI_SYSTEM ? std::generic_category().message(result.error) : ::gai_strerror(code);
        return result;
    }
    const address_list owner{list};
    for (const addrinfo *each = list; each; each = each->ai_next) {
        socket_address &added = result.addresses.emplace_back();
        std::memcpy(&added.storage, each->ai_addr, each->ai_addrlen);
        added.size = each->ai_addrlen;
    }
    if (!result.addresses.empty()) return result;
    result.error = ENOENT;
    result.trouble = "no address";
    return result;
}

// An IPv4 address in the clothes of IPv6 (::ffff:192.0.2.1) as what it is: the kernel talks IPv4 to it, and reports its
// errors as IPv4 errors.
socket_address unmapped(const socket_address &address) {
    sockaddr_in6 from{};
    std::memcpy(&from, &address.storage, sizeof from);
    if (address.storage.ss_family != AF_INET6 || !IN6_IS_ADDR_V4MAPPED(&from.sin6_addr)) return address;
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = from.sin6_port;
    std::memcpy(&to.sin_addr, &from.sin6_addr.s6_addr[12], sizeof to.sin_addr);
    socket_address result;
    std::memcpy(&result.storage, &to, sizeof to);
    result.size = sizeof to;
    return result;
}

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

lookup_result look_up_in_system(const peer_host &of, int socket_type) {
    return get_addresses(of, socket_type, 0);
}

std::optional<socket_address> literal_address(const peer_host &of) {
    // Asks nobody: with this flag the text is parsed, its zone (fe80::1%eth0) included, and that is all.
    const lookup_result parsed = get_addresses(of, SOCK_DGRAM, AI_NUMERICHOST);
    if (parsed.addresses.empty()) return std::nullopt;
    return unmapped(parsed.addresses.front());
}

void set_port(socket_address &address, std::uint16_t port) {
    if (address.storage.ss_family == AF_INET6)
        reinterpret_cast<sockaddr_in6 *>(&address.storage)->sin6_port = htons(port);
    else
        reinterpret_cast<sockaddr_in *>(&address.storage)->sin_port = htons(port);
}

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
