#include <gtest/gtest.h>

#include "config/options.hpp"

namespace nixie::impl {
namespace {

using std::chrono::milliseconds;

// Sets an option that must be taken.
void set(logger_options &options, std::string_view name, std::string_view value) {
    const auto result = set_option(options, name, value);
    const auto *const wrong = std::get_if<config_error>(&result);
    EXPECT_EQ(wrong, nullptr) << wrong->text;
}

// What is said of an option that must be refused.
std::string refusal_of(std::string_view name, std::string_view value) {
    logger_options options;
    const auto result = set_option(options, name, value);
    const auto *const wrong = std::get_if<config_error>(&result);
    return wrong ? wrong->text : "taken";
}

TEST(LoggerOptions, Defaults) {
    const logger_options options;
    EXPECT_EQ(options.app_name, "");
    EXPECT_EQ(options.hostname, "");
    EXPECT_EQ(options.sd_id, "nixie@32473");
    EXPECT_EQ(options.queue_size, 8U << 20);
    EXPECT_EQ(options.on_full, on_full::drop);
    EXPECT_EQ(options.block_for, milliseconds{10'000});
    EXPECT_EQ(options.largest_record, 4U << 20);
    EXPECT_EQ(options.exit_drain, milliseconds{2'000});
    EXPECT_EQ(options.fork_drain, milliseconds{200});
    EXPECT_EQ(options.stats_interval, milliseconds{60'000});
    EXPECT_TRUE(options.targets.empty());
}

TEST(LoggerOptions, EachNameSetsItsOwnMember) {
    logger_options options;
    set(options, "app_name", "mta");
    set(options, "hostname", "mx1.example.fict");
    set(options, "sd_id", "bounce@12345.6");
    set(options, "queue.size", "64KiB");
    set(options, "queue.on_full", "block");
    set(options, "queue.block_for", "50ms");
    set(options, "queue.largest_record", "1KiB");
    set(options, "exit_drain", "0");
    set(options, "fork_drain", "1min");
    set(options, "stats_interval", "1h");
    EXPECT_EQ(options.app_name, "mta");
    EXPECT_EQ(options.hostname, "mx1.example.fict");
    EXPECT_EQ(options.sd_id, "bounce@12345.6");
    EXPECT_EQ(options.queue_size, 64U << 10);
    EXPECT_EQ(options.on_full, on_full::block);
    EXPECT_EQ(options.block_for, milliseconds{50});
    EXPECT_EQ(options.largest_record, 1024U);
    EXPECT_EQ(options.exit_drain, milliseconds{0});
    EXPECT_EQ(options.fork_drain, milliseconds{60'000});
    EXPECT_EQ(options.stats_interval, milliseconds{3'600'000});
}

TEST(LoggerOptions, TakesTheEndsOfEachRange) {
    logger_options options;
    set(options, "queue.size", "4GiB");
    set(options, "queue.largest_record", "1GiB");
    set(options, "app_name", std::string(48, 'a'));
    set(options, "hostname", std::string(255, 'h'));
    set(options, "sd_id", "a@" + std::string(30, '1'));
    EXPECT_EQ(options.queue_size, std::size_t{4} << 30);
    EXPECT_EQ(options.largest_record, std::size_t{1} << 30);
}

TEST(LoggerOptions, RefusalNamesPlaceReasonAndHint) {
    const std::string bad_name = R"(" is no such text; legal: 1 to 48 printable ASCII characters without blanks)";
    const std::string bad_time = R"( is no time; legal: a whole number with ms, s, min or h, such as 50ms)";
    const std::string bad_id =
        R"( is no SD-ID; legal: NAME@ENTERPRISE-NUMBER, at most 32 printable characters without = ] " and blanks)";
    const struct {
        std::string name, value, text;
    } cases[] = {
        {"queue.size", "5", R"(queue.size: "5" is no size in range; legal: 64KiB to 4GiB, such as 8MiB)"},
        {"queue.size", "65535", R"(queue.size: "65535" is no size in range; legal: 64KiB to 4GiB, such as 8MiB)"},
        {"queue.size", "5GiB", R"(queue.size: "5GiB" is no size in range; legal: 64KiB to 4GiB, such as 8MiB)"},
        {"queue.size", "", R"(queue.size: "" is no size in range; legal: 64KiB to 4GiB, such as 8MiB)"},
        {"queue.largest_record", "1023",
         R"(queue.largest_record: "1023" is no size in range; legal: 1KiB to 1GiB, such as 4MiB)"},
        {"queue.on_full", "blok", R"(queue.on_full: "blok" is no such value; did you mean block?)"},
        {"queue.on_full", "Wait", R"(queue.on_full: "Wait" is no such value; legal: drop, block)"},
        {"queue.block_for", "10", R"(queue.block_for: "10")" + bad_time},
        {"exit_drain", "1d", R"(exit_drain: "1d")" + bad_time},
        {"fork_drain", "-1s", R"(fork_drain: "-1s")" + bad_time},
        {"stats_interval", "60", R"(stats_interval: "60")" + bad_time},
        {"app_name", "", R"(app_name: ")" + bad_name},
        {"app_name", "my mta", R"(app_name: "my mta)" + bad_name},
        {"app_name", "caf\xC3\xA9", "app_name: \"caf\xC3\xA9" + bad_name},
        {"app_name", std::string(49, 'a'), R"(app_name: ")" + std::string(49, 'a') + bad_name},
        {"hostname", "a\nb",
         "hostname: \"a\nb\" is no such text; legal: 1 to 255 printable ASCII characters without blanks"},
        {"sd_id", "nixie", R"(sd_id: "nixie")" + bad_id},
        {"sd_id", "@32473", R"(sd_id: "@32473")" + bad_id},
        {"sd_id", "nixie@", R"(sd_id: "nixie@")" + bad_id},
        {"sd_id", "nixie@x", R"(sd_id: "nixie@x")" + bad_id},
        {"sd_id", "a@b@1", R"(sd_id: "a@b@1")" + bad_id},
        {"sd_id", "nixie@1.", R"(sd_id: "nixie@1.")" + bad_id},
        {"sd_id", "nixie@1..2", R"(sd_id: "nixie@1..2")" + bad_id},
        {"sd_id", "nixie@.1", R"(sd_id: "nixie@.1")" + bad_id},
        {"sd_id", "a=b@1", R"(sd_id: "a=b@1")" + bad_id},
        {"sd_id", "a]@1", R"(sd_id: "a]@1")" + bad_id},
        {"sd_id", "a b@1", R"(sd_id: "a b@1")" + bad_id},
        {"sd_id", "a@" + std::string(31, '1'), "sd_id: \"a@" + std::string(31, '1') + "\"" + bad_id},
    };
    for (const auto &each : cases) EXPECT_EQ(refusal_of(each.name, each.value), each.text);
}

TEST(LoggerOptions, UnknownNameGetsTheNearestOne) {
    EXPECT_EQ(refusal_of("queue.sise", "8MiB"), R"(no option of a logger: "queue.sise"; did you mean queue.size?)");
    EXPECT_EQ(refusal_of("exit-drain", "2s"), R"(no option of a logger: "exit-drain"; did you mean exit_drain?)");
}

TEST(LoggerOptions, UnknownNameFarFromAllGetsTheList) {
    EXPECT_EQ(refusal_of("colour", "red"),
              R"(no option of a logger: "colour"; legal: app_name, hostname, sd_id, queue.size, queue.on_full, )"
              "queue.block_for, queue.largest_record, exit_drain, fork_drain, stats_interval");
}

TEST(LoggerOptions, ARefusedValueChangesNothing) {
    for (const option_row &row : logger_option_rows()) {
        logger_options options;
        set(options, "queue.size", "1MiB");
        set(options, "hostname", "kept");
        EXPECT_TRUE(std::holds_alternative<config_error>(set_option(options, row.name, "\x01"))) << row.name;
        EXPECT_EQ(options.queue_size, 1U << 20);
        EXPECT_EQ(options.hostname, "kept");
    }
}

} // namespace
} // namespace nixie::impl
