#include "tool/probe_link.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <system_error>

#include "decode/framing.hpp"
#include "tool/probe_canaries.hpp"
#include "tool/probe_connect.hpp"
#include "tool/socket_address.hpp"

namespace nixie::impl {
namespace {

using std::chrono::steady_clock;

std::string error_text(int error) {
    return std::generic_category().message(error);
}

// What came back, where it is one of the messages: a peer may talk without end.
void keep_echo(std::string_view bytes, const std::vector<std::string> &messages, std::vector<std::string> &echoes) {
    if (echoes.size() < messages.size() && std::find(messages.begin(), messages.end(), bytes) != messages.end())
        echoes.emplace_back(bytes);
}

// What an end of the peer's side says, or an error of reading.
enum class reading { more, ended, failed };

class stream_link {
public:
    stream_link(const probe_target &target, framing how, const probe_patience &patience,
                const std::vector<std::string> &messages)
        : target_(target), how_(how), patience_(patience), messages_(messages),
          fd_(connect_probe(target, patience.peer)),
          frames_(how == framing::octet_counting ? frame_splitter::method::octet_counting
                                                 : frame_splitter::method::line_feed,
                  2 * largest_canary) {}

    probe_sent run() {
        result_.is_sent.assign(messages_.size(), true);
        std::string stream;
        for (const std::string &message : messages_) append_frame(stream, message, how_);
        if (!send_all(stream) || !wait_for_echoes()) return std::move(result_);
        shutdown(fd_.get(), SHUT_WR);
        result_.is_silent = !read_to_the_end();
        return std::move(result_);
    }

private:
    // False: the peer has hung up.
    bool send_all(std::string_view stream) {
        const std::size_t size = stream.size();
        auto deadline = steady_clock::now() + patience_.peer;
        while (!stream.empty()) {
            const short ready = wait_for_socket(fd_.get(), POLLIN | POLLOUT, deadline);
            if (ready == 0 || steady_clock::now() > deadline)
                fail_probe(target_, "it takes nothing more after " + count(size, stream) + " bytes");
            if ((ready & ~POLLOUT) != 0 && read_some() != reading::more) return hang_up(size, stream);
            if ((ready & POLLOUT) == 0) continue;
            const ssize_t sent = send(fd_.get(), stream.data(), stream.size(), MSG_NOSIGNAL);
            if (sent > 0) {
                stream.remove_prefix(static_cast<std::size_t>(sent));
                deadline = steady_clock::now() + patience_.peer;
            } else if (errno != EAGAIN && errno != EINTR) {
                return hang_up(size, stream);
            }
        }
        return true;
    }

    static std::string count(std::size_t size, std::string_view rest) {
        return std::to_string(size - rest.size()) + " of " + std::to_string(size);
    }

    bool hang_up(std::size_t size, std::string_view rest) {
        result_.trouble = "the peer closed the connection after " + count(size, rest) + " bytes";
        return false;
    }

    bool wait_for_echoes() {
        const auto begin = steady_clock::now();
        while (result_.echoes.size() < messages_.size()) {
            const auto deadline = begin + (result_.echoes.empty() ? patience_.first_echo : patience_.all_echoes);
            if (steady_clock::now() > deadline || wait_for_socket(fd_.get(), POLLIN, deadline) == 0) return true;
            if (read_some() == reading::more) continue;
            result_.trouble = "the peer closed the connection";
            return false;
        }
        return true;
    }

    // The peer's FIN shows that it has read everything. A reset shows that it has not.
    bool read_to_the_end() {
        const auto deadline = steady_clock::now() + patience_.peer;
        while (steady_clock::now() < deadline && wait_for_socket(fd_.get(), POLLIN, deadline) != 0) {
            const reading what = read_some();
            if (what == reading::failed) result_.trouble = "the peer reset the connection, perhaps with bytes unread";
            if (what != reading::more) return true;
        }
        return false;
    }

