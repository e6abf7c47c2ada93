#include "encode/message_ids.hpp"

#include <gtest/gtest.h>
#include <set>

namespace nixie::impl {
namespace {

struct id_row {
    int event;
    std::int64_t bounce_class;
    std::string_view id;
};

// Operators filter by these, catalogs and alerts are keyed by them: a line here never changes.
constexpr id_row golden[] = {
    {NIXIE_PERMANENT_FAILURE, 1, "cf45cd7778f84aa29e52d70ff6c996c0"},
    {NIXIE_PERMANENT_FAILURE, 10, "42f4e7dc51ca41d386580102cab05407"},
    {NIXIE_PERMANENT_FAILURE, 20, "2d7478769c8c436891ea1060ade795e5"},
    {NIXIE_PERMANENT_FAILURE, 21, "2d3eae84247540909859d430b8f918fa"},
    {NIXIE_PERMANENT_FAILURE, 22, "722523629d474ce7bde886f795c58968"},
    {NIXIE_PERMANENT_FAILURE, 23, "de9bebb906964e93adb9fdb47cd0fb39"},
    {NIXIE_PERMANENT_FAILURE, 24, "e67558dce38e4986a4b45528754fddf2"},
    {NIXIE_PERMANENT_FAILURE, 25, "2015ba62cf28494cbd6f80dca0c1a15a"},
    {NIXIE_PERMANENT_FAILURE, 30, "a5af3dd8eb8849d1aeac5d5645cd482a"},
    {NIXIE_PERMANENT_FAILURE, 40, "dcb28ba6fcd94f44bd6b808ecbf66fb9"},
    {NIXIE_PERMANENT_FAILURE, 50, "d82ec18fd50c42c7b11c645791427f72"},
    {NIXIE_PERMANENT_FAILURE, 51, "3b5469bf876d45a9a50dec06fc7b2cf8"},
    {NIXIE_PERMANENT_FAILURE, 52, "3277578c5b4944c08da3e959474d726b"},
    {NIXIE_PERMANENT_FAILURE, 53, "34887ef526dd4656ae5859448f88d08f"},
    {NIXIE_PERMANENT_FAILURE, 54, "e14f499d97dc44ae9513b376e28fcb1f"},
    {NIXIE_PERMANENT_FAILURE, 60, "fbfcbec20e2d4026ba58fda1e8610352"},
    {NIXIE_PERMANENT_FAILURE, 70, "ba004b583a6442c2b0b7d66e84642e30"},
    {NIXIE_PERMANENT_FAILURE, 80, "cc1888c50b9e4949bb277c088a461994"},
    {NIXIE_PERMANENT_FAILURE, 90, "4456ed92988b40108a9c685510523e93"},
    {NIXIE_PERMANENT_FAILURE, 100, "f600c7fc6ffb4f248b02af4d45548ed2"},
    {NIXIE_TRANSIENT_FAILURE, 1, "b7800de6e0a04cfba932e74c797bdd6c"},
    {NIXIE_TRANSIENT_FAILURE, 10, "bc35ce149d094005aee4969f2df33d90"},
    {NIXIE_TRANSIENT_FAILURE, 20, "1877af1d364744239cc4c1d1dbff88af"},
    {NIXIE_TRANSIENT_FAILURE, 21, "2cd2f13e7b5b46dab20cfe3183807426"},
    {NIXIE_TRANSIENT_FAILURE, 22, "9ea544391c9f44ebae7a0b204f117167"},
    {NIXIE_TRANSIENT_FAILURE, 23, "82c56414d74c4d07a292b3d306b7085d"},
    {NIXIE_TRANSIENT_FAILURE, 24, "2ddc2c5a3c9644dc8d1ea6da99e576d9"},
    {NIXIE_TRANSIENT_FAILURE, 25, "4d3d0bfccd784a02a5eb620db967d0f3"},
    {NIXIE_TRANSIENT_FAILURE, 30, "4c3f189664ab4cb18ee9ff42bef8504e"},
    {NIXIE_TRANSIENT_FAILURE, 40, "93648cc938be4f6dbf197461e8919064"},
    {NIXIE_TRANSIENT_FAILURE, 50, "6ce16add6fca47da8a448cbb9236dcc4"},
    {NIXIE_TRANSIENT_FAILURE, 51, "76ea6c82f9554d34a20e6434bea4c64c"},
    {NIXIE_TRANSIENT_FAILURE, 52, "877f35108cbf4f9cb50143791b33db6a"},
    {NIXIE_TRANSIENT_FAILURE, 53, "07a021a203044f8eb658b472c1de10fd"},
    {NIXIE_TRANSIENT_FAILURE, 54, "971b83d14ccb4cc6b7d67671534a27c3"},
    {NIXIE_TRANSIENT_FAILURE, 60, "d511c228429f49c79f0a129a1827596c"},
    {NIXIE_TRANSIENT_FAILURE, 70, "e4e239b0b3ae406aa2eb95f8fc28e62c"},
    {NIXIE_TRANSIENT_FAILURE, 80, "7b72386250e6465ab77d68864c55df9f"},
    {NIXIE_TRANSIENT_FAILURE, 90, "43156cc88aaf471189f650128ccb7abb"},
    {NIXIE_TRANSIENT_FAILURE, 100, "1a1ac1f2881241558f37665cecb09a97"},
    {NIXIE_DELIVERY, 0, "0df2add87d634572baecf86517bc01e9"},
    {NIXIE_ATTEMPT, 0, "13181f92591f4c6392b40d6eda958418"},
    {NIXIE_RECEPTION, 0, "b1ddcc390f734287ad8af12929cdd8d0"},
    {NIXIE_REJECTION, 0, "5944fade24f449e9af212d0f0078820c"},
    {NIXIE_LOSS, 0, "e7c0dff6ae55414986cc0c164e631a7a"},
    {NIXIE_STATS, 0, "ae61cd05e5204358a2084d5514e41729"},
};

// For each event, and for failures each bounce class.
std::vector<std::string_view> all_ids() {
    std::vector<std::string_view> ids;
    for (const event_row &event : event_table) {
        if (event.number != NIXIE_PERMANENT_FAILURE && event.number != NIXIE_TRANSIENT_FAILURE)
            ids.push_back(journal_message_id(event.number, 0));
        else
            for (const bounce_class_row &row : bounce_class_table)
                ids.push_back(journal_message_id(event.number, row.number));
    }
    return ids;
}

TEST(MessageIds, NeverChange) {
    for (const id_row &row : golden)
        EXPECT_EQ(journal_message_id(row.event, row.bounce_class), row.id) << row.event << ", " << row.bounce_class;
}

TEST(MessageIds, AreDistinctForEachEventAndEachBounceClassOfAFailure) {
    const std::vector<std::string_view> ids = all_ids();
    EXPECT_EQ(ids.size(), 2 * bounce_class_table.size() + event_table.size() - 2);
    EXPECT_EQ(std::set(ids.begin(), ids.end()).size(), ids.size());
    EXPECT_EQ(std::size(golden), ids.size()) << "a new event or class needs a line in the golden list";
}

TEST(MessageIds, AreAsJournaldWantsThem) {
    for (const std::string_view id : all_ids()) {
        EXPECT_EQ(id.size(), 32u) << id;
        EXPECT_EQ(id.find_first_not_of("0123456789abcdef"), id.npos) << id;
    }
}

TEST(MessageIds, FailureWithoutClassOrWithAnOwnOneIsUndetermined) {
    for (const int event : {NIXIE_PERMANENT_FAILURE, NIXIE_TRANSIENT_FAILURE})
        for (const std::int64_t bounce_class : {0, 2, 101, 1'000'000})
            EXPECT_EQ(journal_message_id(event, bounce_class), journal_message_id(event, 1)) << bounce_class;
}

TEST(MessageIds, OtherEventsHaveOneWhateverTheClass) {
    for (const int event : {NIXIE_DELIVERY, NIXIE_ATTEMPT, NIXIE_RECEPTION, NIXIE_REJECTION, NIXIE_LOSS, NIXIE_STATS})
        EXPECT_EQ(journal_message_id(event, 10), journal_message_id(event, 0)) << event;
}

TEST(MessageIds, WhatIsNoEventHasNone) {
    EXPECT_EQ(journal_message_id(0, 10), "");
    EXPECT_EQ(journal_message_id(NIXIE_STATS + 1, 10), "");
}

} // namespace
} // namespace nixie::impl
