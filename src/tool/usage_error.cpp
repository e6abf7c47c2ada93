#include "tool/usage_error.hpp"

#include <CLI/CLI.hpp>

#include "record/field_hint.hpp"
#include "record/nearest.hpp"

namespace nixie::impl {
namespace {

std::string nearest_of(const std::string &written, const std::vector<std::string> &names) {
    const std::vector<std::string_view> views(names.begin(), names.end());
    return std::string(nearest(written, views));
}

std::vector<std::string> options_of(const CLI::App &command) {
    std::vector<std::string> names;
    for (const CLI::Option *option : command.get_options())
        for (const std::string &name : option->get_lnames()) names.push_back("--" + name);
    return names;
}

std::vector<std::string> commands_of(const CLI::App &app) {
    std::vector<std::string> names;
    for (const CLI::App *command : app.get_subcommands({})) names.push_back(command->get_name());
    return names;
}

// emit, show and fields
std::string listed(const std::vector<std::string> &names, const char *before_last) {
    std::string list;
    for (std::size_t i = 0; i < names.size(); ++i)
        list += (i == 0                  ? "nixie "
                 : i + 1 == names.size() ? before_last + std::string("nixie ")
                                         : ", nixie ") +
                names[i];
    return list;
}

failure unknown_word(const CLI::App &app, const CLI::App &command, const std::string &word, const std::string &help) {
    if (word.starts_with("-")) {
        const std::string option = word.substr(0, word.find('='));
        return {exit_code::usage, "no option " + option, did_you_mean(nearest_of(option, options_of(command)), help)};
    }
    if (&command == &app)
        return {exit_code::usage, "no command \"" + word + "\"",
                did_you_mean(nearest_of(word, commands_of(app)), "there are " + listed(commands_of(app), " and "))};
    return {exit_code::usage, "\"" + word + "\" is not expected here", help};
}

} // namespace

failure explain_usage(const CLI::App &app, const CLI::ParseError &error) {
    const std::vector<CLI::App *> chosen = app.get_subcommands();
    const CLI::App &command = chosen.empty() ? app : *chosen.back();
    const std::string help =
        (chosen.empty() ? std::string("nixie") : "nixie " + command.get_name()) + " --help lists what there is";
    // CLI11 complains about a missing command before it does about the mistyped one.
    const std::vector<std::string> unknown = app.remaining(true);
    if (!unknown.empty()) return unknown_word(app, command, unknown.front(), help);
    if (chosen.empty() && error.get_name() == "RequiredError")
        return {exit_code::usage, "a command is missing",
                listed(commands_of(app), " or ") + "; nixie --help has examples"};
    return {exit_code::usage, error.what(), help};
}

} // namespace nixie::impl
