#include "record/number_form.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <string>

#include "record/random_text.hpp"
#include "record/text_form.hpp"

using namespace nixie::impl;

namespace {

constexpr std::int64_t lowest = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t highest = std::numeric_limits<std::int64_t>::max();

std::string number_text(std::int64_t number) {
    char text[longest_number_form];
    return {text, put_number(text, number)};
}

TEST(PutNumber, IsToStringForNumbersOfEveryLength) {
    for (std::int64_t number = 0; number < 20'000; ++number) ASSERT_EQ(number_text(number), std::to_string(number));
    for (std::int64_t power = 1; power < highest / 10; power *= 10)
        for (const std::int64_t number : {power - 1, power, power + 1, -power, 7 * power})
            ASSERT_EQ(number_text(number), std::to_string(number));
    for (const std::int64_t number : {lowest, lowest + 1, highest, std::int64_t{-1}})
        EXPECT_EQ(number_text(number), std::to_string(number));
}

TEST(PutNumberForm, HasRoomForTheExtremesOfEveryType) {
    for (const field_row &row : field_table) {
        if (row.is_text() || row.type == field_type::word || row.type == field_type::event) continue;
        for (const std::int64_t number : {lowest, std::int64_t{-1}, std::int64_t{0}, highest}) {
            std::string text(longest_number_form + 1, '?');
            const char *const end = put_number_form(text.data(), row, number);
            EXPECT_LE(end, text.data() + longest_number_form) << row.name;
            EXPECT_EQ(text.back(), '?') << row.name;
        }
    }
}

// One writer for all, as an encoder has it, against a new one for each.
TEST(TimeWriter, RemembersOnlyTheSecondThatItWrote) {
    test::random_source random;
    SCOPED_TRACE(random.seed_text());
    time_writer kept;
    std::int64_t time = 0;
    for (int round = 0; round < 20'000; ++round) {
        switch (random.below(4)) {
        case 0: // any year, and years that have no form
            time = random.number(-70'000'000'000'000'000, 260'000'000'000'000'000);
            break;
        case 1: // another second, most often
            time += random.number(-3'000'000, 3'000'000);
            break;
        default: // the same one, most often
            time += random.number(-1'000, 1'000);
        }
        char text[longest_number_form];
        const std::string written{text, kept.put_rfc3339(text, time)};
        ASSERT_EQ(written, rfc3339_text(time)) << time;
    }
}

} // namespace
