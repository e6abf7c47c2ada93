#include "tool/verify_entry.hpp"

#include <gtest/gtest.h>

namespace nixie::impl {
namespace {

const std::vector<stored_field> suppressed{{"MESSAGE_ID", "a596d6fe7bfa4994828e72309e95d61e"},
                                           {"MESSAGE", "Suppressed 12 messages from mta.service"},
                                           {"N_DROPPED", "12"},
                                           {"_TRANSPORT", "driver"}};

TEST(VerifyEntry, ReadsARecord) {
    field_set fields;
    const numbered_entry entry = read_numbered({.realtime = 5,
                                                .fields = {{"MAIL_EVENT", "delivery"},
                                                           {"MAIL_INSTANCE", "9c1e07b4a53f2d68"},
                                                           {"MAIL_SEQUENCE", "7"},
                                                           {"MAIL_TIME", "1970-01-01T00:00:01Z"}}},
                                               fields);
    EXPECT_EQ(entry.kind, numbered_entry::kind::record);
    EXPECT_EQ(entry.instance, "9c1e07b4a53f2d68");
    EXPECT_EQ(entry.sequence, 7);
    EXPECT_EQ(entry.time, 1'000'000);
}

TEST(VerifyEntry, ReadsAReport) {
    field_set fields;
    const numbered_entry entry = read_numbered(
        {.realtime = 5,
         .fields = {{"MAIL_EVENT", "stats"}, {"MAIL_INSTANCE", "9c1e07b4a53f2d68"}, {"MAIL_STATS_LAST_SEQUENCE", "7"}}},
        fields);
    ASSERT_EQ(entry.kind, numbered_entry::kind::report);
    EXPECT_EQ(entry.report->number(NIXIE_FIELD_STATS_LAST_SEQUENCE), 7);
    EXPECT_EQ(entry.time, 5);
}

TEST(VerifyEntry, AnyProgramMayWriteMailFieldsThatAreNoneOfNixie) {
    field_set fields;
    for (const std::string_view sequence : {"", "0", "x", "2147483648", "-1"}) {
        const stored_entry entry{
            .fields = {{"MAIL_EVENT", "delivery"}, {"MAIL_INSTANCE", "9c1e07b4a53f2d68"}, {"MAIL_SEQUENCE", sequence}}};
        EXPECT_EQ(read_numbered(entry, fields).kind, numbered_entry::kind::foreign) << sequence;
    }
    EXPECT_EQ(read_numbered({.fields = {{"MAIL_EVENT", "delivery"}, {"MAIL_SEQUENCE", "1"}}}, fields).kind,
              numbered_entry::kind::foreign);
}

TEST(VerifyEntry, ReadsHowManyMessagesOfWhichUnitWereSuppressed) {
    const std::optional<suppression> read = read_suppression({.fields = suppressed});
    ASSERT_TRUE(read);
    EXPECT_EQ(read->count, 12U);
    EXPECT_EQ(read->unit, "mta.service");
}

TEST(VerifyEntry, OnlyJournaldItselfSaysThatMessagesWereSuppressed) {
    std::vector<stored_field> forged = suppressed;
    forged.back().value = "journal";
    EXPECT_FALSE(read_suppression({.fields = forged}));
    forged.pop_back();
    EXPECT_FALSE(read_suppression({.fields = forged}));
}

} // namespace
} // namespace nixie::impl
