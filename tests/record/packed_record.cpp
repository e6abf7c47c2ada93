// A call packs and unpacks to itself, whatever bytes it holds.
#include "record/packed_record.hpp"

#include <gtest/gtest.h>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace nixie::impl {
namespace {

// Packs into a run of exactly the size that packed_size() says, so that a sanitizer sees a byte too many.
std::unique_ptr<std::byte[]> packed(const std::vector<nixie_field> &fields) {
    const field_check check = check_fields(NIXIE_TRANSIENT_FAILURE, fields);
    if (check.fault != field_fault::none) throw std::invalid_argument(describe(check, fields));
    const std::size_t size = packed_size(check);
    EXPECT_EQ(size % 8, 0U);
    auto bytes = std::make_unique<std::byte[]>(size);
    pack(bytes.get(),
         {.time = 1'000'000,
          .sequence = 7,
          .event = NIXIE_TRANSIENT_FAILURE,
          .size = static_cast<std::uint32_t>(size),
          .words = packed_words(check)},
         fields);
    return bytes;
}

int number_of(const field_row &row) {
    return row.type == field_type::stage ? NIXIE_STAGE_BODY : 1000 + row.id;
}

TEST(PackedRecord, KeepsEveryFieldOfTheTable) {
    std::vector<nixie_field> fields;
    for (const field_row &row : field_table)
        if (row.from_caller() && row.id != NIXIE_FIELD_TIME)
            fields.push_back(row.is_text() ? nixie_text(row.id, row.help.data())
                                           : nixie_number(row.id, number_of(row)));
    const auto bytes = packed(fields);
    field_set record;
    unpack(bytes.get(), record);
    for (const field_row &row : field_table) {
        if (!row.from_caller() || row.id == NIXIE_FIELD_TIME) continue;
        if (row.is_text())
            EXPECT_EQ(record.text(row.id), row.help) << row.name;
        else
            EXPECT_EQ(record.number(row.id), number_of(row)) << row.name;
    }
    EXPECT_EQ(record.event(), NIXIE_TRANSIENT_FAILURE);
    EXPECT_EQ(record.number(NIXIE_FIELD_TIME), 1'000'000);
    EXPECT_EQ(read_head(bytes.get()).sequence, 7U);
    EXPECT_TRUE(read_head(bytes.get()).is_ascii);
}

TEST(PackedRecord, CopiesTextsOfEverySize) {
    std::string text;
    for (int size = 1; size <= 300; ++size) {
        text += static_cast<char>('!' + size % 90);
        field_set record;
        const auto bytes = packed({nixie_text(NIXIE_FIELD_QUEUE_ID, text.c_str()), nixie_number(NIXIE_FIELD_SIZE, size),
                                   nixie_user_field("campaign", text.c_str())});
        unpack(bytes.get(), record);
        EXPECT_EQ(record.text(NIXIE_FIELD_QUEUE_ID), text);
        EXPECT_EQ(record.number(NIXIE_FIELD_SIZE), size);
        EXPECT_EQ(record.user_fields().at(0).name, "campaign");
        EXPECT_EQ(record.user_fields().at(0).text, text);
    }
}

TEST(PackedRecord, ATimeAmongTheFieldsWinsOverTheStamp) {
    field_set record;
    unpack(packed({nixie_number(NIXIE_FIELD_TIME, -5), nixie_text(NIXIE_FIELD_STATUS, "x")}).get(), record);
    EXPECT_EQ(record.number(NIXIE_FIELD_TIME), -5);
}

TEST(PackedRecord, KeepsRecipientsInOrderAndUserFieldsWithTheirNames) {
    const auto bytes = packed({nixie_text(NIXIE_FIELD_RECIPIENT, "a@x"), nixie_user_field("campaign", "spring"),
                               nixie_text(NIXIE_FIELD_RECIPIENT, "b@x"), nixie_user_field("left_out", ""),
                               nixie_text(NIXIE_FIELD_RECIPIENT, "c@x")});
    field_set record;
    unpack(bytes.get(), record);
    EXPECT_EQ(record.text(NIXIE_FIELD_RECIPIENT), "a@x");
    EXPECT_EQ(record.more_recipients(), (std::vector<std::string_view>{"b@x", "c@x"}));
    ASSERT_EQ(record.user_fields().size(), 1U);
    EXPECT_EQ(record.user_fields()[0].name, "campaign");
    EXPECT_EQ(record.user_fields()[0].text, "spring");
}

TEST(PackedRecord, KeepsNulAndEveryOtherByte) {
    std::string all;
    for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
    field_set record;
    const auto bytes = packed({nixie_text_sized(NIXIE_FIELD_DIAGNOSTIC, all.data(), all.size())});
    unpack(bytes.get(), record);
    EXPECT_EQ(record.text(NIXIE_FIELD_DIAGNOSTIC), all);
}

TEST(PackedRecord, SaysWhetherEveryTextIsAscii) {
    const std::string plain(40, 'x');
    for (std::size_t place = 0; place < plain.size(); ++place) {
        std::string text = plain;
        text[place] = '\x80';
        for (const std::string &each : {plain, text}) {
            const bool is_ascii = each == plain;
            EXPECT_EQ(read_head(packed({nixie_text(NIXIE_FIELD_STATUS, each.c_str()), nixie_number(NIXIE_FIELD_CODE, 1),
                                        nixie_text(NIXIE_FIELD_HELO, "x")})
                                    .get())
                          .is_ascii,
                      is_ascii)
                << place;
            EXPECT_EQ(read_head(packed({nixie_user_field("campaign", each.c_str())}).get()).is_ascii, is_ascii);
        }
    }
}

TEST(PackedRecord, LeavesEmptyTextsOutAndIgnoresWhatAFieldDoesNotUse) {
    nixie_field status = nixie_text(NIXIE_FIELD_STATUS, "5.1.1");
    status.name = "nobody looks";
    status.name_size = 12;
    nixie_field code = nixie_number(NIXIE_FIELD_CODE, 550);
    code.text = "nor here";
    code.text_size = 8;
    field_set record;
    const auto bytes = packed({nixie_text(NIXIE_FIELD_DIAGNOSTIC, nullptr), status, code});
    unpack(bytes.get(), record);
    EXPECT_FALSE(record.has(NIXIE_FIELD_DIAGNOSTIC));
    EXPECT_EQ(record.text(NIXIE_FIELD_STATUS), "5.1.1");
    EXPECT_EQ(record.number(NIXIE_FIELD_CODE), 550);
}

TEST(PackedRecord, ALengthThatNoMemoryHasIsTooLargeAndDoesNotWrapAround) {
    for (const std::size_t size : {SIZE_MAX, SIZE_MAX - 15, SIZE_MAX / 2 + 1, SIZE_MAX / 4 + 1}) {
        std::vector<nixie_field> fields;
        for (int i = 0; i < 4; ++i) fields.push_back(nixie_text_sized(NIXIE_FIELD_RECIPIENT, "a@x", size));
        EXPECT_EQ(packed_size(check_fields(NIXIE_TRANSIENT_FAILURE, fields)), largest_packed_size) << size;
    }
}

// What derivation and nixie itself have set comes along, too.
TEST(PackedRecord, AWholeRecordComesBackAsItWas) {
    field_set record{NIXIE_REJECTION};
    std::string text = "a";
    for (const field_row &row : field_table) {
        if (row.type == field_type::event) continue;
        if (row.is_text() || row.type == field_type::word)
            record.set_text(row.id, record.keep(text += 'b'));
        else
            record.set_number(row.id, 7'000 + row.id);
    }
    record.add_user_field("campaign", "spring");
    record.add_user_field("zone", std::string_view("\0\xff", 2));
    const packed_head head = head_for(record);
    const auto bytes = std::make_unique<std::byte[]>(head.size);
    pack(bytes.get(), head, record);
    field_set back;
    unpack(bytes.get(), back);
    EXPECT_EQ(back.event(), NIXIE_REJECTION);
    for (const field_row &row : field_table) {
        EXPECT_EQ(back.has(row.id), record.has(row.id)) << row.name;
        EXPECT_EQ(back.text(row.id), record.text(row.id)) << row.name;
        EXPECT_EQ(back.number(row.id), record.number(row.id)) << row.name;
    }
    ASSERT_EQ(back.user_fields().size(), 2U);
    EXPECT_EQ(back.user_fields()[1].name, "zone");
    EXPECT_EQ(back.user_fields()[1].text, std::string_view("\0\xff", 2));
}

} // namespace
} // namespace nixie::impl
