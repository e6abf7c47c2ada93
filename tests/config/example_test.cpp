// examples/nixie.toml shows every option, with its default, as it stands and with the # before its options taken away.
// And the TOML of the documents is such a file, too.
#include <fstream>
#include <regex>
#include <sstream>

#include <gtest/gtest.h>

#include "config/config_file.hpp"
#include "config/config_text.hpp"

namespace nixie::impl {
namespace {

std::string text_of(const std::string &path) {
    std::ifstream file{NIXIE_SOURCE_DIR "/" + path};
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

std::string example() {
    return text_of("examples/nixie.toml");
}

// "#key = value" and "#[[target]]" are options, "# Words" are words.
std::string with_all_options() {
    return std::regex_replace(example(), std::regex{"(^|\n)#([a-z\\[])"}, "$1$2");
}

logger_options parsed(const std::string &text) {
    const config_reading reading = parse_config(text, "nixie.toml");
    EXPECT_EQ(reading.problems, std::vector<std::string>{});
    return reading.options;
}

TEST(Example, SaysNothingButDefaults) {
    ASSERT_NE(example(), "");
    EXPECT_EQ(config_text(parsed(example())), config_text({}));
}

TEST(Example, IsAConfigFileWithAllOptionsToo) {
    EXPECT_EQ(parsed(with_all_options()).targets.size(), 5U);
}

std::string name_in_its_table(std::string_view option) {
    return std::string{option.substr(option.find('.') + 1)}; // all of it where there is no dot
}

TEST(Example, ShowsEveryOption) {
    std::vector<std::string> names;
    for (const option_row &row : logger_option_rows()) names.push_back(name_in_its_table(row.name));
    for (const option_row &row : target_option_rows()) names.emplace_back(row.name);
    for (const std::string &name : names)
        EXPECT_NE(with_all_options().find("\n" + name + " = "), std::string::npos) << name;
}

// What it shows as the value of an option that has a default is that default.
TEST(Example, ShowsTheDefaultsOfTargets) {
    for (const target_options &target : parsed(with_all_options()).targets) {
        const auto shown = values_of(target);
        const auto defaults = values_of(std::get<target_options>(parse_target(target.uri)));
        ASSERT_EQ(shown.size(), defaults.size());
        for (std::size_t i = 0; i < shown.size(); ++i)
            EXPECT_TRUE(defaults[i].text.empty() || shown[i].text == defaults[i].text) << shown[i].row.name;
    }
}

TEST(Example, TheTomlOfTheDocumentsIsRight) {
    for (const char *document : {"README.md", "docs/options.md"}) {
        const std::string text = text_of(document);
        const std::string begin = "```toml\n";
        const std::size_t at = text.find(begin);
        ASSERT_NE(at, std::string::npos) << document;
        const std::size_t end = text.find("```", at + begin.size());
        EXPECT_EQ(parsed(text.substr(at + begin.size(), end - at - begin.size())).targets.size(), 2U) << document;
    }
}

} // namespace
} // namespace nixie::impl
