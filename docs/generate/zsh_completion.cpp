#include "completions.hpp"

namespace nixie::impl {
namespace {

// In a spec of _arguments: the help stands in brackets, and colons separate.
std::string escaped(std::string_view text, std::string_view special) {
    std::string result;
    for (const char c : text) {
        if (special.find(c) != std::string_view::npos) result += '\\';
        result += c;
    }
    return result;
}

std::string as_words(const std::vector<value_word> &words) {
    if (is_beginning(words)) return "{compadd -S \"\" -- " + escaped(joined(words), ":") + "}";
    if (words.front().help.empty()) return "(" + escaped(joined(words), ":") + ")";
    std::string result;
    for (const value_word &word : words)
        result += (result.empty() ? "((" : " ") + escaped(word.text, ":") + "\\:" + escaped(word.help, " ");
    return result + "))";
}

std::string action_of(const cli_argument &argument) {
    switch (argument.completion) {
    case completed_by::nothing:
        return " ";
    case completed_by::words:
        return as_words(argument.words);
    case completed_by::files:
        return argument.words.empty() ? "_files"
                                      : "{compadd -S \"\" -- " + escaped(joined(argument.words), ":") + "; _files}";
    case completed_by::directories:
        return "_files -/";
    case completed_by::fields_and_words:
        return "_nixie_matches";
    }
    return " ";
}

void append_spec(std::string &out, const cli_argument &argument, std::string_view indent) {
    out += std::string(" \\\n") += indent;
    if (argument.is_positional) {
        out += single_quoted((argument.may_repeat ? "*:" : ":") + escaped(argument.names.front(), ":") + ":" +
                             action_of(argument));
        return;
    }
    std::string rest = "[" + escaped(argument.help, "[]:\\") + "]";
    if (!argument.value.empty()) rest += ":" + escaped(argument.value, ":") + ":" + action_of(argument);
    std::string separator;
    for (const std::string &name : argument.names) {
        out += separator + single_quoted((argument.may_repeat ? "*" : "") + name + rest);
        separator = " ";
    }
}

// Which field it is stands before the = in the word.
void append_matches(std::string &out) {
    out += "_nixie_matches() {\n    if compset -P '*='; then\n        case ${IPREFIX%=} in\n";
    for (const known_field &field : known_fields()) {
        if (!field.words.empty()) {
            (out += "        ") += field.name;
            out += ") compadd -- " + joined(field.words) + " ;;\n";
        }
    }
    out += "        esac\n    else\n        compadd -S '' -- " + field_beginnings() + "\n    fi\n}\n";
}

} // namespace

std::string zsh_completion(const cli_model &model) {
    std::string out = "#compdef nixie\n# zsh completion for nixie, made from its command line\n\n";
    append_matches(out);
    out += "\n_nixie() {\n    local curcontext=$curcontext state line ret=1\n    typeset -A opt_args\n"
           "    local -a commands=(\n";
    for (const cli_command &command : model.commands)
        out += "        " + single_quoted(command.name + ":" + escaped(command.help, ":")) + "\n";
    out += "    )\n    _arguments -C";
    for (const cli_argument &argument : model.arguments) append_spec(out, argument, "        ");
    out +=
        " \\\n        ':command:->command' '*::argument:->arguments' && ret=0\n    case $state in\n"
        "    command) _describe -t commands command commands && ret=0 ;;\n    arguments)\n        case $words[1] in\n";
    for (const cli_command &command : model.commands) {
        out += "        " + command.name + ")\n            _arguments";
        for (const cli_argument &argument : command.arguments) append_spec(out, argument, "                ");
        out += " && ret=0\n            ;;\n";
    }
    return out + "        esac\n        ;;\n    esac\n    return ret\n}\n\n"
                 "if [[ $zsh_eval_context[-1] == loadautofunc ]]; then _nixie \"$@\"; else compdef _nixie nixie; fi\n";
}

} // namespace nixie::impl
