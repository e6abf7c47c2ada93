// The built program from outside: what it writes where, and how it ends.
#include <algorithm>
#include <csignal>
#include <cstring>
#include <gtest/gtest.h>
#include <regex>
#include <sstream>

#include "journal/temporary_directory.hpp"
#include "tool/run_program.hpp"

namespace {

using nixie::test::program_result;
using nixie::test::run_program;
using nixie::test::temporary_directory;

constexpr const char *bob =
    R"({"time":"2026-01-31T14:00:00Z","recipient":"bob@example.fict","diagnostic":"550 5.1.1 No such user"})"
    "\n";

// What differs from run to run.
std::string steady(std::string text) {
    text = std::regex_replace(text, std::regex(R"("instance":"[0-9a-f]{16}")"), R"("instance":"I")");
    text = std::regex_replace(text, std::regex(R"( instance="[0-9a-f]{16}")"), R"( instance="I")");
    return std::regex_replace(text, std::regex(R"((Z) \S+ nixie \d+ )"), "$1 HOST nixie PID ");
}

TEST(Program, EmitsJson) {
    const program_result result = run_program({"emit", "--to", "stdout:?format=json", "-"}, bob);
    EXPECT_EQ(steady(result.out),
              R"({"event":"permanent_failure","time":"2026-01-31T14:00:00.000000Z","sequence":1,"instance":"I",)"
              R"("action":"failed","status":"5.1.1","code":550,"diagnostic":"550 5.1.1 No such user",)"
              R"("recipient":"bob@example.fict","recipient_domain":"example.fict"})"
              "\n");
    EXPECT_EQ(result.err, "stdout:?format=json accepted 1, sent 1, refused 0, dropped 0, left 0\n");
    EXPECT_EQ(result.code, 0);
}

TEST(Program, EmitsRfc5424) {
    const program_result result = run_program({"emit", "--to", "stdout:?format=rfc5424"}, bob);
    EXPECT_EQ(steady(result.out),
              R"(<20>1 2026-01-31T14:00:00.000000Z HOST nixie PID PERMFAIL [nixie@32473 event="permanent_failure" )"
              R"(instance="I" action="failed" status="5.1.1" code="550" diagnostic="550 5.1.1 No such user" )"
              R"(recipient="bob@example.fict" recipient_domain="example.fict"][meta sequenceId="1"])"
              R"([origin software="nixie" swVersion="0.1.0"] permanent failure: <bob@example.fict>: )"
              "550 5.1.1 No such user\n");
    EXPECT_EQ(result.code, 0);
}

TEST(Program, EmitsOneRecordOutOfOptions) {
    const program_result result =
        run_program({"emit", "--to", "stdout:?format=json", "--event", "delivery", "--time", "2026-01-31T14:00:00Z",
                     "--recipient", "a@x.fict", "--recipient", "b@x.fict", "--field", "campaign=spring"});
    const std::string rest = R"(,"recipient_domain":"x.fict","campaign":"spring"})"
                             "\n";
    const std::string start = R"({"event":"delivery","time":"2026-01-31T14:00:00.000000Z","sequence":)";
    const std::string middle = R"(,"instance":"I","action":"delivered","recipient":)";
    EXPECT_EQ(steady(result.out),
              start + "1" + middle + "\"a@x.fict\"" + rest + start + "2" + middle + "\"b@x.fict\"" + rest);
    EXPECT_EQ(result.code, 0);
}

TEST(Program, SaysWhichLinesItRefusesAndSendsTheRest) {
    const temporary_directory directory;
    const std::string file =
        directory.file("mixed.jsonl", std::string(bob) + "{\"recipent\n" + "{}\n\n" + R"({"code":"abc"})" + "\n" + bob);
    const program_result result = run_program({"emit", "--to", "stdout:?format=json", file});
    EXPECT_EQ(std::count(result.out.begin(), result.out.end(), '\n'), 2);
    std::istringstream lines(result.err);
    std::string line;
    std::getline(lines, line);
    EXPECT_EQ(line.substr(0, file.size() + 4), file + ":2: ");
    std::getline(lines, line);
    EXPECT_EQ(line.substr(0, file.size() + 4), file + ":3: ");
    std::getline(lines, line);
    EXPECT_EQ(line, file + ":5: no number: \"abc\" (code), write a number from 0 to 9223372036854775807");
    std::getline(lines, line);
    EXPECT_EQ(line, "stdout:?format=json accepted 2, sent 2, refused 3, dropped 0, left 0");
    EXPECT_EQ(result.code, 65);
}

TEST(Program, StopsAtTheFirstRefusedLineWhenItIsStrict) {
    const std::string input = std::string(bob) + "{}\n" + bob;
    const program_result result = run_program({"emit", "--strict", "--to", "stdout:?format=json", "-"}, input);
    EXPECT_EQ(std::count(result.out.begin(), result.out.end(), '\n'), 1);
    EXPECT_NE(result.err.find("stdin:2: "), std::string::npos) << result.err;
    EXPECT_NE(result.err.find("accepted 1, sent 1, refused 1,"), std::string::npos) << result.err;
    EXPECT_EQ(result.code, 65);
}

TEST(Program, RepairsAndCountsWhatIsNoUtf8) {
    const program_result result = run_program({"emit", "--to", "stdout:?format=json"}, "{\"domain\":\"a\xff\"}\n");
    EXPECT_NE(result.out.find("\"domain\":\"a\xef\xbf\xbd\""), std::string::npos) << result.out;
    EXPECT_EQ(result.err, "lines that were no UTF-8, and were repaired: 1\n"
                          "stdout:?format=json accepted 1, sent 1, refused 0, dropped 0, left 0\n");
    EXPECT_EQ(result.code, 0);
}

TEST(Program, RefusesALineThatIsTooLongAndReadsOn) {
    const std::string input = std::string(9 << 20, 'x') + "\n" + bob;
    const program_result result = run_program({"emit", "--to", "stdout:?format=json"}, input);
    EXPECT_EQ(result.err, "stdin:1: longer than 8 MiB, one line is one record\n"
                          "stdout:?format=json accepted 1, sent 1, refused 1, dropped 0, left 0\n");
    EXPECT_EQ(result.code, 65);
}

TEST(Program, EmitsMoreThanTheQueueHolds) {
    // 500 records of 1 KiB, of which the queue and the backlog hold a quarter: the program must wait for room.
    const std::string line = R"({"recipient":"bob@example.fict","diagnostic":")" + std::string(1000, 'x') + "\"}\n";
    std::string input;
    for (int i = 0; i < 500; ++i) input += line;
    const temporary_directory folder;
    const std::string path = folder.file(
        "nixie.toml", "[queue]\nsize = \"64KiB\"\n[[target]]\nuri = \"stdout:?format=json&backlog=64KiB\"\n");
    const program_result result = run_program({"emit", "--config", path}, input);
    EXPECT_EQ(std::count(result.out.begin(), result.out.end(), '\n'), 500);
    EXPECT_EQ(result.err, "stdout:?format=json&backlog=64KiB accepted 500, sent 500, refused 0, dropped 0, left 0\n");
    EXPECT_EQ(result.code, 0);
}

