// docs/options.md says what the code does: the same options in the same order, with the same defaults, limits and
// meanings.
#include <fstream>
#include <regex>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "config/options.hpp"

namespace nixie::impl {
namespace {

struct documented_option {
    std::string name, default_text, legal, meaning;
};

std::vector<std::string> cells_of(std::string_view row) {
    std::vector<std::string> cells;
    for (std::size_t begin = 2; begin < row.size();) { // behind "| "
        const std::size_t end = std::min(row.find(" |", begin), row.size());
        cells.emplace_back(row.substr(begin, end - begin));
        begin = end + 3;
    }
    return cells;
}

// The rows of the table of options under a heading, without their back quotes around the name.
std::vector<documented_option> options_under(const std::string &heading) {
    std::ifstream document{NIXIE_SOURCE_DIR "/docs/options.md"};
    std::vector<documented_option> options;
    bool here = false;
    for (std::string line; std::getline(document, line);) {
        if (line.starts_with("## ")) here = line == heading;
        if (!here || !line.starts_with("| `")) continue;
        std::vector<std::string> cells = cells_of(line);
        if (cells.size() != 4) continue; // the table of URIs
        options.push_back({cells[0].substr(1, cells[0].size() - 2), cells[1], cells[2], cells[3]});
    }
    return options;
}

// Without links to other pages and back quotes.
std::string plain(const std::string &markdown) {
    return std::regex_replace(markdown, std::regex(R"( ?\(\[[^\]]*\]\([^)]*\)\)|`)"), "");
}

void expect_same(const std::vector<documented_option> &documented, std::span<const option_row> rows) {
    ASSERT_EQ(documented.size(), rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        EXPECT_EQ(documented[i].name, rows[i].name);
        EXPECT_EQ(documented[i].default_text, rows[i].default_text) << rows[i].name;
        EXPECT_EQ(documented[i].legal, rows[i].legal) << rows[i].name;
        EXPECT_EQ(plain(documented[i].meaning), rows[i].meaning) << rows[i].name;
    }
}

TEST(OptionsDocumentation, HasTheOptionsOfALogger) {
    expect_same(options_under("## Options of a logger"), logger_option_rows());
}

TEST(OptionsDocumentation, HasTheOptionsOfATarget) {
    expect_same(options_under("## Targets"), target_option_rows());
}

// A default that is a value of the option, and no description, is what an option has that nobody sets.
TEST(OptionsDocumentation, DefaultsOfALoggerAreItsInitialValues) {
    for (const option_row &row : logger_option_rows()) {
        if (row.name == "app_name" || row.name == "hostname") continue; // described: they come from the process
        logger_options options;
        const auto result = set_option(options, row.name, row.default_text);
        EXPECT_TRUE(std::holds_alternative<std::monostate>(result)) << row.name;
        const logger_options initial;
        EXPECT_EQ(options.sd_id, initial.sd_id);
        EXPECT_EQ(options.queue_size, initial.queue_size);
        EXPECT_EQ(options.on_full, initial.on_full);
        EXPECT_EQ(options.block_for, initial.block_for);
        EXPECT_EQ(options.largest_record, initial.largest_record);
        EXPECT_EQ(options.exit_drain, initial.exit_drain);
        EXPECT_EQ(options.fork_drain, initial.fork_drain);
        EXPECT_EQ(options.stats_interval, initial.stats_interval);
    }
}

// A target that takes the option, up to the option's value.
std::string target_that_has(std::string_view option) {
    const std::string_view target = option == "framing" || option == "replay" ? "tcp://a"
                                    : option == "mtu"                         ? "udp://a"
                                    : option == "batch"                       ? "journald:"
                                                                              : "stdout:";
    return std::string{target} + "?" + std::string{option} + "=";
}

TEST(OptionsDocumentation, DefaultsOfATargetAreItsInitialValues) {
    for (const option_row &row : target_option_rows()) {
        if (row.name == "events" || row.name == "max_size" || row.name == "on_full") continue; // described
        const auto given = parse_target(target_that_has(row.name) + std::string{row.default_text});
        ASSERT_TRUE(std::holds_alternative<target_options>(given)) << row.name;
        const auto &options = std::get<target_options>(given);
        const target_options initial;
        EXPECT_EQ(options.facility, initial.facility);
        EXPECT_EQ(options.bom, initial.bom);
        EXPECT_EQ(options.backlog, initial.backlog);
        EXPECT_EQ(options.format, initial.format);
        EXPECT_EQ(options.replay, initial.replay);
        EXPECT_EQ(options.framing, initial.framing);
        EXPECT_EQ(options.mtu, initial.mtu);
        EXPECT_EQ(options.batch, initial.batch);
    }
}

} // namespace
} // namespace nixie::impl
