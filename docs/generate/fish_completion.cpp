#include "completions.hpp"

namespace nixie::impl {
namespace {

// Within single quotes fish knows \' and \\.
std::string quoted(std::string_view text) {
    std::string result = "'";
    for (const char c : text) {
        if (c == '\'' || c == '\\') result += '\\';
        result += c;
    }
    return result + "'";
}

// fish expands the list once more: each word is quoted in it, its help stands behind a tab.
std::string as_list(const std::vector<value_word> &words) {
    std::string list;
    for (const value_word &word : words)
        list += (list.empty() ? "" : " ") + word.text + (word.help.empty() ? "" : "\\t" + quoted(word.help));
    return quoted(list);
}

std::string completion_of(const cli_argument &argument) {
    switch (argument.completion) {
    case completed_by::nothing:
        return " -f";
    case completed_by::words:
        return " -f -a " + as_list(argument.words);
    case completed_by::files:
        return " -F" + (argument.words.empty() ? "" : " -a " + as_list(argument.words));
    case completed_by::directories:
        return " -f -a '(__fish_complete_directories)'";
    case completed_by::fields_and_words:
        return " -f -a '(__nixie_matches)'";
    }
    return "";
}

void append_argument(std::string &out, const std::string &condition, const cli_argument &argument) {
    out += "complete -c nixie -n " + quoted(condition);
    if (!argument.is_positional) {
        for (const std::string &name : argument.names)
            out += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
        if (!argument.value.empty()) out += " -r";
    }
    if (argument.is_positional || !argument.value.empty()) out += completion_of(argument);
    out += " -d " + quoted(argument.help) + "\n";
}

} // namespace

std::string fish_completion(const cli_model &model) {
    std::string out = "# fish completion for nixie, made from its command line\n\n"
                      "function __nixie_matches\n    set -l word (commandline -ct)\n    switch $word\n";
    for (const known_field &field : known_fields()) {
        const std::string name(field.name);
        if (!field.words.empty())
            out +=
                "        case '" + name + "=*'\n            printf '" + name + "=%s\\n' " + joined(field.words) + "\n";
    }
    out += "        case '*'\n            printf '%s\\n' " + field_beginnings() +
           "\n    end\nend\n\ncomplete -c nixie -f\n";
    for (const cli_argument &argument : model.arguments) append_argument(out, "__fish_use_subcommand", argument);
    for (const cli_command &command : model.commands)
        out += "complete -c nixie -n __fish_use_subcommand -a " + command.name + " -d " + quoted(command.help) + "\n";
    for (const cli_command &command : model.commands)
        for (const cli_argument &argument : command.arguments)
            append_argument(out, "__fish_seen_subcommand_from " + command.name, argument);
    return out;
}

} // namespace nixie::impl