TEST(Program, TakesItsTargetsFromTheEnvironment) {
    const program_result result = run_program({"emit"}, bob, {"NIXIE_TARGETS=stdout:?format=json  stdout:"});
    EXPECT_EQ(std::count(result.out.begin(), result.out.end(), '\n'), 2);
    EXPECT_EQ(result.err, "stdout:?format=json accepted 1, sent 1, refused 0, dropped 0, left 0\n"
                          "stdout: accepted 1, sent 1, refused 0, dropped 0, left 0\n");
    EXPECT_EQ(result.code, 0);
}

TEST(Program, SaysWhatATargetThatIsNotThereHasLeft) {
    const program_result result =
        run_program({"emit", "--to", "unix:/nonexistent/log", "--to", "stdout:", "--wait", "200ms"}, bob);
    EXPECT_EQ(result.err, "unix:/nonexistent/log accepted 1, sent 0, refused 0, dropped 0, left 1 (absent: connect: No "
                          "such file or directory)\n"
                          "stdout: accepted 1, sent 1, refused 0, dropped 0, left 0\n");
    EXPECT_EQ(result.code, 75);
}

TEST(Program, StopsWhenNoTargetMoves) {
    const std::string line = R"({"diagnostic":")" + std::string(100'000, 'x') + "\"}\n";
    std::string input;
    for (int i = 0; i < 200; ++i) input += line; // 20 MB; the queue takes 8 MiB
    const program_result result =
        run_program({"emit", "--to", "unix:/nonexistent/log?max_size=1MiB&backlog=1MiB", "--wait", "100ms"}, input);
    const std::regex expected(
        R"(stdin:\d+: no room in the queue within --wait, stopped here; the records "left" before this line were not sent either\n)"
        R"(unix:\S+ accepted (\d+), sent 0, refused 1, dropped 0, left \1 \(absent: .*\)\n)");
    EXPECT_TRUE(std::regex_match(result.err, expected)) << result.err;
    EXPECT_EQ(result.code, 75);
}

