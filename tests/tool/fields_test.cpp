#include "tool/fields.hpp"

#include <algorithm>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

#include "record/field_table.hpp"
#include "tool/field_tables.hpp"

namespace nixie::impl {
namespace {

std::string line_of(const std::string &text, const std::string &beginning) {
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);)
        if (line.starts_with(beginning)) return line;
    return "no such line";
}

TEST(Fields, DocsAreWhatTheProgramPrints) {
    std::ifstream file(NIXIE_SOURCE_DIR "/docs/fields.md", std::ios::binary);
    ASSERT_TRUE(file) << "docs/fields.md is missing";
    std::ostringstream docs;
    docs << file.rdbuf();
    EXPECT_EQ(docs.str(), fields_markdown()) << "run: nixie fields --markdown > docs/fields.md";
}

TEST(Fields, EveryRowOfEveryTableHasACellForEachColumn) {
    for (const text_table &table : field_tables()) {
        EXPECT_FALSE(table.rows.empty()) << table.title;
        for (const auto &row : table.rows) EXPECT_EQ(row.size(), table.columns.size()) << table.title << " " << row[0];
    }
}

TEST(Fields, TextHasAlignedColumns) {
    const std::string text = fields_text();
    EXPECT_EQ(line_of(text, "name "), "name                 type     set by             personal  meaning");
    EXPECT_EQ(line_of(text, "remote_port "),
              "remote_port          port     caller             no        port of the remote side");
    EXPECT_EQ(line_of(text, "6 "), "6       rejection          REJECTION  notice    -          caller");
}

TEST(Fields, MarkdownShowsWhatMarkdownWouldTakeForItsOwn) {
    EXPECT_EQ(
        line_of(fields_markdown(), "| `sender` "),
        "| `sender` | `MAIL_SENDER` | text | caller or derived | yes | RFC 5321 section 4.1.2 | reverse-path; \\<> is "
        "legal; may be given as a decorated path, MAIL FROM:\\<a@b> SIZE=... |");
}

TEST(Fields, JsonHasOneObjectForEachField) {
    const std::string json = fields_json();
    EXPECT_EQ(std::count(json.begin(), json.end(), '\n'), static_cast<std::ptrdiff_t>(field_count));
    EXPECT_EQ(
        line_of(json, "{\"id\":7,"),
        "{\"id\":7,\"name\":\"code\",\"journal_field\":\"MAIL_CODE\",\"type\":\"number\",\"set_by\":\"caller or "
        "derived\",\"personal\":false,\"source\":\"RFC 5321 section 4.2\",\"help\":\"SMTP reply code, such as 550\"}");
}

} // namespace
} // namespace nixie::impl