    reading read_some() {
        std::array<char, 64 * 1024> bytes;
        const ssize_t got = recv(fd_.get(), bytes.data(), bytes.size(), 0);
        if (got == 0) return reading::ended;
        if (got < 0) return errno == EAGAIN || errno == EINTR ? reading::more : reading::failed;
        frames_.feed({bytes.data(), static_cast<std::size_t>(got)});
        while (const auto frame = frames_.next()) keep_echo(*frame, messages_, result_.echoes);
        return reading::more;
    }

    const probe_target &target_;
    framing how_;
    const probe_patience &patience_;
    const std::vector<std::string> &messages_;
    descriptor fd_;
    frame_splitter frames_;
    probe_sent result_;
};

class datagram_link {
public:
    datagram_link(const probe_target &target, const probe_patience &patience)
        : target_(target), patience_(patience), fd_(connect_probe(target, patience.peer)) {}

    probe_sent run(const std::vector<std::string> &messages) {
        for (const std::string &message : messages) result_.is_sent.push_back(send_one(message));
        result_.one_piece = bytes_in_one_piece();
        if (target_.transport == probe_transport::udp) wait_for_echoes(messages);
        return std::move(result_);
    }

private:
    // False: it is too long for a datagram.
    bool send_one(std::string_view message) {
        const auto deadline = steady_clock::now() + patience_.peer;
        for (;;) {
            if (send(fd_.get(), message.data(), message.size(), MSG_NOSIGNAL) >= 0) return true;
            if (errno == EMSGSIZE) return false;
            if (errno != EAGAIN && errno != EINTR && errno != ENOBUFS) fail_probe(target_, error_text(errno));
            if (wait_for_socket(fd_.get(), POLLOUT, deadline) == 0) fail_probe(target_, "it takes nothing more");
        }
    }

    std::size_t bytes_in_one_piece() const {
        int mtu = 0;
        socklen_t size = sizeof mtu;
        const bool is_v6 = address_of_socket(fd_.get()).family() == AF_INET6;
        const bool is_known = getsockopt(fd_.get(), is_v6 ? int{IPPROTO_IPV6} : int{IPPROTO_IP},
                                         is_v6 ? IPV6_MTU : IP_MTU, &mtu, &size) == 0;
        const int headers = is_v6 ? 40 + 8 : 20 + 8; // of IP and UDP
        return is_known && mtu > headers ? static_cast<std::size_t>(mtu - headers) : 0;
    }

    // Where no echo is wanted, a moment for the ICMP message that says that nobody is there.
    void wait_for_echoes(const std::vector<std::string> &messages) {
        constexpr std::chrono::milliseconds for_icmp{200};
        const auto begin = steady_clock::now();
        while (result_.echoes.size() < messages.size()) {
            const auto first = std::max(patience_.first_echo, for_icmp);
            const auto deadline = begin + (result_.echoes.empty() ? first : patience_.all_echoes);
            if (steady_clock::now() > deadline || wait_for_socket(fd_.get(), POLLIN, deadline) == 0) return;
            std::string bytes(largest_canary, '\0');
            const ssize_t got = recv(fd_.get(), bytes.data(), bytes.size(), 0);
            if (got < 0 && errno == ECONNREFUSED) fail_probe(target_, error_text(errno));
            if (got < 0) continue;
            bytes.resize(static_cast<std::size_t>(got));
            keep_echo(bytes, messages, result_.echoes);
        }
    }

    const probe_target &target_;
    const probe_patience &patience_;
    descriptor fd_;
    probe_sent result_;
};

} // namespace

probe_sent send_probe(const probe_target &target, std::optional<framing> how, const std::vector<std::string> &messages,
                      const probe_patience &patience) {
    if (how) return stream_link(target, *how, patience, messages).run();
    return datagram_link(target, patience).run(messages);
}

} // namespace nixie::impl