TEST(Program, SendsNothingWhenAFileIsMissing) {
    const temporary_directory directory;
    const std::string file = directory.file("bob.jsonl", bob);
    const program_result result = run_program({"emit", "--to", "stdout:", file, "/nonexistent/a.jsonl"});
    EXPECT_EQ(result.out, "");
    EXPECT_EQ(result.err, "nixie: /nonexistent/a.jsonl: No such file or directory\n"
                          "hint: nothing was sent; name files that exist and may be read\n");
    EXPECT_EQ(result.code, 66);
}

TEST(Program, SaysWhenReadingFails) {
    const program_result result = run_program({"emit", "--to", "stdout:", "/"});
    EXPECT_EQ(result.err, "/: Is a directory, after line 0\n"
                          "stdout: accepted 0, sent 0, refused 0, dropped 0, left 0\n");
    EXPECT_EQ(result.code, 74);
}

TEST(Program, RefusesATargetWithATypo) {
    const program_result result = run_program({"emit", "--to", "stdout:?fromat=json"}, bob);
    EXPECT_NE(result.err.find("fromat"), std::string::npos) << result.err;
    EXPECT_NE(result.err.find("did you mean format?"), std::string::npos) << result.err;
    EXPECT_EQ(result.out, "");
    EXPECT_EQ(result.code, 78);
}

TEST(Program, RefusesAnOptionWithATypo) {
    const program_result result = run_program({"emit", "--recipent", "bob@example.fict"});
    EXPECT_EQ(result.err, "nixie: no option --recipent\nhint: did you mean --recipient?\n");
    EXPECT_EQ(result.code, 64);
}

TEST(Program, GivesTheAccountWhenItIsInterrupted) {
    int in[2];
    int out[2];
    ASSERT_EQ(pipe2(in, O_CLOEXEC), 0);
    ASSERT_EQ(pipe2(out, O_CLOEXEC), 0);
    const nixie::test::memory_file err;
    const pid_t child =
        nixie::test::start_program({"emit", "--to", "stdout:?format=json", "-"}, {}, in[0], out[1], err.fd());
    ASSERT_EQ(write(in[1], bob, std::strlen(bob)), static_cast<ssize_t>(std::strlen(bob)));
    char byte = 0;
    ASSERT_EQ(read(out[0], &byte, 1), 1); // the record is through, so the program is reading again, or about to
    kill(child, SIGINT);
    close(in[1]); // a signal that comes just before read(2) does not end it; the end of the input does
    EXPECT_EQ(nixie::test::wait_for_exit(child), 75);
    EXPECT_EQ(err.bytes(), "interrupted\nstdout:?format=json accepted 1, sent 1, refused 0, dropped 0, left 0\n");
    for (const int fd : {in[0], out[0], out[1]}) close(fd);
}

