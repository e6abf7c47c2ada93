// The hosts of udp:// and tcp://: every form that is taken, and what is said of the others.
#include <ostream>

#include <gtest/gtest.h>

#include "config/options.hpp"

namespace nixie::impl {

void PrintTo(const host_port &host, std::ostream *to) {
    *to << host.host << " port " << host.port;
}

namespace {

using hosts = std::vector<host_port>;

hosts hosts_of(std::string_view uri) {
    auto result = parse_target(uri);
    if (const auto *const wrong = std::get_if<config_error>(&result)) {
        ADD_FAILURE() << wrong->text;
        return {};
    }
    return std::get<target_options>(std::move(result)).hosts;
}

std::string refusal_of(const std::string &uri) {
    const auto result = parse_target(uri);
    const auto *const wrong = std::get_if<config_error>(&result);
    return wrong ? wrong->text : "taken";
}

TEST(TargetHosts, APortThatIsLeftOutIsTheRegisteredOne) {
    EXPECT_EQ(hosts_of("udp://logs.example.net"), (hosts{{"logs.example.net", 514}}));
    EXPECT_EQ(hosts_of("tcp://logs.example.net"), (hosts{{"logs.example.net", 601}}));
    EXPECT_EQ(hosts_of("udp://[::1]"), (hosts{{"::1", 514}}));
    EXPECT_EQ(hosts_of("tcp://[::1]"), (hosts{{"::1", 601}}));
}

TEST(TargetHosts, NamesAndAddressesAreTakenAsTheyStand) {
    const std::pair<std::string, host_port> cases[] = {
        {"logs.example.net:6514", {"logs.example.net", 6514}},
        {"LOGS.example.NET.:1", {"LOGS.example.NET.", 1}},
        {"log_host-1:65535", {"log_host-1", 65535}},
        {"192.0.2.7:601", {"192.0.2.7", 601}},
        {"localhost", {"localhost", 601}},
        {"[2001:db8::1]:1601", {"2001:db8::1", 1601}},
        {"[::ffff:192.0.2.7]:1", {"::ffff:192.0.2.7", 1}},
        {"[fe80::1%eth0]:514", {"fe80::1%eth0", 514}},
        {"[fe80::1%br-lan.2]", {"fe80::1%br-lan.2", 601}},
        {"[::]", {"::", 601}},
        {std::string(253, 'x'), {std::string(253, 'x'), 601}},
    };
    for (const auto &[text, host] : cases) EXPECT_EQ(hosts_of("tcp://" + text), (hosts{host}));
}

TEST(TargetHosts, SeveralStayInTheirOrder) {
    EXPECT_EQ(hosts_of("tcp://b,a:1,[::1]:2,[::2],b"),
              (hosts{{"b", 601}, {"a", 1}, {"::1", 2}, {"::2", 601}, {"b", 601}}));
}

TEST(TargetHosts, ASlashMayEndThemAndOptionsFollow) {
    EXPECT_EQ(hosts_of("tcp://a:1,b/"), (hosts{{"a", 1}, {"b", 601}}));
    EXPECT_EQ(hosts_of("tcp://a:1,b/?framing=lf"), (hosts{{"a", 1}, {"b", 601}}));
    EXPECT_EQ(hosts_of("udp://[::1]/?mtu=fragment"), (hosts{{"::1", 514}}));
    EXPECT_EQ(hosts_of("udp://a?backlog=1MiB"), (hosts{{"a", 514}}));
}

TEST(TargetHosts, RefusalNamesPlaceReasonAndHint) {
    const std::string missing = "a host is missing; write a name or an address, as in logs.example.net:601";
    const std::string no_host = R"( is no host; legal: a name, an IPv4 address, an IPv6 address in brackets)";
    const std::string no_port = R"( behind the host is no port; legal: a colon and a number from 1 to 65535)";
    const std::string no_ipv6 = R"( is no IPv6 address; write names and IPv4 addresses without brackets)";
    const std::string colons = R"( has several colons; write an IPv6 address in brackets, as in [2001:db8::1]:601)";
    const std::pair<std::string, std::string> cases[] = {
        {"tcp:", "two slashes are missing; write tcp://HOST:601"},
        {"tcp:logs.example.net", "two slashes are missing; write tcp://HOST:601"},
        {"tcp:/logs.example.net", "two slashes are missing; write tcp://HOST:601"},
        {"udp:logs.example.net", "two slashes are missing; write udp://HOST:514"},
        {"tcp://", missing},
        {"tcp:///", missing},
        {"udp://?mtu=path", missing},
        {"tcp://:601", missing},
        {"tcp://a,", missing},
        {"tcp://,a", missing},
        {"tcp://a,,b", missing},
        {"tcp://a/b", R"("a/b")" + no_host},
        {"tcp://a//", R"("a/")" + no_host},
        {"tcp:///dev/log", R"("/dev/log")" + no_host},
        {"tcp://user@a", R"("user@a")" + no_host},
        {"tcp://a%20b", R"("a%20b")" + no_host},
        {"tcp://b\xC3\xBC"
         "cher",
         "\"b\xC3\xBC"
         "cher\"" +
             no_host},
        {"tcp://a b", R"("a b")" + no_host},
        {"tcp://a\nb", "\"a\nb\"" + no_host},
        {"tcp://::1", R"("::1")" + colons},
        {"tcp://a:601:602", R"("a:601:602")" + colons},
        {"tcp://[::1", R"("[::1" has no ] after its IPv6 address)"},
        {"tcp://[]", R"("")" + no_ipv6},
        {"tcp://[a]", R"("a")" + no_ipv6},
        {"tcp://[192.0.2.7]", R"("192.0.2.7")" + no_ipv6},
        {"tcp://[::1/64]", R"("::1/64")" + no_ipv6},
        {"tcp://[:::]", R"(":::")" + no_ipv6},
        {"tcp://[2001:db8::1::2]", R"("2001:db8::1::2")" + no_ipv6},
        {"tcp://[2001:db8::12345]", R"("2001:db8::12345")" + no_ipv6},
        {"tcp://[1:2:3:4:5:6:7]", R"("1:2:3:4:5:6:7")" + no_ipv6},
        {"tcp://[a:b]", R"("a:b")" + no_ipv6},
        {"tcp://[fe80::1%]", R"("fe80::1%")" + no_ipv6},
        {"tcp://[fe80::1%eth0%1]", R"("fe80::1%eth0%1")" + no_ipv6},
        {"tcp://[%eth0]", R"("%eth0")" + no_ipv6},
        {std::string("tcp://[::1\0]", 12), "\"" + std::string("::1\0", 4) + "\"" + no_ipv6},
        {"tcp://[[::1]]", R"("[::1")" + no_ipv6},
        {"tcp://[::1]601", R"("601")" + no_port},
        {"tcp://[::1]]", R"("]")" + no_port},
        {"tcp://a:", R"(":")" + no_port},
        {"tcp://a:0", R"(":0")" + no_port},
        {"tcp://a:65536", R"(":65536")" + no_port},
        {"tcp://a:-1", R"(":-1")" + no_port},
        {"tcp://a:+1", R"(":+1")" + no_port},
        {"tcp://a: 1", R"(": 1")" + no_port},
        {"tcp://a:syslog", R"(":syslog")" + no_port},
        {"tcp://a:601x", R"(":601x")" + no_port},
        {"tcp://a:601,b:x", R"(":x")" + no_port},
        {"tcp://" + std::string(254, 'x'), "a host is longer than 253 bytes"},
        {"udp://a,b", "udp: takes one host, since it never learns that one is down"},
    };
    for (const auto &[uri, text] : cases) EXPECT_EQ(refusal_of(uri), "target " + uri + ": " + text);
}

} // namespace
} // namespace nixie::impl
