// The command line of nixie as plain data, walked out of what CLI11 parses it with: for completions and man pages.
// Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace nixie::impl {

struct value_word {
    std::string text;
    std::string help; // "": none
};

enum class completed_by {
    nothing,         // free text
    words,           // those of cli_argument::words
    files,           // files, and the words if there are any
    directories,     //
    fields_and_words // FIELD=VALUE, see known_fields()
};

struct cli_argument {
    std::vector<std::string> names; // --follow, -f; "FILE" where it is positional
    std::string value;              // what stands for its value: "URI"; "": a flag
    std::string help;
    std::string group; // the heading in --help, "Options" for most
    bool is_positional = false;
    bool may_repeat = false;
    completed_by completion = completed_by::nothing;
    std::vector<value_word> words{};
};

struct cli_command {
    std::string name;
    std::string help;
    std::vector<cli_argument> arguments;
};

struct cli_model {
    std::vector<cli_argument> arguments; // of nixie itself: --help, --version
    std::vector<cli_command> commands;
};

cli_model command_model();

// Every field by name, with the words that it can be, where these are known: event, stage, bounce_class, …
struct known_field {
    std::string_view name;
    std::vector<value_word> words;
};
std::vector<known_field> known_fields();

} // namespace nixie::impl
