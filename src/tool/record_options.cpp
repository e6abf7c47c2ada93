#include "tool/record_options.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>

#include "record/field_hint.hpp"
#include "record/text_form.hpp"
#include "tool/failure.hpp"

namespace nixie::impl {
namespace {

constexpr const char *group = "One record";

// What stands for the value in --help.
std::string value_word(field_type type) {
    std::string word{type == field_type::domain ? "text" : type_name(type)};
    std::transform(word.begin(), word.end(), word.begin(), [](char c) { return static_cast<char>(c - 'a' + 'A'); });
    return word;
}

[[noreturn]] void refuse(const std::string &option, const std::string &reason, std::string hint) {
    throw failure(exit_code::usage, option + ": " + reason, std::move(hint));
}

void set_event(field_set &record, const std::string &name) {
    const event_row *event = find_event(name);
    if (!event) refuse("--event", "no event \"" + name + "\"", value_hint(*find_field(NIXIE_FIELD_EVENT), name));
    if (!event->from_caller)
        refuse("--event", "only nixie itself reports " + name, "write one of " + caller_event_names());
    record.set_event(event->number);
}

void set_field(field_set &record, const field_row &row, const std::vector<std::string> &values) {
    for (const std::string &value : values) {
        if (value.empty()) continue; // an empty text is a field left out, as everywhere
        const bool is_further = record.has(row.id);
        if (is_further && row.id == NIXIE_FIELD_RECIPIENT)
            record.add_recipient(value);
        else if (is_further)
            refuse(option_name(row), "given twice", "only --recipient may come more than once");
        else if (!set_from_text(record, row, value))
            refuse(option_name(row), "\"" + value + "\" is no " + std::string(type_name(row.type)),
                   value_hint(row, value));
    }
}

void add_user_field(field_set &record, std::string_view argument) {
    const std::size_t equals = argument.find('=');
    const std::string_view name = argument.substr(0, equals);
    if (equals == std::string_view::npos)
        refuse("--field", "no value in \"" + std::string(name) + "\"", "write --field campaign=spring");
    if (const field_row *row = find_field(name))
        refuse("--field", "nixie has a field " + std::string(name) + " itself",
               row->from_caller() ? "write " + option_name(*row) : "only nixie sets it; choose another name");
    if (!is_user_field_name(name))
        refuse("--field", "\"" + std::string(name) + "\" is no name of a field",
               "write a letter from a to z, then at most 31 letters, digits and _");
    const auto &have = record.user_fields();
    if (std::any_of(have.begin(), have.end(), [name](const user_text &field) { return field.name == name; }))
        refuse("--field", std::string(name) + " is given twice", "give each field once");
    if (have.size() == most_user_fields)
        refuse("--field", "more than " + std::to_string(most_user_fields) + " fields of your own", "leave some out");
    record.add_user_field(name, argument.substr(equals + 1));
}

} // namespace

bool record_arguments::given() const {
    const auto has_value = [](const auto &field) { return !field.second.empty(); };
    return !event.empty() || !user_fields.empty() || std::any_of(fields.begin(), fields.end(), has_value);
}

std::string option_name(const field_row &row) {
    std::string name = "--" + std::string(row.name);
    std::replace(name.begin(), name.end(), '_', '-');
    return name;
}

void add_record_options(CLI::App &command, record_arguments &arguments) {
    command
        .add_option("--event", arguments.event,
                    "what happened: " + caller_event_names() + "; " +
                        std::string(find_event(field_set{}.event())->name) + " unless given")
        ->type_name("EVENT")
        ->group(group);
    for (const field_row &row : field_table) {
        if (!row.from_caller()) continue;
        CLI::Option *option = command.add_option(option_name(row), arguments.fields[row.id], std::string(row.help))
                                  ->allow_extra_args(false) // else the option would also eat what follows its value
                                  ->type_name(value_word(row.type))
                                  ->group(group);
        if (row.id != NIXIE_FIELD_RECIPIENT) option->expected(1)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    }
    command.add_option("--field", arguments.user_fields, "a field of your own; it becomes MAIL_<NAME>")
        ->allow_extra_args(false)
        ->type_name("NAME=TEXT")
        ->group(group);
}

field_set make_record(const record_arguments &arguments) {
    field_set record;
    if (!arguments.event.empty()) set_event(record, arguments.event);
    for (const auto &[id, values] : arguments.fields) set_field(record, *find_field(id), values);
    for (const std::string &field : arguments.user_fields) add_user_field(record, field);
    return record;
}

} // namespace nixie::impl
