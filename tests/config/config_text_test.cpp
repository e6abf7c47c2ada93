#include "config/config_text.hpp"

#include <gtest/gtest.h>

#include "config/config_file.hpp"

namespace nixie::impl {
namespace {

logger_options parsed(std::string_view text) {
    const config_reading reading = parse_config(text, "nixie.toml");
    EXPECT_EQ(reading.problems, std::vector<std::string>{}) << text;
    return reading.options;
}

TEST(ConfigText, HasEveryDefault) {
    EXPECT_EQ(config_text({}), R"(# app_name: the program's name
# hostname: gethostname(2)
sd_id = "nixie@32473"
exit_drain = "2s"
fork_drain = "200ms"
stats_interval = "1min"

[queue]
size = "8MiB"
on_full = "drop"
block_for = "10s"
largest_record = "4MiB"

[[target]]
uri = "journald:"
# events: all
facility = "mail"
backlog = "16MiB"
# on_full: that of queue.on_full
batch = "1"
)");
}

TEST(ConfigText, HasWhatWasSetInTheQueryAsKeys) {
    const std::string text =
        config_text(parsed("[[target]]\n"
                           "uri = \"unix:/x?facility=local3&events=delivery,attempt&max_size=5000\"\n"
                           "on_full = \"block\"\n"));
    EXPECT_EQ(text.substr(text.find("[[target]]")), R"([[target]]
uri = "unix:/x"
events = "delivery,attempt"
max_size = "5000"
facility = "local3"
bom = "none"
backlog = "16MiB"
on_full = "block"
)");
}

constexpr const char *every_option = R"(app_name = "mta"
hostname = "mx1.example.fict"
sd_id = "bounce@12345.6"
exit_drain = "90s"
fork_drain = "0"
[queue]
size = "1000000"
on_full = "block"
block_for = "50ms"
largest_record = "1025KiB"
[[target]]
uri = "journald:mail"
events = ["rejection", "permanent_failure"]
on_full = "drop"
batch = 50
[[target]]
uri = "unix:/run/b\u00fcro \"log\" \\1"
max_size = 4096
facility = "kern"
bom = "always"
backlog = "1GiB"
[[target]]
uri = "stdout:?format=json&max_size=1MiB"
)";

TEST(ConfigText, IsAConfigFileThatSaysTheSame) {
    for (const std::string text : {"", every_option}) {
        const std::string printed = config_text(parsed(text));
        const logger_options again = parsed(printed);
        EXPECT_EQ(config_text(again), printed);
    }
    const logger_options options = parsed(config_text(parsed(every_option)));
    EXPECT_EQ(options.hostname, "mx1.example.fict");
    EXPECT_EQ(options.exit_drain, std::chrono::seconds{90});
    EXPECT_EQ(options.fork_drain, std::chrono::seconds{0});
    EXPECT_EQ(options.queue_size, 1'000'000U);
    EXPECT_EQ(options.largest_record, 1025U << 10);
    ASSERT_EQ(options.targets.size(), 3U);
    EXPECT_EQ(options.targets[0].events, 1U << NIXIE_REJECTION | 1U << NIXIE_PERMANENT_FAILURE);
    EXPECT_TRUE(options.targets[0].on_full_given);
    EXPECT_EQ(options.targets[0].on_full, on_full::drop);
    EXPECT_EQ(options.targets[0].batch, 50U);
    EXPECT_EQ(options.targets[1].path, "/run/b\xC3\xBCro \"log\" \\1");
    EXPECT_EQ(options.targets[2].format, output_format::json);
    EXPECT_EQ(options.targets[2].max_size, 1U << 20);
}

TEST(ConfigText, EveryDefaultIsThatOfTheDocumentation) {
    const auto expect_default = [](const option_value &value) {
        EXPECT_TRUE(value.text.empty() || value.text == value.row.default_text) << value.row.name << value.text;
    };
    for (const option_value &value : values_of(logger_options{})) expect_default(value);
    for (const option_value &value : values_of(std::get<target_options>(parse_target("stdout:"))))
        expect_default(value);
}

TEST(ConfigText, LetsNothingOfAUriReachTheTerminalAsACommand) {
    logger_options options;
    add_targets(options, "unix:/x\x1b[2J\xC2\x9B\xE2\x80\xAE\xF0\x9F\x93\xAC\xff");
    const std::string text = config_text(options);
    EXPECT_NE(text.find(R"(uri = "unix:/x\u001B[2J\u009B\u202E\U0001F4EC\uFFFD")"), std::string::npos) << text;
    for (const char c : text) EXPECT_TRUE(c == '\n' || (c >= ' ' && c <= '~')) << static_cast<int>(c);
}

} // namespace
} // namespace nixie::impl
