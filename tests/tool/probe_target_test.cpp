#include "tool/probe_target.hpp"

#include <gtest/gtest.h>

#include "tool/failure_of.hpp"

namespace nixie::impl {
namespace {

std::string parts_of(std::string_view uri) {
    const probe_target target = parse_probe_target(uri);
    return target.host + " " + target.port + " " + target.path + " " + target.uri;
}

std::string refusal(std::string_view uri) {
    return test::failure_of([uri] { parse_probe_target(uri); });
}

TEST(ProbeTarget, ReadsEachKind) {
    EXPECT_EQ(parse_probe_target("udp://a").transport, probe_transport::udp);
    EXPECT_EQ(parse_probe_target("tcp://a").transport, probe_transport::tcp);
    EXPECT_EQ(parse_probe_target("unix:/dev/log").transport, probe_transport::unix_datagram);
    EXPECT_EQ(parts_of("udp://collector.example.net:5514"),
              "collector.example.net 5514  udp://collector.example.net:5514");
    EXPECT_EQ(parts_of("tcp://[2001:db8::1]:601"), "2001:db8::1 601  tcp://[2001:db8::1]:601");
    EXPECT_EQ(parts_of("unix:/dev/log"), "  /dev/log unix:/dev/log");
}

TEST(ProbeTarget, KnowsThePortsOfSyslog) {
    EXPECT_EQ(parts_of("udp://a"), "a 514  udp://a:514");
    EXPECT_EQ(parts_of("tcp://a"), "a 601  tcp://a:601");
    EXPECT_EQ(parts_of("tcp://[::1]"), "::1 601  tcp://[::1]:601");
}

TEST(ProbeTarget, RefusesTheRestWithAHint) {
    const std::string legal = " | write udp://HOST[:514], tcp://HOST[:601] or unix:PATH";
    EXPECT_EQ(refusal("collector"), "78 target collector: no URI" + legal);
    EXPECT_EQ(refusal("tpc://a"), "78 target tpc://a: probe has no \"tpc\" | did you mean tcp?");
    EXPECT_EQ(refusal("journald:"), "78 target journald:: probe has no \"journald\"" + legal);
    EXPECT_EQ(refusal("tcp:a"), "78 target tcp:a: the two slashes are missing" + legal);
    EXPECT_EQ(refusal("tcp://"), "78 target tcp://: the host is missing" + legal);
    EXPECT_EQ(refusal("tcp://:601"), "78 target tcp://:601: the host is missing" + legal);
    EXPECT_EQ(refusal("tcp://a/b"), "78 target tcp://a/b: no host: \"a/b\"" + legal);
    EXPECT_EQ(refusal("udp://[::1"), "78 target udp://[::1: the bracket does not end" + legal);
    EXPECT_EQ(refusal("udp://::1:514"), "78 target udp://::1:514: the host is missing" + legal);
    EXPECT_EQ(refusal("udp://2001:db8::1"),
              "78 target udp://2001:db8::1: an IPv6 address stands in brackets | write udp://[::1]:514");
    for (const char *port : {"0", "65536", "x", "", "123456", "-1"})
        EXPECT_EQ(refusal(std::string("tcp://a:") + port), std::string("78 target tcp://a:") + port +
                                                               ": no port: \":" + port +
                                                               "\" | a port is a colon and a number from 1 to 65535");
    EXPECT_EQ(refusal("tcp://a?framing=lf"), "78 target tcp://a?framing=lf: options are not taken here | leave out "
                                             "what follows the ?; probe says which options to set");
    EXPECT_EQ(refusal("unix:"), "78 target unix:: no path of 1 to 107 bytes" + legal);
    EXPECT_EQ(refusal("unix:/" + std::string(107, 'x')).substr(0, 9), "78 target");
}

} // namespace
} // namespace nixie::impl
