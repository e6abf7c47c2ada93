// `nixie listen` from outside: what arrives over each kind of socket, what it says of the rest, and how it ends.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <list>
#include <sys/resource.h>
#include <sys/un.h>

#include "encode/hostile_text.hpp"
#include "journal/temporary_directory.hpp"
#include "tool/running_listen.hpp"

namespace {

using nixie::test::client;
using nixie::test::program_result;
using nixie::test::run_program;
using nixie::test::running_listen;
using nixie::test::temporary_directory;

constexpr const char *hello = "<13>1 - h a p m - hello";
constexpr const char *hello_line = ": - h a m hello\n";
constexpr const char *neither = "a frame begins neither with a length nor with <; connection closed\n";

std::string steady(const std::string &text) {
    return std::regex_replace(text, std::regex(R"(127\.0\.0\.1:\d+)"), "PEER");
}

TEST(Listen, TakesDatagramsOfUdp) {
    running_listen program({"--udp", "0", "--count", "2"});
    client socket(SOCK_DGRAM, program.port("udp 127.0.0.1"));
    socket.send_datagram(hello);
    socket.send_datagram("<13>2");
    EXPECT_EQ(program.wait(), 0);
    EXPECT_EQ(steady(program.out()), std::string("udp PEER") + hello_line);
    EXPECT_EQ(steady(program.remarks()), "udp PEER: byte 4: VERSION is not 1: \"<13>2\"\n2 messages, 1 bad\n");
}

TEST(Listen, TakesBothFramingsOnOneConnection) {
    running_listen program({"--tcp", "0", "--count", "3"});
    client socket(SOCK_STREAM, program.port("tcp 127.0.0.1"));
    const std::string counted = "23 " + std::string(hello);
    socket.send(counted + hello + "\n" + counted);
    EXPECT_EQ(program.wait(), 0);
    const std::string line = std::string("tcp PEER") + hello_line;
    EXPECT_EQ(steady(program.out()), line + line + line);
    EXPECT_EQ(program.remarks(), "3 messages, 0 bad\n");
}

TEST(Listen, TakesDatagramsOfAUnixSocketAndRemovesItsFile) {
    const temporary_directory directory;
    const std::string path = directory.path() / "log";
    running_listen program({"--unix", path, "--json", "--count", "59"});
    const program_result sent =
        run_program({"emit", "--to", "unix:" + path, NIXIE_SOURCE_DIR "/examples/failures.jsonl"});
    EXPECT_EQ(sent.code, 0) << sent.err;
    EXPECT_EQ(program.wait(), 0);
    EXPECT_EQ(program.remarks(), "59 messages, 0 bad\n");
    EXPECT_FALSE(std::filesystem::exists(path));
}

// The records come out of the second journey as they came out of the first.
TEST(Listen, WritesJsonThatEmitTakes) {
    const temporary_directory directory;
    const std::string path = directory.path() / "log";
    const std::string file = NIXIE_SOURCE_DIR "/examples/failures.jsonl";
    const auto callers_part = [](std::string lines) {
        return std::regex_replace(lines, std::regex(R"(,"syslog":\{"from".*)"), "");
    };
    std::vector<std::string> rounds;
    for (std::string input = file; rounds.size() < 2; input = directory.file("heard.jsonl", rounds.back())) {
        running_listen program({"--unix", path, "--json", "--count", "59"});
        const program_result sent = run_program({"emit", "--to", "unix:" + path, input});
        EXPECT_EQ(sent.code, 0) << sent.err;
        EXPECT_EQ(program.wait(), 0);
        rounds.push_back(program.out());
    }
    EXPECT_NE(rounds[0], rounds[1]) << "the messages have a time and a number of their own";
    EXPECT_EQ(callers_part(rounds[0]), callers_part(rounds[1]));
    EXPECT_EQ(std::count(rounds[1].begin(), rounds[1].end(), '\n'), 59);
}

TEST(Listen, GivesPortZeroOneNumberOnBothLoopbacks) {
    running_listen program({"--udp", "0", "--tcp", "0", "--tcp", "0"});
    const bool has_ipv6 = program.err().find("[::1]") != std::string::npos;
    if (has_ipv6) {
        EXPECT_EQ(program.port("udp 127.0.0.1"), program.port("udp [::1]"));
        EXPECT_EQ(program.port("tcp 127.0.0.1"), program.port("tcp [::1]"));
    }
    EXPECT_EQ(program.end(), 0);
    EXPECT_EQ(program.remarks(), "0 messages, 0 bad\n");
}

TEST(Listen, ClosesAConnectionWhoseFramingIsBrokenAndKeepsTheOthers) {
    running_listen program({"--tcp", "0", "--count", "6"});
    client other(SOCK_STREAM, program.port("tcp 127.0.0.1"));
    other.send("23 <13>1 - h a"); // half a frame, for the whole time
    const auto answer = [&program](const std::string &bytes) {
        client socket(SOCK_STREAM, program.port("tcp 127.0.0.1"));
        socket.send(bytes);
        EXPECT_EQ(socket.receive(), "");
    };
    answer("GET / HTTP/1.1\r\n\r\n");
    answer("\x16\x03\x01");
    answer("9999999 <13>1");
    answer(std::string("<13>1 - - - - - ") + std::string(2 << 20, 'x')); // no line feed within a megabyte
    {
        client socket(SOCK_STREAM, program.port("tcp 127.0.0.1"));
        socket.send("5 <13");
        socket.end_sending();
        EXPECT_EQ(socket.receive(), "");
    }
    other.send(" p m - hello");
    EXPECT_EQ(program.wait(), 0);
    EXPECT_EQ(steady(program.out()), std::string("tcp PEER") + hello_line);
    const std::string peer = "tcp PEER: byte ";
    EXPECT_EQ(steady(program.remarks()),
              peer + "0 of the stream: " + neither + peer +
                  "0 of the stream: a frame begins neither with a length nor with <; this looks like TLS; connection "
                  "closed\n" +
                  peer + "0 of the stream: the frame is longer than 1048576 bytes; connection closed\n" + peer +
                  "0 of the stream: the frame is longer than 1048576 bytes; connection closed\n" + peer +
                  "5 of the stream: the stream ends inside a frame; connection closed\n6 messages, 5 bad\n");
}

TEST(Listen, SurvivesAnyBytes) {
    nixie::impl::test::random_source random;
    SCOPED_TRACE(random.seed_text());
    running_listen program({"--udp", "0", "--tcp", "0", "--json"});
    client datagrams(SOCK_DGRAM, program.port("udp 127.0.0.1"));
    for (int round = 0; round < 200; ++round) {
        std::string stream;
        for (std::size_t left = random.below(4); left > 0; --left)
            stream += (random.below(2) == 0 ? "<" : "9 ") + nixie::impl::test::hostile_text(random) + "\n";
        client connection(SOCK_STREAM, program.port("tcp 127.0.0.1"));
        connection.send(stream);
        connection.end_sending();
        connection.receive();
        datagrams.send_datagram(stream);
    }
    client last(SOCK_STREAM, program.port("tcp 127.0.0.1"));
    const std::string question = "<13>1 - h nixie-probe p m - still there?\n";
    last.send(question);
    EXPECT_EQ(last.receive(question.size()), question);
    EXPECT_EQ(program.end(), 0);
}

TEST(Listen, SendsTestMessagesOfProbeBackInTheirFraming) {
    running_listen program({"--udp", "0", "--tcp", "0", "--count", "5"});
    const std::string question = "<13>1 - h nixie-probe p m - \xEF\xBB\xBF\xC3\xA9";
    client datagrams(SOCK_DGRAM, program.port("udp 127.0.0.1"));
    datagrams.send_datagram(question);
    EXPECT_EQ(datagrams.receive(question.size()), question);
    client stream(SOCK_STREAM, program.port("tcp 127.0.0.1"));
    const std::string counted = std::to_string(question.size()) + " " + question;
    stream.send(counted + question + "\n23 " + hello + counted);
    EXPECT_EQ(stream.receive(), counted + question + "\n" + counted) << "and nothing of other programs";
    EXPECT_EQ(program.wait(), 0);
}

TEST(Listen, RefusesConnectionsBeyondItsLimit) {
    running_listen program({"--tcp", "0", "--count", "1"});
    std::list<client> many;
    for (int i = 0; i < 256; ++i) many.emplace_back(SOCK_STREAM, program.port("tcp 127.0.0.1"));
    client refused(SOCK_STREAM, program.port("tcp 127.0.0.1"));
    EXPECT_EQ(refused.receive(), "");
    many.back().send(std::string(hello) + "\n");
    EXPECT_EQ(program.wait(), 0);
    EXPECT_EQ(steady(program.remarks()), "tcp PEER: refused, there are 256 connections already; others are refused "
                                         "until one ends\n1 message, 0 bad\n");
}

TEST(Listen, EndsWhenNobodyReads) {
    int pipe[2];
    ASSERT_EQ(pipe2(pipe, O_CLOEXEC), 0);
    running_listen program({"--udp", "0"}, pipe[1]);
    close(pipe[0]);
    close(pipe[1]);
    client socket(SOCK_DGRAM, program.port("udp 127.0.0.1"));
    socket.send_datagram(hello);
    EXPECT_EQ(program.wait(), 0);
    EXPECT_EQ(program.remarks(), "1 message, 0 bad\n");
}

TEST(Listen, EndsOrderlyAtASignal) {
    for (const int signal : {SIGINT, SIGTERM}) {
        const temporary_directory directory;
        const std::string path = directory.path() / "log";
        running_listen program({"--unix", path});
        EXPECT_TRUE(std::filesystem::exists(path));
        EXPECT_EQ(program.end(signal), 0);
        EXPECT_FALSE(std::filesystem::exists(path));
        EXPECT_EQ(program.remarks(), "0 messages, 0 bad\n");
    }
}

TEST(Listen, ShowsEachMessageAtOnce) {
    int pipe[2];
    ASSERT_EQ(pipe2(pipe, O_CLOEXEC), 0);
    running_listen program({"--udp", "0"}, pipe[1]);
    client socket(SOCK_DGRAM, program.port("udp 127.0.0.1"));
    socket.send_datagram(hello);
    char byte = 0;
    EXPECT_EQ(read(pipe[0], &byte, 1), 1);
    EXPECT_EQ(program.end(), 0);
    for (const int fd : pipe) close(fd);
}

TEST(Listen, TakesOverASocketThatAnEndedProgramLeft) {
    const temporary_directory directory;
    const std::string path = directory.path() / "log";
    {
        running_listen killed({"--unix", path});
        killed.end(SIGKILL);
    }
    ASSERT_TRUE(std::filesystem::exists(path));
    running_listen program({"--unix", path});
    const program_result second = run_program({"listen", "--unix", path});
    EXPECT_EQ(second.err, "nixie: unix " + path +
                              ": another program has this socket\nhint: it was left alone; choose another path\n");
    EXPECT_EQ(second.code, 78);
    EXPECT_EQ(program.end(), 0);
}

TEST(Listen, NeverRemovesAFileThatIsNoSocket) {
    const temporary_directory directory;
    const std::string path = directory.file("precious", "data");
    const program_result result = run_program({"listen", "--unix", path});
    EXPECT_EQ(result.code, 78);
    EXPECT_EQ(result.err, "nixie: unix " + path + ": something stands there that is no socket\n" +
                              "hint: it was left alone; choose another path\n");
    EXPECT_TRUE(std::filesystem::is_regular_file(path));
}

TEST(Listen, SaysWhatIsWrongWithItsArguments) {
    const auto refusal = [](const std::vector<std::string> &words) {
        const program_result result = run_program(words);
        return std::to_string(result.code) + " " + result.err;
    };
    EXPECT_EQ(refusal({"listen"}), "64 nixie: nothing to listen on\nhint: write --udp 5514, --tcp 5601 or --unix PATH; "
                                   "port 0 is any free one\n");
    for (const char *port : {"65536", "-1", "", "5x", "syslog"})
        EXPECT_EQ(refusal({"listen", std::string("--udp=") + port}).substr(0, 17), "64 nixie: --udp: ") << port;
    EXPECT_EQ(refusal({"listen", "--tcp", "0", "--bind", "localhost"}),
              "64 nixie: --bind: \"localhost\" is no IP address\n"
              "hint: write one of this machine's, or 0.0.0.0 or :: for all of them\n");
    EXPECT_EQ(refusal({"listen", "--udp", "0", "--count", "0"}),
              "64 nixie: --count: \"0\" is no number of messages\nhint: write 1 or more\n");
    EXPECT_EQ(refusal({"listen", "--upd", "0"}), "64 nixie: no option --upd\nhint: did you mean --udp?\n");
    const running_listen program({"--tcp", "0"});
    const std::string taken = std::to_string(program.port("tcp 127.0.0.1"));
    EXPECT_EQ(refusal({"listen", "--tcp", taken}),
              "78 nixie: tcp 127.0.0.1:" + taken + ": Address already in use\n" +
                  "hint: another program has it; choose another port, or 0 for any free one\n");
}

} // namespace
