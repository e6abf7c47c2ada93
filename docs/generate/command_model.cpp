#include "command_model.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>

#include "config/options.hpp"
#include "record/field_table.hpp"
#include "tool/command_line.hpp"
#include "tool/failure.hpp"
#include "tool/probe_target.hpp"
#include "tool/record_options.hpp"

namespace nixie::impl {
namespace {

void add_new(std::vector<value_word> &to, std::string_view text, std::string help = "") {
    const auto is_same = [text](const value_word &word) { return word.text == text; };
    if (!text.empty() && std::ranges::none_of(to, is_same)) to.push_back({std::string(text), std::move(help)});
}

std::vector<value_word> words_of(const field_row &row) {
    std::vector<value_word> words;
    if (row.id == NIXIE_FIELD_EVENT)
        for (const event_row &event : event_table) add_new(words, event.name);
    if (row.id == NIXIE_FIELD_ACTION)
        for (const event_row &event : event_table) add_new(words, event.action);
    if (row.type == field_type::stage)
        for (const stage_row &stage : stage_table) add_new(words, stage.name);
    if (row.id == NIXIE_FIELD_REASON)
        for (const loss_reason_row &reason : loss_reason_table) add_new(words, reason.name);
    for (const bounce_class_row &each : bounce_class_table) {
        if (row.id == NIXIE_FIELD_BOUNCE_CLASS) add_new(words, std::to_string(each.number), std::string(each.name));
        if (row.id == NIXIE_FIELD_BOUNCE_CLASS_NAME) add_new(words, each.name);
        if (row.id == NIXIE_FIELD_BOUNCE_CATEGORY) add_new(words, each.category);
    }
    return words;
}

bool is_for_probe(std::string_view beginning) {
    try {
        parse_probe_target(std::string(beginning) + "x");
        return true;
    } catch (const failure &) {
        return false;
    }
}

// How the values of an argument are completed is told by the word that stands for it in --help.
void set_completion(cli_argument &argument, std::string_view command) {
    const std::string &word = argument.is_positional ? argument.names.front() : argument.value;
    const auto set = [&argument](completed_by how, std::vector<value_word> words = {}) {
        argument.completion = how;
        argument.words = std::move(words);
    };
    if (word == "FILE" || word == "PATH")
        set(argument.names.front() == "--directory" ? completed_by::directories : completed_by::files);
    if (word == "SOURCE") set(completed_by::files, {{std::string(target_beginnings().front()), ""}});
    if (word == "FIELD=VALUE") set(completed_by::fields_and_words);
    if (word == "TIME" && !argument.group.starts_with("One"))
        set(completed_by::words, {{"now", ""}, {"today", ""}, {"yesterday", ""}});
    if (word == "URI") {
        set(completed_by::words);
        for (const std::string_view beginning : target_beginnings())
            if (command != "probe" || is_for_probe(beginning)) add_new(argument.words, beginning);
    }
    for (const field_row &row : field_table)
        if (argument.names.front() == option_name(row))
            if (std::vector<value_word> words = words_of(row); !words.empty())
                set(completed_by::words, std::move(words));
    if (word == "EVENT") // only what callers report
        std::erase_if(argument.words, [](const value_word &each) { return !find_event(each.text)->from_caller; });
}

cli_argument argument_of(const CLI::Option &option, std::string_view command) {
    cli_argument argument{.names = {},
                          .value = option.get_type_size() == 0 ? "" : option.get_type_name(),
                          .help = option.get_description(),
                          .group = option.get_group()};
    argument.is_positional = option.get_positional();
    argument.may_repeat = option.get_expected_max() > 1;
    for (const std::string &name : option.get_lnames()) argument.names.push_back("--" + name);
    for (const std::string &name : option.get_snames()) argument.names.push_back("-" + name);
    if (argument.is_positional) argument.names = {option.get_name(true)};
    set_completion(argument, command);
    return argument;
}

std::vector<cli_argument> arguments_of(const CLI::App &app) {
    std::vector<cli_argument> arguments;
    for (const CLI::Option *option : app.get_options()) arguments.push_back(argument_of(*option, app.get_name()));
    return arguments;
}

} // namespace

cli_model command_model() {
    arguments unused;
    CLI::App app;
    add_commands(app, unused);
    cli_model model{arguments_of(app), {}};
    for (const CLI::App *command : app.get_subcommands({}))
        model.commands.push_back({command->get_name(), command->get_description(), arguments_of(*command)});
    return model;
}

std::vector<known_field> known_fields() {
    std::vector<known_field> fields;
    for (const field_row &row : field_table) fields.push_back({row.name, words_of(row)});
    return fields;
}

} // namespace nixie::impl
