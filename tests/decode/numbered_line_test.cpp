// What of a line counts, and that nothing in it can count for something else.
#include "decode/numbered_line.hpp"

#include <gtest/gtest.h>
#include <string>

namespace nixie::impl {
namespace {

// "record INSTANCE SEQUENCE TIME", "loss", "stats", "foreign", or the problem.
std::string read(std::string_view line) {
    numbered_line_reader reader;
    numbered_entry entry;
    if (const auto problem = reader.read(line, entry))
        return "byte " + std::to_string(problem->offset) + ": " + problem->reason;
    if (entry.kind == numbered_entry::kind::foreign) return "foreign";
    if (entry.kind == numbered_entry::kind::report)
        return std::string(find_event(entry.report->event())->name) + " " + std::string(entry.instance) + " " +
               std::string(entry.report->text(NIXIE_FIELD_TARGET));
    return "record " + std::string(entry.instance) + " " + std::to_string(entry.sequence) + " " +
           std::to_string(entry.time.value_or(-1));
}

const std::string begin = R"(<20>1 2026-01-31T14:00:00.000000Z h a p PERMFAIL )";
const std::string element = R"([nixie@32473 event="permanent_failure" instance="9c1e07b4a53f2d68"])";
const std::string meta = R"([meta sequenceId="7"])";
const std::string wanted = "record 9c1e07b4a53f2d68 7 1769868000000000";

TEST(NumberedLine, ReadsAMessage) {
    EXPECT_EQ(read(begin + element + meta + " permanent failure"), wanted);
    EXPECT_EQ(read(begin + element + meta), wanted);
    EXPECT_EQ(read(begin + meta + element + " x"), wanted);
}

TEST(NumberedLine, TheInstanceMayStandInAnyElement) {
    EXPECT_EQ(read(begin + R"([mail@99 instance="9c1e07b4a53f2d68"])" + meta), wanted);
}

TEST(NumberedLine, AMessageOfAnotherProgramIsForeign) {
    EXPECT_EQ(read(begin + "- hello"), "foreign");
    EXPECT_EQ(read(begin + meta + " hello"), "foreign");
    EXPECT_EQ(read(begin + R"([x@1 instance="web-1"])" + meta), "foreign");
}

TEST(NumberedLine, TextsForgeNoNumber) {
    EXPECT_EQ(read(begin + "- " + element + meta), "foreign");
    EXPECT_EQ(read(begin + element + meta + R"( [meta sequenceId="9"])"), wanted);
    EXPECT_EQ(read(begin + R"([nixie@32473 diagnostic="\"\][meta sequenceId=\"9\"\] \\" instance="9c1e07b4a53f2d68"])" +
                   meta),
              wanted);
    EXPECT_EQ(read(begin + R"([nixie@32473 sequenceId="9" instance="9c1e07b4a53f2d68"])" + meta),
              wanted); // not of meta
}

TEST(NumberedLine, ANumberThatStandsTwiceOrIsNoneIsAProblem) {
    EXPECT_EQ(read(begin + element + R"([meta sequenceId="7" sequenceId="8"])"), "byte 0: stands twice (sequenceId)");
    EXPECT_EQ(read(begin + element + R"([meta sequenceId="7"][meta sequenceId="8"])"),
              "byte 138: SD-ID meta stands twice");
    EXPECT_EQ(read(begin + element), "byte 0: a record of nixie without its number");
    EXPECT_EQ(read(begin + element + R"([meta sequenceId="0"])"), "byte 0: sequence is no number from 1 to 2147483647");
    EXPECT_EQ(read(begin + element + R"([meta sequenceId="2147483648"])"),
              "byte 0: sequence is no number from 1 to 2147483647");
}

// A collector that is killed leaves the begin of a line.
TEST(NumberedLine, ACutMessageIsAProblemOrHasItsOwnNumber) {
    const std::string line = begin + R"([nixie@32473 event="permanent_failure" instance="9c1e07b4a53f2d68" a="\]"])" +
                             R"([meta sequenceId="78"][origin software="nixie"] text)";
    const std::size_t elements_end = line.size() - std::string(" text").size();
    for (std::size_t size = 0; size < line.size(); ++size) {
        const std::string found = read(line.substr(0, size));
        if (size >= elements_end || line.substr(0, size).ends_with(R"("78"])"))
            EXPECT_EQ(found, "record 9c1e07b4a53f2d68 78 1769868000000000") << size;
        else
            EXPECT_TRUE(found.starts_with("byte ")) << size << " " << found;
    }
}

