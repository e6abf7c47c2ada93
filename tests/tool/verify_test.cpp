// `nixie verify` from outside: files as they lie about, and how it ends.
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>

#include "journal/temporary_directory.hpp"
#include "tool/run_program.hpp"

namespace {

using nixie::test::program_result;
using nixie::test::run_program;
using nixie::test::temporary_directory;

std::string message(int number) {
    return R"(<20>1 2026-01-31T14:00:00.000000Z h a p PERMFAIL [nixie@32473 event="permanent_failure" )"
           R"(instance="9c1e07b4a53f2d68"][meta sequenceId=")" +
           std::to_string(number) + "\"] permanent failure\n";
}

std::string messages(int first, int last) {
    std::string text;
    for (int number = first; number <= last; ++number) text += message(number);
    return text;
}

const std::string refusal =
    R"({"event":"loss","instance":"9c1e07b4a53f2d68","reason":"queue_full","lost":2,"lost_first":4,"lost_last":5,)"
    R"("lost_ranges":"4-5"})"
    "\n";

class Verify : public testing::Test {
protected:
    std::string file(const std::string &name, const std::string &bytes) const { return directory.file(name, bytes); }
    // Packed with the tool that is named, beside the file.
    std::string packed(const std::string &tool, const std::string &path, const std::string &as) const {
        EXPECT_EQ(std::system((tool + " -c " + path + " > " + as).c_str()), 0);
        return as;
    }
    temporary_directory directory;
};

TEST_F(Verify, EndsWith0WhereNothingIsMissing) {
    const program_result result = run_program({"verify", file("x.log", messages(1, 9))});
    EXPECT_EQ(result.code, 0);
    EXPECT_TRUE(result.out.ends_with("\ncomplete: no number is missing\n")) << result.out;
    EXPECT_EQ(result.err, "");
}

TEST_F(Verify, EndsWith1WhereAllIsExplained) {
    const program_result result = run_program({"verify", file("x.log", messages(1, 3) + refusal + messages(6, 9))});
    EXPECT_EQ(result.code, 1);
    EXPECT_NE(result.out.find("    2 refused at the call: 4-5\n"), std::string::npos) << result.out;
    EXPECT_TRUE(result.out.ends_with("\ngaps, all explained: 2 missing, 0 unexplained\n")) << result.out;
}

TEST_F(Verify, EndsWith2WhereSomethingIsNot) {
    const program_result result = run_program({"verify", file("x.log", messages(1, 3) + messages(6, 9))});
    EXPECT_EQ(result.code, 2);
    EXPECT_NE(result.out.find("    2 UNEXPLAINED: 4-5\n"), std::string::npos) << result.out;
}

TEST_F(Verify, DoubleAndOutOfOrderIsNoGap) {
    const program_result result =
        run_program({"verify", file("x.log", messages(1, 3) + messages(5, 9) + messages(2, 4))});
    EXPECT_EQ(result.code, 0);
    EXPECT_NE(result.out.find("double 2, out of order 1\n"), std::string::npos) << result.out;
}

TEST_F(Verify, ReadsRotatedAndGzippedFilesAsOneSide) {
    const std::string oldest = packed("gzip", file("tmp", messages(1, 3)), directory.path() / "x.log.2.gz");
    const std::string old = file("x.log.1", messages(4, 6));
    const program_result result = run_program({"verify", file("x.log", messages(7, 9)), old, oldest});
    EXPECT_EQ(result.code, 0) << result.out;
    EXPECT_NE(result.out.find("9 lines, of " + oldest + " " + old + " "), std::string::npos) << result.out;
    EXPECT_EQ(result.out.find("out of order"), std::string::npos) << result.out;
}

TEST_F(Verify, ReadsStandardInputGzippedOrNot) {
    EXPECT_EQ(run_program({"verify", "-"}, messages(1, 3)).code, 0);
    const std::string path = packed("gzip", file("tmp", messages(1, 3)), directory.path() / "x.gz");
    std::ifstream gzipped(path, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(gzipped), {}};
    EXPECT_EQ(run_program({"verify", "-"}, bytes).code, 0);
}

