// `nixie probe` against `nixie listen` and against peers that take nothing, read nothing or are not there.
#include <fstream>
#include <gtest/gtest.h>
#include <thread>

#include "journal/temporary_directory.hpp"
#include "tool/running_listen.hpp"

namespace {

using nixie::impl::descriptor;
using nixie::test::program_result;
using nixie::test::run_program;
using nixie::test::running_listen;
using nixie::test::temporary_directory;

constexpr const char *all =
    "  as sent     bracket quote backslash all_three line_break tab nul escape delete c1 separator bidi "
    "utf8_2 utf8_3 utf8_4 bom size_2k size_8k size_64k\n";

std::string uri(const char *scheme, std::uint16_t port) {
    return std::string(scheme) + "://127.0.0.1:" + std::to_string(port);
}

TEST(Probe, JudgesListenOverTcp) {
    running_listen program({"--tcp", "0"});
    const std::string target = uri("tcp", program.port("tcp 127.0.0.1"));
    const program_result result = run_program({"probe", target});
    EXPECT_EQ(result.out, std::string("octet counting: 19 of 19 as sent\n") + all + "line feed: 19 of 19 as sent\n" +
                              all +
                              "framing=octet, the default: both framings are understood\n"
                              "max_size may be raised to 65536: even such messages come whole; the default is 8192\n"
                              "target: " +
                              target + "\n");
    EXPECT_EQ(result.err, "");
    EXPECT_EQ(result.code, 0);
    program.end();
    EXPECT_EQ(program.remarks(), "38 messages, 0 bad\n");
}

TEST(Probe, JudgesListenOverUdp) {
    running_listen program({"--udp", "0"});
    const program_result result = run_program({"probe", uri("udp", program.port("udp 127.0.0.1"))});
    EXPECT_EQ(result.out.substr(0, result.out.find("\nmtu=")) + "\n",
              std::string("datagrams: 19 of 19 as sent\n") + all);
    EXPECT_EQ(result.code, 0);
}

TEST(Probe, JudgesByTheFileThatListenWrites) {
    for (const bool is_json : {false, true}) {
        const temporary_directory directory;
        const std::string file = directory.file("heard", "what stood there before\n");
        const descriptor out{open(file.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC)};
        const std::string path = directory.path() / "log";
        running_listen program(is_json ? std::vector<std::string>{"--unix", path, "--json"}
                                       : std::vector<std::string>{"--unix", path},
                               out.get());
        const program_result result = run_program({"probe", "unix:" + path, "--file", file, "--wait", "60s"});
        EXPECT_EQ(result.out,
                  std::string("datagrams: 19 of 19 as sent\n") + all +
                      "max_size may be raised to 65536: even such messages come whole; the default is 8192\n"
                      "target: unix:" +
                      path + "\n");
        EXPECT_EQ(result.code, 0) << result.err;
    }
}

TEST(Probe, EndsWith65WhenTheFileLacksSomething) {
    const temporary_directory directory;
    const std::string path = directory.path() / "log";
    running_listen program({"--unix", path});
    const std::string file = directory.file("other", "");
    const program_result result = run_program({"probe", "unix:" + path, "--file", file, "--wait", "0s"});
    EXPECT_EQ(result.out.substr(0, result.out.find("\nno long")),
              "datagrams: 0 of 19 as sent\n  nothing of it arrived");
    EXPECT_EQ(result.code, 65);
}

TEST(Probe, SaysWhatToLookForWhereNobodyCanJudge) {
    const temporary_directory directory;
    const std::string path = directory.path() / "log";
    running_listen program({"--unix", path});
    const program_result result = run_program({"probe", "unix:" + path});
    EXPECT_NE(result.out.find("19 test messages sent; grep "), std::string::npos) << result.out;
    EXPECT_EQ(result.code, 0);
}

// A collector that reads everything and says nothing, as they do.
TEST(Probe, SendsNoLongMessageThatCouldFloodACollector) {
    const descriptor listener{socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    nixie::impl::socket_address address = *nixie::impl::parse_ip("127.0.0.1");
    ASSERT_EQ(bind(listener.get(), address.get(), address.size), 0);
    ASSERT_EQ(::listen(listener.get(), 8), 0);
    std::size_t longest = 0;
    std::thread collector([&] {
        for (int connection = 0; connection < 2; ++connection) {
            const descriptor peer{accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC)};
            std::size_t size = 0;
            char bytes[4096];
            for (ssize_t got = 1; got > 0; size += static_cast<std::size_t>(got))
                got = std::max<ssize_t>(0, read(peer.get(), bytes, sizeof bytes));
            longest = std::max(longest, size);
        }
    });
    const program_result result =
        run_program({"probe", uri("tcp", nixie::impl::address_of_socket(listener.get()).port())});
    collector.join();
    EXPECT_NE(result.out.find("octet counting: 16 test messages sent"), std::string::npos) << result.out;
    EXPECT_NE(result.out.find("line feed: 18 test messages sent"), std::string::npos) << result.out;
    EXPECT_LT(longest, 32u * 1024u);
    EXPECT_EQ(result.code, 0) << result.err;
}

TEST(Probe, EndsWith75WhereNobodyIsThere) {
    descriptor taken{socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    nixie::impl::socket_address address = *nixie::impl::parse_ip("127.0.0.1");
    ASSERT_EQ(bind(taken.get(), address.get(), address.size), 0); // bound, so that nobody else gets it; nobody listens
    const std::string target = uri("tcp", nixie::impl::address_of_socket(taken.get()).port());
    const program_result tcp = run_program({"probe", target});
    EXPECT_EQ(tcp.err, "nixie: " + target +
                           ": connect: Connection refused\nhint: is the collector running, does it "
                           "listen there, and does a firewall let it through?\n");
    EXPECT_EQ(tcp.code, 75);
    const program_result local = run_program({"probe", "unix:/nonexistent/log"});
    EXPECT_EQ(local.err.substr(0, local.err.find('\n')),
              "nixie: unix:/nonexistent/log: connect: No such file or directory");
    EXPECT_EQ(local.code, 75);
}

TEST(Probe, EndsWith75WhereThePeerReadsNothing) {
    const descriptor listener{socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    nixie::impl::socket_address address = *nixie::impl::parse_ip("127.0.0.1");
    ASSERT_EQ(bind(listener.get(), address.get(), address.size), 0);
    ASSERT_EQ(::listen(listener.get(), 8), 0); // the kernel takes the connection; nobody accepts it
    const program_result result =
        run_program({"probe", uri("tcp", nixie::impl::address_of_socket(listener.get()).port())});
    EXPECT_NE(result.err.find("it may not have read them"), std::string::npos) << result.err;
    EXPECT_EQ(result.code, 75);
}

TEST(Probe, SaysWhatIsWrongWithItsArguments) {
    const auto refusal = [](const std::vector<std::string> &words) {
        const program_result result = run_program(words);
        return std::to_string(result.code) + " " + result.err;
    };
    EXPECT_EQ(refusal({"probe"}), "64 nixie: URI is required\nhint: nixie probe --help lists what there is\n");
    EXPECT_EQ(refusal({"probe", "tcpp://a"}),
              "78 nixie: target tcpp://a: probe has no \"tcpp\"\nhint: did you mean tcp?\n");
    EXPECT_EQ(refusal({"probe", "unix:/x", "--file", "/"}),
              "66 nixie: /: no regular file\nhint: name the file that the collector writes\n");
    EXPECT_EQ(refusal({"probe", "unix:/x", "--wait", "soon"}).substr(0, 44),
              "64 nixie: --wait: \"soon\" is no span of time\n");
    EXPECT_EQ(refusal({"prob"}), "64 nixie: no command \"prob\"\nhint: did you mean probe?\n");
}

} // namespace
