#include "transport/udp_socket.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <ctime> // linux/errqueue.h needs timespec
#include <linux/errqueue.h>
#include <linux/filter.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "transport/socket_option.hpp"

namespace nixie::impl {
namespace {

constexpr std::size_t udp_header = 8;
constexpr std::size_t ipv4_header = 20;
constexpr std::size_t ipv6_header = 40;
constexpr std::size_t longest_packet = 65'535;

bool is_ipv6(int fd) {
    int domain = AF_INET;
    socklen_t size = sizeof domain;
    ::getsockopt(fd, SOL_SOCKET, SO_DOMAIN, &domain, &size);
    return domain == AF_INET6;
}

// A collector has nothing to say, and answers that nobody reads would take the room of the reports. Where no filter can
// be had they are kept until the socket has no room for more.
void refuse_input(int fd) {
    sock_filter nothing{.code = BPF_RET | BPF_K, .jt = 0, .jf = 0, .k = 0}; // bytes of a datagram that are let in
    const sock_fprog program{1, &nothing};
    ::setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof program);
}

// The errno of an ICMP error that the message of an error queue tells of; 0: it tells of another one.
int icmp_error_in(msghdr &message) {
    for (cmsghdr *header = CMSG_FIRSTHDR(&message); header; header = CMSG_NXTHDR(&message, header)) {
        const bool is_error = (header->cmsg_level == IPPROTO_IP && header->cmsg_type == IP_RECVERR) ||
                              (header->cmsg_level == IPPROTO_IPV6 && header->cmsg_type == IPV6_RECVERR);
        if (!is_error) continue;
        sock_extended_err error{};
        std::memcpy(&error, CMSG_DATA(header), sizeof error);
        const bool is_icmp = error.ee_origin == SO_EE_ORIGIN_ICMP || error.ee_origin == SO_EE_ORIGIN_ICMP6;
        return is_icmp ? static_cast<int>(error.ee_errno) : 0;
    }
    return 0;
}

} // namespace

std::size_t datagram_content(int fd, std::size_t packet) {
    const std::size_t headers = udp_header + (is_ipv6(fd) ? ipv6_header : ipv4_header);
    return packet > headers ? packet - headers : 0;
}

// The length field of IPv6 does not count its own header.
std::size_t largest_datagram_content(int fd) {
    return longest_packet - udp_header - (is_ipv6(fd) ? 0 : ipv4_header);
}

int prepare_udp_socket(int fd, bool fragment) {
    refuse_input(fd);
    if (is_ipv6(fd)) {
        if (const int error = set_option(fd, IPPROTO_IPV6, IPV6_RECVERR, 1)) return error;
        return set_option(fd, IPPROTO_IPV6, IPV6_MTU_DISCOVER, fragment ? IPV6_PMTUDISC_WANT : IPV6_PMTUDISC_DO);
    }
    if (const int error = set_option(fd, IPPROTO_IP, IP_RECVERR, 1)) return error;
    return set_option(fd, IPPROTO_IP, IP_MTU_DISCOVER, fragment ? IP_PMTUDISC_WANT : IP_PMTUDISC_DO);
}

std::size_t path_mtu(int fd) {
    int mtu = 0;
    socklen_t size = sizeof mtu;
    const bool ipv6 = is_ipv6(fd);
    if (::getsockopt(fd, ipv6 ? IPPROTO_IPV6 : IPPROTO_IP, ipv6 ? IPV6_MTU : IP_MTU, &mtu, &size) != 0) return 0;
    return mtu > 0 ? static_cast<std::size_t>(mtu) : 0;
}

icmp_errors take_icmp_errors(int fd, bool (*is_report)(std::string_view)) {
    icmp_errors errors;
    for (;;) {
        std::array<char, 1024> content; // the beginning of the datagram that was lost, or less
        alignas(cmsghdr) std::array<char, 512> control;
        iovec part{content.data(), content.size()};
        msghdr message{};
        message.msg_iov = &part;
        message.msg_iovlen = 1;
        message.msg_control = control.data();
        message.msg_controllen = control.size();
        const ssize_t got = ::recvmsg(fd, &message, MSG_ERRQUEUE | MSG_DONTWAIT);
        if (got < 0 && errno != EINTR) break;
        const int told = got < 0 ? 0 : icmp_error_in(message);
        if (told == 0) continue;
        errors.last = told;
        ++errors.all;
        errors.about_reports += is_report({content.data(), static_cast<std::size_t>(got)});
    }
    // An error for which the queue had no room is told here alone; left there, it would wake whoever waits for errors
    // again and again.
    if (const int pending = take_pending_error(fd)) {
        errors.last = pending;
        ++errors.all;
    }
    return errors;
}

} // namespace nixie::impl
