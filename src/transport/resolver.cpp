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

} // namespace

lookup_result look_up_in_system(const peer_host &of, int socket_type) {
    return get_addresses(of, socket_type, 0);
}

std::optional<socket_address> literal_address(const peer_host &of) {
    // Asks nobody: with this flag the text is parsed, its zone (fe80::1%eth0) included, and that is all.
    const lookup_result parsed = get_addresses(of, SOCK_DGRAM, AI_NUMERICHOST);
    if (parsed.addresses.empty()) return std::nullopt;
    return parsed.addresses.front();
}

// Shared by the I/O thread and the helper's thread.
struct resolver::helper {
    std::mutex mutex; // guards owner: nullptr once the resolver is gone, and with it perhaps the io_context
    resolver *owner;
};

resolver::~resolver() {
    for (const auto &[host, working] : helpers_) {
        const std::lock_guard lock{working->mutex};
        working->owner = nullptr;
    }
}

int resolver::look_up(const peer_host &of, int socket_type, callback then) {
    waited_for_ = of.host;
    then_ = std::move(then);
    if (helpers_.contains(of.host)) return 0;
    try {
        const auto made = std::make_shared<helper>();
        made->owner = this;
        const auto work = [made, of, socket_type, how = how_] {
            lookup_result result = how(of, socket_type);
            const std::lock_guard lock{made->mutex};
            if (!made->owner) return;
            boost::asio::post(made->owner->io_, [made, host = of.host, result = std::move(result)]() mutable {
                if (made->owner) made->owner->finished(host, std::move(result)); // written by this thread alone
            });
        };
        helpers_.emplace(of.host, made);
        const blocked_signals inherited_by_the_thread;
        std::thread{work}.detach();
        return 0;
    } catch (const std::system_error &error) {
        helpers_.erase(of.host);
        then_ = nullptr;
        return error.code().value();
    }
}

void resolver::finished(const std::string &host, lookup_result result) {
    helpers_.erase(host);
    if (host == waited_for_ && then_) std::exchange(then_, nullptr)(std::move(result));
}

} // namespace nixie::impl
