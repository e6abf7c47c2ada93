#include "completions.hpp"

namespace nixie::impl {
namespace {

// What does not depend on the command line. Readline replaces only what stands behind the last : or = of a word, since
// these are in COMP_WORDBREAKS; so the words are read from the line itself.
constexpr const char *functions = R"bash(
_nixie_candidates() {
    local kind=$1 field
    shift
    case $kind in
    words) compgen -W "$*" -- "$cur" ;;
    files) compgen -W "$*" -- "$cur"; compgen -f -- "$cur" ;;
    directories) compgen -d -- "$cur" ;;
    fields)
        field=${cur%%=*}
        if [[ $cur == *=* ]]; then
            compgen -P "$field=" -W "$(_nixie_field "$field")" -- "${cur#*=}"
        else
            compgen -W "$_nixie_fields" -- "$cur"
        fi
        ;;
    esac
}

_nixie() {
    local line=${COMP_LINE:0:COMP_POINT} words cur command='' word before='' rest='' head after
    read -ra words <<<"$line"
    [[ $line != *[[:space:]] ]] || words+=('')
    cur=${words[-1]}
    for word in "${words[@]:1:${#words[@]}-2}"; do
        [[ $word == -* ]] || { command=$word; break; }
    done
    ((${#words[@]} < 2)) || before=${words[-2]}
    if [[ $cur == --*=* ]]; then
        before=${cur%%=*}
        rest=$before=
        cur=${cur#*=}
    fi
    after=$(_nixie_after "$command" "$before")
    [[ $after || $cur != -* ]] || after="words $(_nixie_options "$command")"
    [[ $after ]] || after=$(_nixie_after "$command" '')
    mapfile -t COMPREPLY < <(_nixie_candidates $after)
    COMPREPLY=("${COMPREPLY[@]/#/"$rest"}")
    [[ $after != files* && $after != directories ]] || compopt -o filenames 2>/dev/null
    [[ ${COMPREPLY[0]-} != *[:=/] ]] || compopt -o nospace 2>/dev/null
    cur=$rest$cur
    head=${cur%"${cur##*[:=]}"}
    [[ ! $head || $COMP_WORDBREAKS != *[:=]* ]] || COMPREPLY=("${COMPREPLY[@]#"$head"}")
}

complete -F _nixie nixie
)bash";

std::string kind_of(const cli_argument &argument) {
    switch (argument.completion) {
    case completed_by::nothing:
        return "text";
    case completed_by::words:
        return "words " + joined(argument.words);
    case completed_by::files:
        return "files " + joined(argument.words);
    case completed_by::directories:
        return "directories";
    case completed_by::fields_and_words:
        return "fields";
    }
    return "text";
}

void append_case(std::string &out, const std::string &pattern, const std::string &text) {
    out += "    " + single_quoted(pattern) + ") echo " + single_quoted(text) + " ;;\n";
}

std::string option_names(const std::vector<cli_argument> &arguments) {
    std::string names;
    for (const cli_argument &argument : arguments)
        if (!argument.is_positional)
            for (const std::string &name : argument.names) names += (names.empty() ? "" : " ") + name;
    return names;
}

} // namespace

std::string bash_completion(const cli_model &model) {
    std::string out = "# bash completion for nixie, made from its command line\n\n_nixie_options() {\n    case $1 in\n";
    std::vector<value_word> commands;
    append_case(out, "", option_names(model.arguments));
    for (const cli_command &command : model.commands) {
        commands.push_back({command.name, ""});
        append_case(out, command.name, option_names(command.arguments));
    }
    out += "    esac\n}\n\n# What follows an option; with '', what stands for itself. Nothing behind a flag.\n"
           "_nixie_after() {\n    case \"$1 $2\" in\n";
    append_case(out, " ", "words " + joined(commands));
    for (const cli_command &command : model.commands)
        for (const cli_argument &argument : command.arguments) {
            if (argument.is_positional) append_case(out, command.name + " ", kind_of(argument));
            if (argument.is_positional || argument.value.empty()) continue;
            for (const std::string &name : argument.names)
                append_case(out, command.name + " " + name, kind_of(argument));
        }
    out += "    esac\n}\n\n_nixie_field() {\n    case $1 in\n";
    for (const known_field &field : known_fields())
        if (!field.words.empty()) append_case(out, std::string(field.name), joined(field.words));
    return out + "    esac\n}\n_nixie_fields=" + single_quoted(field_beginnings()) + "\n" + functions;
}

std::string single_quoted(std::string_view text) {
    std::string result = "'";
    for (const char c : text) result += c == '\'' ? "'\\''" : std::string(1, c);
    return result + "'";
}

std::string joined(const std::vector<value_word> &words) {
    std::string result;
    for (const value_word &word : words) (result += result.empty() ? "" : " ") += word.text;
    return result;
}

std::string field_beginnings() {
    std::vector<value_word> beginnings;
    for (const known_field &field : known_fields()) beginnings.push_back({std::string(field.name) + "=", ""});
    return joined(beginnings);
}

bool is_beginning(const std::vector<value_word> &words) {
    return !words.empty() && std::string_view(":=/").find(words.front().text.back()) != std::string_view::npos;
}

} // namespace nixie::impl
