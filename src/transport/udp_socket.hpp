// What a connected UDP socket needs besides send(2): the path MTU and the errors that routers and hosts report.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace nixie::impl {

// Bytes of a datagram's content in an IP packet of `packet` bytes, on this socket's IP version.
std::size_t datagram_content(int fd, std::size_t packet);

// All that fits into one datagram, fragmented or not, on this socket's IP version.
std::size_t largest_datagram_content(int fd);

// Errors are reported one by one (IP_RECVERR), datagrams are fragmented or not, and none is let in. Returns 0 or errno.
int prepare_udp_socket(int fd, bool fragment);

// Bytes of an IP packet that the path takes whole, as the kernel knows it now; 0 where it does not say.
std::size_t path_mtu(int fd);

struct icmp_errors {
    std::uint64_t all = 0;
    std::uint64_t about_reports = 0; // of these
    int last = 0;                    // errno that the last of them means
};

// Takes the errors that have been reported off the socket, and counts those that came by ICMP: each tells of a datagram
// that was lost. Errors of this host's own calls are taken off, too, and not counted. is_report: whether a datagram, of
// which the beginning is known, or nothing, is no record.
icmp_errors take_icmp_errors(int fd, bool (*is_report)(std::string_view));

} // namespace nixie::impl