TEST(NumberedLine, ReadsReports) {
    EXPECT_EQ(read(R"(<21>1 - - - - LOSS [nixie@32473 event="loss" instance="9c1e07b4a53f2d68" target="tcp://x" )"
                   R"(reason="deadline" lost="2" lost_first="5" lost_last="6" lost_ranges="5-6"] loss)"),
              "loss 9c1e07b4a53f2d68 tcp://x");
    EXPECT_EQ(read(R"({"event":"stats","instance":"9c1e07b4a53f2d68","target":"udp://x","stats_last_sequence":120})"),
              "stats 9c1e07b4a53f2d68 udp://x");
    EXPECT_EQ(read(R"(<21>1 - - - - LOSS [nixie@32473 event="loss" instance="9c1e07b4a53f2d68" lost="many"])"),
              "byte 0: no form of number (lost)");
}

TEST(NumberedLine, ReadsTheJsonOfNixie) {
    EXPECT_EQ(read(R"({"event":"permanent_failure","time":"2026-01-31T14:00:00.000000Z","sequence":7,)"
                   R"("instance":"9c1e07b4a53f2d68","recipient":"bob@example.fict","sd":"a user's","syslog":"field"})"),
              wanted);
}

TEST(NumberedLine, ReadsTheJsonOfNixieListen) {
    EXPECT_EQ(read(R"({"event":"permanent_failure","time":"2026-01-31T14:00:00.000000Z","syslog":{"from":"udp x",)"
                   R"("timestamp":"2026-01-31T14:00:00.000000Z","structured_data":{"nixie@32473":{"event":)"
                   R"("permanent_failure","instance":"9c1e07b4a53f2d68","a":["1","2"]},"meta":{"sequenceId":"7"}},)"
                   R"("bom":false}})"),
              wanted);
}

TEST(NumberedLine, ReadsTheJsonOfCollectors) {
    EXPECT_EQ(read(R"({"time":"2026-01-31T14:00:00+00:00", "pri":"20", "message":" x", "sd": {"nixie@32473":{"event":)"
                   R"("permanent_failure","instance":"9c1e07b4a53f2d68"},"meta":{"sequenceId":"7"}}})"),
              wanted);
    EXPECT_EQ(read(R"({"_SDATA":{"nixie@32473":{"instance":"9c1e07b4a53f2d68","event":"permanent_failure"},)"
                   R"("meta":{"sequenceId":"7"}},"TIME":"2026-01-31T14:00:00.000000+00:00","PRI":"20"})"),
              wanted);
    EXPECT_EQ(read(R"({"MAIL_EVENT":"permanent_failure","MAIL_INSTANCE":"9c1e07b4a53f2d68","MAIL_SEQUENCE":"7",)"
                   R"("MAIL_TIME":"2026-01-31T14:00:00.000000Z","MESSAGE":[1,2]})"),
              wanted);
}

TEST(NumberedLine, OtherJsonIsForeignWhateverItCallsTheSame) {
    EXPECT_EQ(read(R"({"level":"info","msg":"hello"})"), "foreign");
    EXPECT_EQ(read(R"({"time":12.5,"event":{"a":1},"target":"x","sequence":"first","instance":"web-1"})"), "foreign");
}

TEST(NumberedLine, BrokenJsonIsAProblem) {
    const std::string line = R"({"event":"permanent_failure","sequence":7,"instance":"9c1e07b4a53f2d68","a":"b"})";
    for (std::size_t size = 1; size < line.size(); ++size)
        EXPECT_TRUE(read(line.substr(0, size)).starts_with("byte ")) << size;
    EXPECT_EQ(read(R"({"sequence":7,"sequence":8,"instance":"9c1e07b4a53f2d68"})"), "byte 0: sequence stands twice");
    EXPECT_EQ(read(R"({"sequence":7,"instance":"9c1e07b4a53f2d68"} x)").substr(0, 5), "byte ");
}

TEST(NumberedLine, OtherTextIsAProblem) {
    EXPECT_EQ(read("Jan 31 14:00:00 out1 mta: hello"), "byte 0: the message does not begin with <");
    EXPECT_EQ(read("<13>Jan 31 14:00:00 out1 mta: hello"), "byte 4: VERSION is not 1");
}

} // namespace
} // namespace nixie::impl