TEST_F(Verify, ABrokenLineIsNamedAndCostsNothingElse) {
    const std::string x =
        file("x.log", messages(1, 3) + message(4).substr(0, 60) + "\n" + messages(4, 6) + std::string(9'000'000, 'x') +
                          "\n\xFF\xFE\n\n" + message(7) + message(8).substr(0, 60));
    const program_result result = run_program({"verify", x});
    EXPECT_EQ(result.code, 0);
    EXPECT_EQ(result.err, x + ":4: byte 60: SD-ELEMENT goes on without a blank, or does not end with ]\n" + x +
                              ":8: byte 8388608: longer than 8 MiB\n" + x +
                              ":9: byte 0: the message does not begin with <\n" + x +
                              ":12: byte 60: SD-ELEMENT goes on without a blank, or does not end with ]\n");
    EXPECT_NE(result.out.find("11 lines, 4 broken"), std::string::npos) << result.out;
}

TEST_F(Verify, NamesOnlyTheFirstOfManyBrokenLines) {
    std::string text = messages(1, 3);
    for (int i = 0; i < 1'000; ++i) text += "Jan 31 14:00:00 out1 mta: hello\n";
    const program_result result = run_program({"verify", file("x.log", text)});
    EXPECT_EQ(std::count(result.err.begin(), result.err.end(), '\n'), 5);
    EXPECT_NE(result.out.find("1003 lines, 1000 broken"), std::string::npos) << result.out;
}

TEST_F(Verify, ASourceThatCannotBeReadToItsEndIsNoProof) {
    const std::string whole = packed("gzip", file("tmp", messages(1, 2'000)), directory.path() / "whole.gz");
    std::ifstream gzipped(whole, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(gzipped), {}};
    EXPECT_GT(bytes.size(), 1'000U);
    const std::string cut = file("cut.gz", bytes.substr(0, bytes.size() / 2));
    const program_result result = run_program({"verify", cut});
    EXPECT_EQ(result.code, 74);
    EXPECT_NE(result.err.find(cut + ": "), std::string::npos) << result.err;
    EXPECT_NE(result.out.find("\ncannot tell: not everything could be read; "), std::string::npos) << result.out;
    EXPECT_NE(run_program({"verify", "--json", cut}).out.find(R"({"verdict":"cannot_tell")"), std::string::npos);
}

TEST_F(Verify, SaysHowToUnpackWhatItCannot) {
    const std::string path = file("x.log.xz", std::string("\xFD"
                                                          "7zXZ\0\0\4",
                                                          8));
    const program_result result = run_program({"verify", path});
    EXPECT_EQ(result.code, 66);
    EXPECT_EQ(result.err,
              "nixie: " + path + ": packed, and not with gzip\nhint: xzcat " + path + " | nixie verify -\n");
}

TEST_F(Verify, SourcesWithoutAnyNumberAreNotComplete) {
    const program_result result = run_program({"verify", file("x.log", "{\"level\":\"info\"}\n")});
    EXPECT_EQ(result.code, 66);
    EXPECT_EQ(result.out, "");
    EXPECT_EQ(result.err.find("nixie: no numbered record of nixie in these sources\n"), 0U) << result.err;
}

TEST_F(Verify, NamesAtMost16RangesUnlessAllAreWanted) {
    std::string text;
    for (int number = 1; number <= 99; number += 2) text += message(number);
    const std::string x = file("x.log", text);
    EXPECT_NE(run_program({"verify", x}).out.find(",32 and 33 more ranges\n"), std::string::npos);
    EXPECT_NE(run_program({"verify", "--all", x}).out.find(",96,98\n"), std::string::npos);
}

TEST_F(Verify, WhatAnEmitRunWroteToTwoPlacesIsComplete) {
    const std::string records = "{\"recipient\":[\"a@x.fict\",\"b@x.fict\"]}\n{\"recipient\":\"c@x.fict\"}\n";
    const std::string syslog = file("x.log", run_program({"emit", "--to", "stdout:?format=rfc5424", "-"}, records).out);
    const std::string json = file("x.json", run_program({"emit", "--to", "stdout:?format=json", "-"}, records).out);
    for (const std::string &path : {syslog, json}) {
        const program_result result = run_program({"verify", path});
        EXPECT_EQ(result.code, 0);
        EXPECT_NE(result.out.find(": numbers 1-3, "), std::string::npos) << result.out;
    }
}

} // namespace
