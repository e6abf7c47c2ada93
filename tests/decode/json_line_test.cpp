#include "decode/json_line.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "api/is_ci.hpp"

namespace nixie::impl {
namespace {

using std::string_literals::operator""s;

// Reads one line that must be good; the record's texts live as long as this.
struct good_line {
    json_line_reader reader;
    field_set record;
    bool repaired = false;

    explicit good_line(std::string_view line) {
        if (const auto problem = reader.read(line, record, repaired))
            ADD_FAILURE() << line << "\n  " << problem->reason << " (" << problem->key << "), " << problem->hint;
    }
};

TEST(JsonLine, ReadsARecordOfEveryType) {
    const good_line line(R"({"event":"transient_failure","time":"2003-09-29T21:27:27.123456Z","status":"4.2.2",)"
                         R"("code":450,"diagnostic":"450 4.2.2 \"full\"\r\n","stage":"after_rcpt_to",)"
                         R"("recipient":"bob@example.fict","domain":"Example.FICT","size":9223372036854775807,)"
                         R"("queue_time":12.345,"remote_port":25,"campaign":"spring"})");
    EXPECT_EQ(line.record.event(), NIXIE_TRANSIENT_FAILURE);
    EXPECT_EQ(line.record.number(NIXIE_FIELD_TIME), 1'064'870'847'123'456);
    EXPECT_EQ(line.record.text(NIXIE_FIELD_STATUS), "4.2.2");
    EXPECT_EQ(line.record.number(NIXIE_FIELD_CODE), 450);
    EXPECT_EQ(line.record.text(NIXIE_FIELD_DIAGNOSTIC), "450 4.2.2 \"full\"\r\n");
    EXPECT_EQ(line.record.number(NIXIE_FIELD_STAGE), NIXIE_STAGE_AFTER_RCPT_TO);
    EXPECT_EQ(line.record.text(NIXIE_FIELD_RECIPIENT), "bob@example.fict");
    EXPECT_EQ(line.record.text(NIXIE_FIELD_DOMAIN), "Example.FICT");
    EXPECT_EQ(line.record.number(NIXIE_FIELD_SIZE), 9'223'372'036'854'775'807);
    EXPECT_EQ(line.record.number(NIXIE_FIELD_QUEUE_TIME), 12'345);
    EXPECT_EQ(line.record.number(NIXIE_FIELD_REMOTE_PORT), 25);
    ASSERT_EQ(line.record.user_fields().size(), 1u);
    EXPECT_EQ(line.record.user_fields()[0].name, "campaign");
    EXPECT_EQ(line.record.user_fields()[0].text, "spring");
    EXPECT_FALSE(line.repaired);
}

TEST(JsonLine, TakesNumbersAsNumberOrText) {
    const struct {
        std::string_view value;
        int id;
        std::int64_t number;
    } cases[] = {
        {R"("code":550)", NIXIE_FIELD_CODE, 550},
        {R"("code":"550")", NIXIE_FIELD_CODE, 550},
        {R"("retries":0)", NIXIE_FIELD_RETRIES, 0},
        {R"("remote_port":65535)", NIXIE_FIELD_REMOTE_PORT, 65'535},
        {R"("remote_port":"25")", NIXIE_FIELD_REMOTE_PORT, 25},
        {R"("queue_time":3)", NIXIE_FIELD_QUEUE_TIME, 3'000},
        {R"("queue_time":"12.345")", NIXIE_FIELD_QUEUE_TIME, 12'345},
        {R"("time":1064870847)", NIXIE_FIELD_TIME, 1'064'870'847'000'000},
        {R"("time":1064870847.123456)", NIXIE_FIELD_TIME, 1'064'870'847'123'456},
        {R"("time":"1064870847.123456")", NIXIE_FIELD_TIME, 1'064'870'847'123'456},
        {R"("time":-1.5)", NIXIE_FIELD_TIME, -1'500'000},
        {R"("time":"2003-09-29T23:27:27+02:00")", NIXIE_FIELD_TIME, 1'064'870'847'000'000},
    };
    for (const auto &[value, id, number] : cases) {
        const good_line line(R"({"recipient":"bob@example.fict",)" + std::string(value) + "}");
        EXPECT_TRUE(line.record.has(id)) << value;
        EXPECT_EQ(line.record.number(id), number) << value;
    }
}

TEST(JsonLine, TakesEveryFieldThatACallerMayGive) {
    for (const field_row &row : field_table) {
        if (!row.from_caller() || row.id == NIXIE_FIELD_RECIPIENT) continue; // recipients have a test of their own
        const std::string value = row.type == field_type::stage ? "unknown" : "12";
        const good_line line(R"({"recipient":"a",")" + std::string(row.name) + R"(":")" + value + R"(" })");
        EXPECT_TRUE(line.record.has(row.id)) << row.name;
    }
}

TEST(JsonLine, TakesEveryEventThatACallerMayReport) {
    EXPECT_EQ(good_line(R"({"code":550})").record.event(), NIXIE_PERMANENT_FAILURE) << "the default";
    for (const event_row &row : event_table) {
        if (!row.from_caller) continue;
        const good_line line(R"({"event":")" + std::string(row.name) + R"(","code":550})");
        EXPECT_EQ(line.record.event(), row.number) << row.name;
    }
}

TEST(JsonLine, TakesOneOrSeveralRecipients) {
    const struct {
        std::string_view value;
        std::vector<std::string_view> recipients;
    } cases[] = {
        {R"("a@example.fict")", {"a@example.fict"}},
        {R"(["a@example.fict"])", {"a@example.fict"}},
        {R"(["a@example.fict", "b@example.fict","c@example.fict" ])",
         {"a@example.fict", "b@example.fict", "c@example.fict"}},
        {R"(["a@example.fict","a@example.fict"])", {"a@example.fict", "a@example.fict"}},
        {R"([null,"a@example.fict","",null])", {"a@example.fict"}},
        {"[]", {}},
        {"[null]", {}},
        {"null", {}},
        {R"("")", {}},
    };
    for (const auto &[value, recipients] : cases) {
        const good_line line(R"({"code":550,"recipient":)" + std::string(value) + "}");
        std::vector<std::string_view> read;
        if (line.record.has(NIXIE_FIELD_RECIPIENT)) read.push_back(line.record.text(NIXIE_FIELD_RECIPIENT));
        for (const std::string_view more : line.record.more_recipients()) read.push_back(more);
        EXPECT_EQ(read, recipients) << value;
    }
}

TEST(JsonLine, KeepsUserFieldsAsTheyStandThere) {
    const struct {
        std::string_view value;
        std::string_view text;
    } cases[] = {
        {R"("spring")", "spring"},
        {R"("\u00e4")", "\xC3\xA4"},
        {"7", "7"},
        {"-0.5e+10", "-0.5e+10"},
        {"0.10", "0.10"},
        {"123456789012345678901234567890", "123456789012345678901234567890"},
        {"1e999", "1e999"},
        {"true", "true"},
        {"false ", "false"},
    };
    for (const auto &[value, text] : cases) {
        const good_line line(R"({"campaign":)" + std::string(value) + "}");
        ASSERT_EQ(line.record.user_fields().size(), 1u) << value;
        EXPECT_EQ(line.record.user_fields()[0].name, "campaign");
        EXPECT_EQ(line.record.user_fields()[0].text, text);
    }
}

TEST(JsonLine, LeavesOutNullAndEmptyTexts) {
    const good_line line(R"({"recipient":"a","code":null,"status":"","size":"","sequence":null,"Bad Name":null,)"
                         R"("mine":null,"other":"","event":null,"stage":""})");
    EXPECT_EQ(line.record.event(), NIXIE_PERMANENT_FAILURE);
    EXPECT_TRUE(line.record.user_fields().empty());
    for (const field_row &row : field_table)
        EXPECT_EQ(line.record.has(row.id), row.id == NIXIE_FIELD_RECIPIENT) << row.name;
}

TEST(JsonLine, UndoesEveryEscape) {
    const good_line line(R"({"diagnostic":"\"\\\/\b\f\n\r\t\u0000\u001b\u20ac\ud83d\ude00","my\u005fown":"\u0041"})");
    EXPECT_EQ(line.record.text(NIXIE_FIELD_DIAGNOSTIC), "\"\\/\b\f\n\r\t\0\x1B\xE2\x82\xAC\xF0\x9F\x98\x80"s);
    ASSERT_EQ(line.record.user_fields().size(), 1u);
    EXPECT_EQ(line.record.user_fields()[0].name, "my_own");
    EXPECT_EQ(line.record.user_fields()[0].text, "A");
}

TEST(JsonLine, StepsOverWhatListenTellsOfTheMessage) {
    const good_line line(R"({"code":550,"syslog":{"facility":2,"msgid":null,"structured_data":{"a@1":{"x":["\"","]"]},)"
                         R"("code":true},"msg":"}"},"campaign":"spring"})");
    EXPECT_EQ(line.record.number(NIXIE_FIELD_CODE), 550);
    ASSERT_EQ(line.record.user_fields().size(), 1u);
    EXPECT_EQ(line.record.user_fields()[0].name, "campaign");
    EXPECT_EQ(good_line(R"({"syslog":{},"code":550})").record.number(NIXIE_FIELD_CODE), 550);
}

TEST(JsonLine, TakesATextNamedSyslogForAUserField) {
    const good_line line(R"({"syslog":"on"})");
    ASSERT_EQ(line.record.user_fields().size(), 1u);
    EXPECT_EQ(line.record.user_fields()[0].text, "on");
}

TEST(JsonLine, TakesBlanksByteOrderMarkAndCarriageReturn) {
    EXPECT_EQ(good_line("\xEF\xBB\xBF \t{ \"code\" : 550 ,\t\"size\":1}\t\r").record.number(NIXIE_FIELD_CODE), 550);
}

TEST(JsonLine, RepairsWhatIsNoUtf8AndSaysSo) {
    const good_line latin1("{\"diagnostic\":\"550 M\xFCller, \xE2\x82!\"}");
    EXPECT_TRUE(latin1.repaired);
    EXPECT_EQ(latin1.record.text(NIXIE_FIELD_DIAGNOSTIC), "550 M\xEF\xBF\xBDller, \xEF\xBF\xBD!");
    EXPECT_FALSE(good_line("{\"diagnostic\":\"550 M\xC3\xBCller\"}").repaired);
}

TEST(JsonLine, KeepsNothingOfTheLineBefore) {
    json_line_reader reader;
    field_set record;
    bool repaired = false;
    ASSERT_FALSE(reader.read("{\"recipient\":[\"a\",\"\xFF\"],\"event\":\"delivery\",\"x\":1}", record, repaired));
    ASSERT_TRUE(repaired);
    ASSERT_FALSE(reader.read(R"({"code":550,"x":"2"})", record, repaired));
    EXPECT_FALSE(repaired);
    EXPECT_EQ(record.event(), NIXIE_PERMANENT_FAILURE);
    EXPECT_FALSE(record.has(NIXIE_FIELD_RECIPIENT));
    EXPECT_TRUE(record.more_recipients().empty());
    ASSERT_EQ(record.user_fields().size(), 1u);
    EXPECT_EQ(record.user_fields()[0].text, "2");
}

TEST(JsonLine, ReadsOnAfterALineThatIsRefused) {
    json_line_reader reader;
    field_set record;
    bool repaired = false;
    for (const char *bad : {"", "{", "[", "{\"code\":", "{\"code\":550", "{\"code\":550}}", "{\"recipient\":[\"a\"",
                            "{\"recipient\":[\"a\"}", "{\"mine\":{\"a\":[1,", "\"", "{\"code\":\"550"}) {
        EXPECT_TRUE(reader.read(bad, record, repaired)) << bad;
        EXPECT_FALSE(record.has(NIXIE_FIELD_CODE)) << bad << ": nothing half read stays";
        ASSERT_FALSE(reader.read(R"({"code":551})", record, repaired)) << "after " << bad;
        EXPECT_EQ(record.number(NIXIE_FIELD_CODE), 551);
    }
}

TEST(JsonLine, ReadsLinesOfAnyLength) {
    json_line_reader reader;
    for (std::size_t size = 1; size <= 4'000'000; size *= 3) {
        const std::string text(size, 'x');
        field_set record;
        bool repaired = false;
        ASSERT_FALSE(reader.read(R"({"diagnostic":")" + text + R"("})", record, repaired)) << size;
        EXPECT_EQ(record.text(NIXIE_FIELD_DIAGNOSTIC), text);
    }
}

std::filesystem::path corpus() {
    const char *given = std::getenv("NIXIE_SHARED_DATA");
    return given ? std::filesystem::path(given) : std::filesystem::path(NIXIE_SOURCE_DIR) / "../shared/data";
}

TEST(JsonLine, ReadsEveryLineOfTheCorpus) {
    std::ifstream file(corpus() / "bounces-dev.jsonl");
    if (!file) {
        ASSERT_FALSE(tests::is_ci()) << "CI must have the corpus in " << corpus();
        GTEST_SKIP() << "no corpus in " << corpus() << " (NIXIE_SHARED_DATA)";
    }
    json_line_reader reader;
    std::size_t lines = 0;
    for (std::string line; std::getline(file, line); ++lines) {
        field_set record;
        bool repaired = false;
        // The corpus has a reason of its own, which is a field that only nixie sets.
        if (const std::size_t at = line.find("\"reason\":"); at != line.npos) line.replace(at, 9, "\"cause\":");
        const auto problem = reader.read(line, record, repaired);
        EXPECT_FALSE(problem) << problem->reason << " (" << problem->key << "): " << line;
    }
    EXPECT_GT(lines, 0u);
}

} // namespace
} // namespace nixie::impl
