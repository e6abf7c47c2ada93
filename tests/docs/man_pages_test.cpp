// The man pages as the build has made them, and their sources: what they say is what the program does.
#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <regex>
#include <set>
#include <sstream>

#include "command_model.hpp"
#include "config/config_sources.hpp"
#include "config/options.hpp"
#include "docs/machine_has.hpp"
#include "tool/command_line.hpp"

using namespace nixie::impl;
using nixie::tests::machine_has;
using nixie::tests::run_shell;

namespace {

const std::string made = NIXIE_MAN_DIR;
const std::string source = NIXIE_SOURCE_DIR "/docs/man/";

std::string read(const std::string &path) {
    std::ifstream file(path, std::ios::binary);
    EXPECT_TRUE(file) << path;
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

// As they are installed: made by the build, or the source itself.
std::vector<std::string> pages() {
    std::vector<std::string> paths;
    for (const auto &each : std::filesystem::directory_iterator(source)) {
        const std::string name = each.path().filename();
        paths.push_back(std::filesystem::exists(made + name) ? made + name : each.path().string());
    }
    return paths;
}

// The first match of each of the pattern's occurrences in the text.
std::set<std::string> all_of(const std::string &text, const std::string &pattern) {
    const std::regex wanted(pattern);
    std::set<std::string> found;
    for (std::sregex_iterator at(text.begin(), text.end(), wanted), end; at != end; ++at) found.insert(at->str(1));
    return found;
}

std::string section(const std::string &page, const std::string &title) {
    const std::size_t begin = page.find(".Sh " + title + "\n");
    EXPECT_NE(begin, page.npos) << title;
    return begin == page.npos ? "" : page.substr(begin, page.find("\n.Sh ", begin) - begin);
}

// Which other manuals are installed is another matter.
TEST(ManPages, MandocFindsNothingWrong) {
    if (!machine_has("mandoc")) GTEST_SKIP() << "no mandoc";
    for (const std::string &page : pages())
        EXPECT_EQ(run_shell("mandoc -T lint -W all " + page +
                            " 2>&1 | grep -v -e 'referenced manual not found' -e 'outdated mandoc.db'")
                      .output,
                  "");
}

TEST(ManPages, ManWarnsOfNothing) {
    if (!machine_has("man")) GTEST_SKIP() << "no man";
    for (const std::string &page : pages())
        EXPECT_EQ(run_shell("LC_ALL=C.UTF-8 MANWIDTH=80 MANROFFSEQ='' man --warnings -E UTF-8 -l -Tutf8 -Z " + page +
                            " 2>&1 >/dev/null")
                      .output,
                  "");
}

TEST(ManPages, LeadToEachOther) {
    for (const std::string &page : pages())
        for (const std::string &name : all_of(read(page), "\\.Xr ((?:nixie|libnixie|ec_log)[^ ]* [0-9])")) {
            const std::string file = std::string(name).replace(name.find(' '), 1, ".");
            EXPECT_TRUE(std::filesystem::exists(source + file)) << page << " leads to " << file;
        }
}

TEST(ManPages, ThereIsOneForEachCommandAndNixieLeadsToIt) {
    const std::string nixie = read(source + "nixie.1");
    for (const cli_command &command : command_model().commands) {
        EXPECT_TRUE(std::filesystem::exists(made + "nixie-" + command.name + ".1")) << command.name;
        EXPECT_NE(nixie.find(".It Xr nixie-" + command.name + " 1\n"), nixie.npos) << command.name;
    }
}

// Every option but --help and the fields of a record, of which emit's synopsis has examples.
TEST(ManPages, SynopsisHasTheOptionsOfTheCommandAndNoOther) {
    for (const cli_command &command : command_model().commands) {
        const auto shown =
            all_of(section(read(source + "nixie-" + command.name + ".1"), "SYNOPSIS"), "Fl \\\\(-[a-z-]+)");
        std::set<std::string> options;
        for (const cli_argument &argument : command.arguments) {
            if (argument.is_positional || argument.names.front() == "--help") continue;
            const std::string name = argument.names.front().substr(1);
            if (argument.group == "Options" || shown.contains(name)) options.insert(name);
        }
        EXPECT_EQ(shown, options) << command.name;
    }
}

// The words of a line as a shell would split it; only quotes matter in our examples.
std::vector<std::string> words_of(const std::string &line) {
    std::vector<std::string> words;
    static const std::regex word("'([^']*)'|\"([^\"]*)\"|([^ '\"]+)");
    for (std::sregex_iterator at(line.begin(), line.end(), word), end; at != end; ++at)
        words.push_back(at->str(1) + at->str(2) + at->str(3));
    return words;
}

void expect_parses(const std::string &line) {
    std::vector<std::string> words = words_of(line);
    std::reverse(words.begin(), words.end());
    words.pop_back(); // nixie
    arguments into;
    CLI::App app;
    add_commands(app, into);
    EXPECT_NO_THROW(app.parse(words)) << line;
}

TEST(ManPages, ExamplesAndCatalogHaveCommandsThatTheCommandLineTakes) {
    std::string text = read(NIXIE_SOURCE_DIR "/systemd/nixie.catalog");
    for (const std::string &page : pages()) text += read(page);
    const auto lines =
        all_of(text, "\n(?:    |[^\n]*\\| |[a-z]+=\\$\\()?(nixie (?:emit|show|listen|probe|verify|fields|"
                     "check-config)[^|>)\n]*)");
    EXPECT_GT(lines.size(), 25U);
    for (const std::string &line : lines) expect_parses(line);
}

TEST(ManPages, EveryFunctionAndErrorOfTheLibraryIsInItsPage) {
    const std::string page = read(source + "libnixie.3");
    const std::string header = read(NIXIE_SOURCE_DIR "/include/nixie/nixie.h");
    const auto functions = all_of(read(NIXIE_SOURCE_DIR "/src/api/nixie.map"), "\n +([a-z0-9_]+);");
    EXPECT_GT(functions.size(), 20U);
    for (const std::string &name : functions) EXPECT_NE(page.find(".Fn " + name + " "), page.npos) << name;
    for (const std::string &name : all_of(header, "\n    (NIXIE_E_[A-Z_]+) ="))
        EXPECT_NE(page.find(".It Dv " + name + "\n"), page.npos) << name;
    const std::string ec_log = read(source + "ec_log.3");
    for (const std::string &name : all_of(read(NIXIE_SOURCE_DIR "/src/api/nixie-ec.map"), "\n +([a-z0-9_]+);"))
        EXPECT_NE(ec_log.find(".Nm " + name), ec_log.npos) << name;
}

TEST(ManPages, ExitCodesAreThoseOfTheProgram) {
    const auto known = all_of(read(NIXIE_SOURCE_DIR "/src/tool/exit_code.hpp"), "= ([0-9]+)[, ]*(?://|\n)");
    std::set<std::string> of_nixie;
    for (const std::string &page : pages()) {
        if (!page.ends_with(".1")) continue;
        const auto codes = all_of(section(read(page), "EXIT STATUS"), "\n\\.It ([0-9]+)[\n ]");
        EXPECT_TRUE(codes.contains("0") && codes.contains("64")) << page;
        for (const std::string &code : codes) EXPECT_TRUE(known.contains(code)) << page << " " << code;
        if (page.ends_with("/nixie.1")) of_nixie = codes;
    }
    of_nixie.insert("2"); // it shares a line with 1
    EXPECT_EQ(of_nixie, known);
}

// What nixie.toml(5) says in its own words.
TEST(ManPages, TargetsHaveTheirBeginningsAndDefaults) {
    const std::string page = read(source + "nixie.toml.5");
    const std::string targets = section(page, "TARGETS");
    for (const std::string_view beginning : target_beginnings())
        EXPECT_NE(targets.find(".It Cm " + std::string(beginning)), targets.npos) << beginning;
    const auto port = [](const char *uri) {
        return std::to_string(std::get<target_options>(parse_target(uri)).hosts.front().port);
    };
    EXPECT_NE(targets.find("The port is " + port("udp://a") + " unless given"), targets.npos);
    EXPECT_NE(targets.find("The port is " + port("tcp://a") + " unless given"), targets.npos);
    EXPECT_NE(page.find(".Pa " + std::string(default_config_file) + "\n"), page.npos);
}

TEST(ManPages, DefaultsInTheHelpOfTheCommandsAreTheirDefaults) {
    const auto help_of = [](const std::string &name, const std::string &option) {
        for (const cli_command &command : command_model().commands)
            for (const cli_argument &argument : command.arguments)
                if (command.name == name && argument.names.front() == option) return argument.help;
        return std::string();
    };
    const auto says = [&](const std::string &name, const std::string &option, const std::string &value) {
        EXPECT_NE(help_of(name, option).find(value + " unless given"), std::string::npos) << name << " " << option;
    };
    says("emit", "--wait", emit_arguments{}.wait);
    says("emit", "--event", "permanent_failure");
    says("probe", "--wait", probe_arguments{}.wait);
    says("listen", "--sd-id", listen_arguments{}.sd_id);
}

} // namespace
