#include "decode/journal_entry.hpp"

#include <gtest/gtest.h>

namespace nixie::impl {
namespace {

using std::string_literals::operator""s;

std::string sized(std::string_view name, std::string_view value) {
    std::string field = std::string(name) + '\n';
    for (unsigned i = 0; i < 8; ++i) field += static_cast<char>(value.size() >> (8 * i));
    return field + std::string(value) + '\n';
}

std::vector<journal_entry> parsed(std::string_view bytes, journal_form form = journal_form::native) {
    auto result = parse_journal_entries(bytes, form);
    if (const auto *problem = std::get_if<parse_problem>(&result)) {
        ADD_FAILURE() << problem->offset << ": " << problem->reason;
        return {};
    }
    return std::get<std::vector<journal_entry>>(std::move(result));
}

std::string verdict_on(std::string_view bytes, journal_form form = journal_form::native) {
    const auto result = parse_journal_entries(bytes, form);
    const auto *problem = std::get_if<parse_problem>(&result);
    return problem ? std::to_string(problem->offset) + ": " + problem->reason : "good";
}

TEST(JournalEntry, ReadsBothFormsOfAValue) {
    const std::string value = "550 5.1.1\nMAIL_CODE=250\n\n\0\xFF"s;
    const std::string bytes = "PRIORITY=4\n" + sized("MAIL_DIAGNOSTIC", value) + "MAIL_CODE=550\n" +
                              sized("EMPTY", "") + "EQUALS=a=b\nNOTHING=\n";
    const auto entries = parsed(bytes);
    ASSERT_EQ(entries.size(), 1u);
    ASSERT_EQ(entries[0].fields.size(), 6u);
    EXPECT_EQ(entries[0].fields[0].name, "PRIORITY");
    EXPECT_EQ(entries[0].fields[0].value, "4");
    EXPECT_EQ(entries[0].fields[1].name, "MAIL_DIAGNOSTIC");
    EXPECT_EQ(entries[0].fields[1].value, value);
    EXPECT_EQ(entries[0].find("MAIL_CODE"), "550");
    EXPECT_EQ(entries[0].find("EMPTY"), "");
    EXPECT_EQ(entries[0].find("EQUALS"), "a=b");
    EXPECT_EQ(entries[0].find("NOTHING"), "");
    EXPECT_EQ(entries[0].find("MESSAGE"), std::nullopt);
}

TEST(JournalEntry, ReadsLengthsOfSeveralBytes) {
    for (const std::size_t size : {255u, 256u, 65'535u, 65'536u, 1'048'577u}) {
        const std::string value(size, '\n');
        const std::string bytes = sized("MESSAGE", value) + "A=1\n";
        const auto entries = parsed(bytes);
        ASSERT_EQ(entries.size(), 1u) << size;
        EXPECT_EQ(entries[0].find("MESSAGE"), value);
        EXPECT_EQ(entries[0].find("A"), "1");
    }
}

TEST(JournalEntry, KeepsAFieldThatStandsSeveralTimes) {
    const auto entries = parsed("A=1\nB=2\nA=3\n");
    ASSERT_EQ(entries.size(), 1u);
    EXPECT_EQ(entries[0].fields.size(), 3u);
    EXPECT_EQ(entries[0].find("A"), std::nullopt);
    EXPECT_EQ(entries[0].find("B"), "2");
}

TEST(JournalEntry, SeparatesEntriesByEmptyLines) {
    EXPECT_TRUE(parsed("").empty());
    EXPECT_TRUE(parsed("\n\n").empty());
    const std::string bytes = "A=1\nB=2\n\n" + sized("A", "\n\n") + "\n\n\nA=3\n\n";
    const auto entries = parsed(bytes);
    ASSERT_EQ(entries.size(), 3u);
    EXPECT_EQ(entries[0].find("B"), "2");
    EXPECT_EQ(entries[1].find("A"), "\n\n");
    EXPECT_EQ(entries[2].find("A"), "3");
}

TEST(JournalEntry, ReadsTheExportFormat) {
    const std::string bytes = "__CURSOR=s=739ad;i=4ece7\n__REALTIME_TIMESTAMP=1342540861421465\n_PID=42\n" +
                              sized("MESSAGE", "two\nlines") + "\n__CURSOR=s=739ad;i=4ece8\nMESSAGE=one\n\n";
    const auto entries = parsed(bytes, journal_form::exported);
    ASSERT_EQ(entries.size(), 2u);
    EXPECT_EQ(entries[0].find("__CURSOR"), "s=739ad;i=4ece7");
    EXPECT_EQ(entries[0].find("_PID"), "42");
    EXPECT_EQ(entries[0].find("MESSAGE"), "two\nlines");
    EXPECT_EQ(entries[1].find("MESSAGE"), "one");
    EXPECT_EQ(verdict_on(bytes), "0: a name begins with _, which journald keeps for itself");
}

TEST(JournalEntry, TakesNamesOfTheLongestLength) {
    const std::string name = "A" + std::string(62, '_') + "9";
    const std::string bytes = name + "=1\n" + sized(name, "2");
    EXPECT_EQ(parsed(bytes).at(0).fields.at(1).name, name);
    EXPECT_EQ(verdict_on("X" + name + "=1\n"), "64: a name is longer than 64 bytes");
}

TEST(JournalEntry, SaysWhereAndWhyBytesAreNoEntry) {
    const std::string huge = "A\n"s + "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF" + "x\n";
    const std::string one_too_many = "A\n\x02\0\0\0\0\0\0\0x"s;
    const struct {
        std::string bytes;
        std::string verdict;
    } cases[] = {
        {"A=1", "3: a line does not end"},
        {"A=1\nB=", "6: a line does not end"},
        {"A=1\nB", "5: a field ends after its name"},
        {"=1\n", "0: a field has no name of A-Z, 0-9, _"},
        {"A=1\n =2\n", "4: a field has no name of A-Z, 0-9, _"},
        {"mail_code=1\n", "0: a field has no name of A-Z, 0-9, _"},
        {"MAIL-CODE=1\n", "4: a name has a byte other than A-Z, 0-9, _"},
        {"MAIL_CODe=1\n", "8: a name has a byte other than A-Z, 0-9, _"},
        {"A =1\n", "1: a name has a byte other than A-Z, 0-9, _"},
        {"\xC3\x84=1\n", "0: a field has no name of A-Z, 0-9, _"},
        {"A\0=1\n"s, "1: a name has a byte other than A-Z, 0-9, _"},
        {"9A=1\n", "0: a name begins with a digit"},
        {"_PID=1\n", "0: a name begins with _, which journald keeps for itself"},
        {".control=1\n", "0: a field has no name of A-Z, 0-9, _"},
        {"A\n", "2: a length has less than 8 bytes"},
        {"A\n\x01\0\0\0\0\0\0"s, "9: a length has less than 8 bytes"},
        {"A\n\x01\0\0\0\0\0\0\0"s, "2: a length goes beyond the end"},
        {one_too_many, "2: a length goes beyond the end"},
        {huge, "2: a length goes beyond the end"},
        {"A\n\x01\0\0\0\0\0\0\0x"s, "11: no line feed after a value with a length"},
        {"A\n\x01\0\0\0\0\0\0\0xy\n"s, "11: no line feed after a value with a length"},
        {"A\n\0\0\0\0\0\0\0\x01x\n"s, "2: a length goes beyond the end"}, // big-endian
        {"A=1\n\n" + sized("B", "x") + "C", "18: a field ends after its name"},
    };
    for (const auto &[bytes, verdict] : cases) EXPECT_EQ(verdict_on(bytes), verdict) << bytes;
}

TEST(JournalEntry, RefusesEveryEntryCutShortInsideAField) {
    const std::string whole = "A=1\n" + sized("MESSAGE", "two\nlines") + "B=2\n";
    const std::size_t second = 4, third = whole.size() - 4; // where fields begin
    for (std::size_t size = 1; size < whole.size(); ++size) {
        const bool is_between = size == second || size == third;
        EXPECT_EQ(verdict_on(std::string_view(whole).substr(0, size)) == "good", is_between) << size;
    }
}

} // namespace
} // namespace nixie::impl
