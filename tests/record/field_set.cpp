#include "record/field_set.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "record/all_utf8.hpp"

using namespace nixie::impl;

namespace {

using ids = std::vector<int>;

ids fields_in(const field_set &record) {
    ids set;
    each_field_of(record.fields(), [&set](int id) { set.push_back(id); });
    return set;
}

TEST(FieldSet, GivesItsFieldsInTheOrderOfTheTable) {
    field_set record;
    ids all;
    for (const field_row &row : field_table) all.insert(all.begin(), row.id);
    for (const int id : all) record.set_number(id, id);
    EXPECT_EQ(fields_in(record), ids(all.rbegin(), all.rend()));
}

TEST(FieldSet, HasATextOrANumberAndNotBoth) {
    field_set record;
    record.set_text(NIXIE_FIELD_TARGET, "udp://a");
    EXPECT_EQ(record.text(NIXIE_FIELD_TARGET), "udp://a");
    EXPECT_EQ(record.number(NIXIE_FIELD_TARGET), 0);
    record.set_number(NIXIE_FIELD_TARGET, 7);
    EXPECT_EQ(record.text(NIXIE_FIELD_TARGET), "");
    EXPECT_EQ(record.number(NIXIE_FIELD_TARGET), 7);
    record.set_text(NIXIE_FIELD_TARGET, "udp://b");
    EXPECT_EQ(record.texts(), bit_of(NIXIE_FIELD_TARGET));
    EXPECT_EQ(record.numbers(), 0u);
}

TEST(FieldSet, AFieldThatIsErasedEmptyOrClearedIsAbsent) {
    field_set record(NIXIE_DELIVERY);
    for (const int id : {NIXIE_FIELD_HELO, NIXIE_FIELD_SENDER, NIXIE_FIELD_STATUS}) record.set_text(id, "x");
    record.set_number(NIXIE_FIELD_CODE, 550);
    record.erase(NIXIE_FIELD_HELO);
    record.set_text(NIXIE_FIELD_SENDER, "");
    EXPECT_EQ(fields_in(record), (ids{NIXIE_FIELD_STATUS, NIXIE_FIELD_CODE}));
    EXPECT_EQ(record.text(NIXIE_FIELD_HELO), "");

    record.add_user_field("campaign", "spring");
    record.add_recipient("eve@example.fict");
    record.clear();
    EXPECT_EQ(record.event(), NIXIE_PERMANENT_FAILURE);
    EXPECT_EQ(fields_in(record), ids{});
    EXPECT_EQ(record.text(NIXIE_FIELD_STATUS), "");
    EXPECT_EQ(record.number(NIXIE_FIELD_CODE), 0);
    EXPECT_TRUE(record.user_fields().empty() && record.more_recipients().empty());
    EXPECT_EQ(record.text_bytes(), 0u);
}

TEST(FieldSet, ACopyHasWhatTheOriginalHasAndNothingOfBefore) {
    field_set record(NIXIE_DELIVERY);
    record.set_text(NIXIE_FIELD_STATUS, record.keep("2.0.0"));
    record.set_number(NIXIE_FIELD_CODE, 250);
    record.add_user_field("campaign", "spring");
    record.add_recipient("eve@example.fict");
    field_set copy;
    copy.set_text(NIXIE_FIELD_HELO, "before");
    copy.keep("before");
    copy = record;
    EXPECT_EQ(copy.event(), NIXIE_DELIVERY);
    EXPECT_EQ(fields_in(copy), fields_in(record));
    EXPECT_EQ(copy.text(NIXIE_FIELD_STATUS), "2.0.0");
    EXPECT_EQ(copy.number(NIXIE_FIELD_CODE), 250);
    EXPECT_EQ(copy.user_fields().at(0).text, "spring");
    EXPECT_EQ(copy.more_recipients(), record.more_recipients());
    EXPECT_EQ(copy.text_bytes(), record.text_bytes());
}

TEST(FieldSet, TextBytesAreAtLeastThoseOfAllTexts) {
    field_set record;
    record.set_text(NIXIE_FIELD_STATUS, "5.1.1");
    record.set_text(NIXIE_FIELD_HELO, "long before");
    record.set_text(NIXIE_FIELD_HELO, "short");
    record.add_user_field("campaign", "spring");
    EXPECT_GE(record.text_bytes(), std::string_view("5.1.1"
                                                    "short"
                                                    "campaign"
                                                    "spring")
                                       .size());
}

TEST(KeptTexts, StayWhereTheyAreWhenMoreComeAndWhenTheyMove) {
    field_set record;
    std::vector<std::string_view> views;
    for (int i = 0; i < 1'000; ++i) views.push_back(record.keep(std::to_string(i)));
    field_set moved = std::move(record);
    moved.keep("more");
    for (int i = 0; i < 1'000; ++i) ASSERT_EQ(views[static_cast<std::size_t>(i)], std::to_string(i));
    moved.clear();
    EXPECT_EQ(moved.keep("again"), "again");
    EXPECT_EQ(moved.keep("and again"), "and again");
}

TEST(IsAllUtf8, SeesEveryTextAndUserField) {
    field_set record;
    EXPECT_TRUE(is_all_utf8(record));
    for (const field_row &row : field_table)
        if (row.is_text()) record.set_text(row.id, "a text of more than 16 bytes \xC3\xA9");
    record.add_user_field("campaign", "\xE2\x82\xAC");
    record.set_number(NIXIE_FIELD_CODE, -1);
    EXPECT_TRUE(is_all_utf8(record));
    for (const field_row &row : field_table) {
        if (!row.is_text()) continue;
        record.set_text(row.id, "a text of more than 16 bytes \xC3");
        EXPECT_FALSE(is_all_utf8(record)) << row.name;
        record.set_text(row.id, "x");
    }
    record.add_user_field("zone", "\xFF");
    EXPECT_FALSE(is_all_utf8(record));
}

} // namespace
