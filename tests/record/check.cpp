// Which records a caller may hand over, and what a refusal says.
#include "record/check.hpp"

#include <array>
#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "record/field_table.hpp"

namespace nixie::impl {
namespace {

const nixie_field recipient = nixie_text(NIXIE_FIELD_RECIPIENT, "bob@example.fict");

field_fault fault_of(const std::vector<nixie_field> &fields, int event = NIXIE_PERMANENT_FAILURE) {
    return check_fields(event, fields).fault;
}

std::string words_of(const std::vector<nixie_field> &fields, int event = NIXIE_PERMANENT_FAILURE) {
    return describe(check_fields(event, fields), fields);
}

TEST(Check, TakesARecordAndCountsItsRecipients) {
    const std::vector<nixie_field> fields{recipient, recipient, nixie_number(NIXIE_FIELD_CODE, 550), recipient,
                                          nixie_text(NIXIE_FIELD_RECIPIENT, "")};
    const field_check check = check_fields(NIXIE_DELIVERY, fields);
    EXPECT_EQ(check.fault, field_fault::none);
    EXPECT_EQ(check.recipients, 3U);
    EXPECT_EQ(describe(check, fields), "");
}

TEST(Check, TakesEveryFieldOfACaller) {
    std::vector<nixie_field> fields;
    for (const field_row &row : field_table)
        if (row.from_caller()) fields.push_back(row.is_text() ? nixie_text(row.id, "x") : nixie_number(row.id, 1));
    EXPECT_EQ(fault_of(fields), field_fault::none);
    EXPECT_GT(fields.size(), 30U);
}

TEST(Check, RefusesEveryFieldThatIsNotTheCallers) {
    for (const field_row &row : field_table) {
        if (row.from_caller()) continue;
        EXPECT_EQ(fault_of({recipient, nixie_number(row.id, 1)}), field_fault::not_your_field) << row.name;
    }
}

TEST(Check, RefusesARecordWithoutAnythingButATime) {
    EXPECT_EQ(fault_of({}), field_fault::no_fields);
    EXPECT_EQ(fault_of({nixie_number(NIXIE_FIELD_TIME, 1)}), field_fault::no_fields);
    EXPECT_EQ(fault_of({nixie_text(NIXIE_FIELD_STATUS, ""), nixie_text(NIXIE_FIELD_RECIPIENT, nullptr)}),
              field_fault::no_fields);
    EXPECT_EQ(fault_of({nixie_user_field("campaign", "")}), field_fault::no_fields);
    EXPECT_EQ(fault_of({nixie_user_field("campaign", "spring")}), field_fault::none);
}

TEST(Check, RefusesEventsThatOnlyNixieReportsAndNumbersThatAreNone) {
    EXPECT_EQ(fault_of({recipient}, NIXIE_LOSS), field_fault::not_your_event);
    EXPECT_EQ(fault_of({recipient}, NIXIE_STATS), field_fault::not_your_event);
    for (const int event : {0, -1, NIXIE_STATS + 1, 1'000'000})
        EXPECT_EQ(fault_of({recipient}, event), field_fault::no_such_event) << event;
}

TEST(Check, RefusesIdsThatAreNoRow) {
    for (const int id : {-1, static_cast<int>(field_count) + 1, 70'000})
        EXPECT_EQ(fault_of({recipient, nixie_text(id, "x")}), field_fault::no_such_field) << id;
}

TEST(Check, RefusesAFieldGivenTwiceUnlessOneOfThemIsLeftOut) {
    EXPECT_EQ(fault_of({nixie_text(NIXIE_FIELD_STATUS, "5.1.1"), nixie_text(NIXIE_FIELD_STATUS, "5.1.1")}),
              field_fault::twice);
    EXPECT_EQ(fault_of({nixie_text(NIXIE_FIELD_STATUS, "5.1.1"), nixie_text(NIXIE_FIELD_STATUS, "")}),
              field_fault::none);
    EXPECT_EQ(fault_of({nixie_user_field("a", "1"), nixie_user_field("a", "2")}), field_fault::twice);
    EXPECT_EQ(fault_of({nixie_user_field("a", "1"), nixie_user_field("b", "2")}), field_fault::none);
}

TEST(Check, RefusesNumbersOutOfTheRangeOfTheirType) {
    for (const auto &[id, number] : {std::pair{NIXIE_FIELD_CODE, std::int64_t{-1}},
                                     {NIXIE_FIELD_REMOTE_PORT, 65536},
                                     {NIXIE_FIELD_REMOTE_PORT, -1},
                                     {NIXIE_FIELD_STAGE, NIXIE_STAGE_UNKNOWN + 1},
                                     {NIXIE_FIELD_STAGE, -1}})
        EXPECT_EQ(fault_of({recipient, nixie_number(id, number)}), field_fault::bad_number) << id << ' ' << number;
    EXPECT_EQ(fault_of({recipient, nixie_number(NIXIE_FIELD_REMOTE_PORT, 65535)}), field_fault::none);
    EXPECT_EQ(fault_of({recipient, nixie_number(NIXIE_FIELD_TIME, INT64_MIN)}), field_fault::none);
    nixie_field text = nixie_text(NIXIE_FIELD_STATUS, "5.1.1");
    text.number = -1; // nobody looks
    EXPECT_EQ(fault_of({recipient, text}), field_fault::none);
}

TEST(Check, CountsWhatTheFieldsHold) {
    const field_check check = check_fields(
        NIXIE_DELIVERY, std::vector<nixie_field>{recipient, nixie_user_field("campaign", "spring"), recipient,
                                                 nixie_number(NIXIE_FIELD_CODE, 550), nixie_text(NIXIE_FIELD_HELO, ""),
                                                 nixie_number(NIXIE_FIELD_STAGE, NIXIE_STAGE_DATA)});
    EXPECT_EQ(check.numbers, 2U);
    EXPECT_EQ(check.texts, 3U);
    EXPECT_EQ(check.text_bytes, 2 * recipient.text_size + 8 + 6);
}

TEST(Check, RefusesUserFieldsWithAnotherNameThanTheRuleSays) {
    const std::string longest(longest_user_name, 'a');
    EXPECT_EQ(fault_of({nixie_user_field(longest.c_str(), "x")}), field_fault::none);
    for (const std::string &name :
         {longest + 'a', std::string{}, std::string{"Campaign"}, std::string{"1st"}, std::string{"_x"},
          std::string{"a-b"}, std::string{"a b"}, std::string{"a=b"}, std::string{"\xc3\xa4"}})
        EXPECT_EQ(fault_of({recipient, nixie_user_field(name.c_str(), "x")}), field_fault::bad_name) << name;
    EXPECT_EQ(fault_of({nixie_field{NIXIE_FIELD_USER, 3, nullptr, "x", 1, 0}}), field_fault::bad_name);
    EXPECT_EQ(fault_of({nixie_user_field("status", "x")}), field_fault::name_of_the_table);
    EXPECT_EQ(fault_of({nixie_user_field("sequence", "x")}), field_fault::name_of_the_table);
}

TEST(Check, TakesThirtyTwoUserFieldsAndNoMore) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i <= most_user_fields; ++i) names.push_back("u" + std::to_string(i));
    std::vector<nixie_field> fields;
    for (const std::string &name : names) fields.push_back(nixie_user_field(name.c_str(), "x"));
    EXPECT_EQ(fault_of(fields), field_fault::too_many);
    fields.pop_back();
    EXPECT_EQ(fault_of(fields), field_fault::none);
}

TEST(Check, SaysPlaceReasonAndHint) {
    EXPECT_EQ(words_of({recipient, nixie_text(NIXIE_FIELD_STATUS, "5.1.1"), nixie_text(NIXIE_FIELD_STATUS, "5.1.1")}),
              "field 2 (status): given twice; only recipient may come more than once");
    EXPECT_EQ(words_of({nixie_text(70, "x")}), "field 0 (70): no such field id; nixie.h has enum nixie_field_id");
    EXPECT_EQ(words_of({nixie_user_field("Campaign", "x")}),
              "field 0 (Campaign): no name for a user field; it must match [a-z][a-z0-9_]{0,31}");
    EXPECT_EQ(words_of({recipient, nixie_number(NIXIE_FIELD_SEQUENCE, 1)}),
              "field 1 (sequence): a field that only nixie sets; leave it out");
    nixie_field wild = nixie_user_field("ab", "x");
    wild.name_size = UINT32_MAX; // it is not read
    EXPECT_EQ(words_of({wild}), "field 0 (0): no name for a user field; it must match [a-z][a-z0-9_]{0,31}");
    EXPECT_EQ(words_of({}), "no field besides the time; give at least a recipient or a diagnostic");
}

} // namespace
} // namespace nixie::impl
