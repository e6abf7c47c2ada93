#include "encode/message_ids.hpp"

#include <algorithm>
#include <array>

namespace nixie::impl {
namespace {

struct failure_ids {
    std::int64_t bounce_class;
    std::string_view permanent;
    std::string_view transient;
};

// Random once, fixed for ever: operators filter by them and the message catalog is keyed by them.
constexpr std::array failure_table = std::to_array<failure_ids>({
    {1, "cf45cd7778f84aa29e52d70ff6c996c0", "b7800de6e0a04cfba932e74c797bdd6c"},   // undetermined
    {10, "42f4e7dc51ca41d386580102cab05407", "bc35ce149d094005aee4969f2df33d90"},  // invalid_recipient
    {20, "2d7478769c8c436891ea1060ade795e5", "1877af1d364744239cc4c1d1dbff88af"},  // soft_bounce
    {21, "2d3eae84247540909859d430b8f918fa", "2cd2f13e7b5b46dab20cfe3183807426"},  // dns_failure
    {22, "722523629d474ce7bde886f795c58968", "9ea544391c9f44ebae7a0b204f117167"},  // mailbox_full
    {23, "de9bebb906964e93adb9fdb47cd0fb39", "82c56414d74c4d07a292b3d306b7085d"},  // too_large
    {24, "e67558dce38e4986a4b45528754fddf2", "2ddc2c5a3c9644dc8d1ea6da99e576d9"},  // timeout
    {25, "2015ba62cf28494cbd6f80dca0c1a15a", "4d3d0bfccd784a02a5eb620db967d0f3"},  // admin_failure
    {30, "a5af3dd8eb8849d1aeac5d5645cd482a", "4c3f189664ab4cb18ee9ff42bef8504e"},  // generic_bounce_no_rcpt
    {40, "dcb28ba6fcd94f44bd6b808ecbf66fb9", "93648cc938be4f6dbf197461e8919064"},  // generic_bounce
    {50, "d82ec18fd50c42c7b11c645791427f72", "6ce16add6fca47da8a448cbb9236dcc4"},  // mail_block
    {51, "3b5469bf876d45a9a50dec06fc7b2cf8", "76ea6c82f9554d34a20e6434bea4c64c"},  // spam_block
    {52, "3277578c5b4944c08da3e959474d726b", "877f35108cbf4f9cb50143791b33db6a"},  // spam_content
    {53, "34887ef526dd4656ae5859448f88d08f", "07a021a203044f8eb658b472c1de10fd"},  // prohibited_attachment
    {54, "e14f499d97dc44ae9513b376e28fcb1f", "971b83d14ccb4cc6b7d67671534a27c3"},  // relaying_denied
    {60, "fbfcbec20e2d4026ba58fda1e8610352", "d511c228429f49c79f0a129a1827596c"},  // auto_reply
    {70, "ba004b583a6442c2b0b7d66e84642e30", "e4e239b0b3ae406aa2eb95f8fc28e62c"},  // transient_failure
    {80, "cc1888c50b9e4949bb277c088a461994", "7b72386250e6465ab77d68864c55df9f"},  // subscribe
    {90, "4456ed92988b40108a9c685510523e93", "43156cc88aaf471189f650128ccb7abb"},  // unsubscribe
    {100, "f600c7fc6ffb4f248b02af4d45548ed2", "1a1ac1f2881241558f37665cecb09a97"}, // challenge_response
});

struct event_id {
    int event;
    std::string_view id;
};

constexpr std::array other_table = std::to_array<event_id>({
    {NIXIE_DELIVERY, "0df2add87d634572baecf86517bc01e9"},
    {NIXIE_ATTEMPT, "13181f92591f4c6392b40d6eda958418"},
    {NIXIE_RECEPTION, "b1ddcc390f734287ad8af12929cdd8d0"},
    {NIXIE_REJECTION, "5944fade24f449e9af212d0f0078820c"},
    {NIXIE_LOSS, "e7c0dff6ae55414986cc0c164e631a7a"},
    {NIXIE_STATS, "ae61cd05e5204358a2084d5514e41729"},
});

} // namespace

std::string_view journal_message_id(int event, std::int64_t bounce_class) {
    if (event != NIXIE_PERMANENT_FAILURE && event != NIXIE_TRANSIENT_FAILURE) {
        const auto *const row = std::ranges::find(other_table, event, &event_id::event);
        return row == other_table.end() ? std::string_view{} : row->id;
    }
    const auto *row = std::ranges::find(failure_table, bounce_class, &failure_ids::bounce_class);
    if (row == failure_table.end()) row = failure_table.begin(); // none given, or an own class: undetermined
    return event == NIXIE_PERMANENT_FAILURE ? row->permanent : row->transient;
}

} // namespace nixie::impl