TEST(Program, LetsNothingOfARefusedLineReachTheTerminalAsACommand) {
    const program_result result = run_program({"emit", "--to", "stdout:"}, "{\"stage\":\"\x1b[2J\\u001b[2J\"}\n");
    EXPECT_EQ(result.err.find('\x1b'), std::string::npos) << result.err;
    EXPECT_EQ(result.code, 65);
}

TEST(Program, ShowsNothingOfAnEmptyJournal) {
    const temporary_directory directory;
    const program_result result = run_program({"show", "--directory", directory.path(), "status=5.1.1"});
    EXPECT_EQ(result.out, "");
    EXPECT_EQ(result.err, "nixie: there are no journal files yet\n");
    EXPECT_EQ(result.code, 0);
}

TEST(Program, ShowsNothingUntilATimeBefore1970) {
    const temporary_directory directory;
    EXPECT_EQ(run_program({"show", "--directory", directory.path(), "--until", "1960-01-01"}).code, 0);
}

TEST(Program, SaysWhatItAssumesAboutAName) {
    const temporary_directory directory;
    const program_result result = run_program({"show", "--directory", directory.path(), "domian=x"});
    EXPECT_EQ(result.err, "nixie: taking domian for domain; for a field of your own write MAIL_DOMIAN=x\n"
                          "nixie: there are no journal files yet\n");
    EXPECT_EQ(result.code, 0);
}

TEST(Program, RefusesAJournalThatIsNotThere) {
    const program_result result = run_program({"show", "--directory", "/nonexistent"});
    EXPECT_EQ(result.err, "nixie: cannot open the journal in /nonexistent: No such file or directory\n"
                          "hint: name a directory that exists, such as /var/log/journal\n");
    EXPECT_EQ(result.code, 66);
}

TEST(Program, RefusesAPeriodThatEndsBeforeItBegins) {
    const program_result result = run_program({"show", "--since", "now", "--until", "-1h"});
    EXPECT_EQ(result.err, "nixie: --since is later than --until\nhint: exchange them\n");
    EXPECT_EQ(result.code, 64);
}

TEST(Program, WritesNoReportsOfItsOwnAsJson) {
    const program_result result = run_program({"show", "--json", "event=loss"});
    EXPECT_EQ(result.err, "nixie: --json writes what nixie emit takes, and that is no loss\n"
                          "hint: leave out --json, or use journalctl -o json MAIL_EVENT=loss\n");
    EXPECT_EQ(result.code, 64);
}

TEST(Program, HasAVersionAndHelp) {
    const program_result version = run_program({"--version"});
    EXPECT_EQ(version.out, "nixie 0.1.0\n");
    EXPECT_EQ(version.code, 0);
    for (const char *command : {"emit", "show", "check-config"}) {
        const program_result help = run_program({command, "--help"});
        EXPECT_NE(help.out.find("Examples:\n  nixie " + std::string(command)), std::string::npos) << help.out;
        EXPECT_EQ(help.code, 0);
    }
}

TEST(Program, SaysWhenStandardOutputIsFull) {
    const int full = open("/dev/full", O_WRONLY | O_CLOEXEC);
    ASSERT_GE(full, 0);
    const nixie::test::memory_file nothing;
    const nixie::test::memory_file err;
    const pid_t child = nixie::test::start_program({"fields"}, {}, nothing.fd(), full, err.fd());
    EXPECT_EQ(nixie::test::wait_for_exit(child), 74);
    EXPECT_EQ(err.bytes(), "nixie: standard output: No space left on device\nhint: is the disk full?\n");
    close(full);
}

} // namespace
