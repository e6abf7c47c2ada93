#include "config/config_problems.hpp"

#include <algorithm>
#include <set>

#include "config/values.hpp"
#include "record/utf8.hpp"

namespace nixie::impl {
namespace {

// "queue" of "queue.size"; "" of "app_name".
std::string_view table_of(std::string_view option) {
    const std::size_t dot = option.find('.');
    return dot == std::string_view::npos ? std::string_view{} : option.substr(0, dot);
}

std::string cut(std::string_view text, std::size_t most) {
    const std::string_view head = utf8_prefix(text, most);
    return std::string{head} + (head.size() < text.size() ? "…" : "");
}

} // namespace

void config_problems::add(std::size_t line, const std::string &text) {
    if (!is_full()) problems_.push_back({line, text});
}

void config_problems::add_outcome(std::size_t line, const std::variant<std::monostate, config_error> &outcome) {
    if (const auto *const wrong = std::get_if<config_error>(&outcome)) add(line, wrong->text);
}

std::vector<std::string> config_problems::sorted() && {
    std::ranges::stable_sort(problems_, {}, &problem::line);
    std::vector<std::string> result;
    const std::string file{file_};
    for (const problem &each : problems_)
        result.push_back(file + (each.line == 0 ? "" : ":" + std::to_string(each.line)) + ": " + each.text);
    if (is_full()) result.push_back(file + ": perhaps more; the search ended after " + std::to_string(result.size()));
    return result;
}

std::string shown(std::string_view name) {
    return cut(name, 64);
}

std::string misplaced(std::string_view prefix, std::string_view key) {
    const auto says = [&](const std::string &place) { return std::string{key} + ": not in this table; " + place; };
    for (const option_row &row : logger_option_rows()) {
        const std::string_view table = table_of(row.name);
        const std::string_view own = table.empty() ? row.name : row.name.substr(table.size() + 1);
        if (key != own && key != row.name) continue;
        if (table.empty()) return says("write it above the first [table]");
        return says("write " + std::string{own} + " under [" + std::string{table} + "]");
    }
    const bool is_of_target = key == "uri" || std::ranges::any_of(target_option_rows(), [&](const option_row &row) {
                                  return row.name == key;
                              });
    return is_of_target && prefix != "target." ? says("write it under a [[target]]") : "";
}

bool is_table_name(std::string_view name) {
    return std::ranges::any_of(logger_option_rows(),
                               [&](const option_row &row) { return !name.empty() && table_of(row.name) == name; });
}

std::string unknown_table(std::string_view name) {
    std::set<std::string_view> tables{"target"};
    for (const option_row &row : logger_option_rows())
        if (const std::string_view table = table_of(row.name); !table.empty()) tables.insert(table);
    const std::vector<std::string_view> legal{tables.begin(), tables.end()};
    return "no table of nixie: \"" + shown(name) + "\"" + hint_from(shown(name), legal);
}

// toml++ says "Error while parsing value: could not determine value type".
std::string no_toml(std::string_view description, std::size_t column) {
    constexpr std::string_view usual = "Error while parsing ";
    if (description.starts_with(usual)) description.remove_prefix(usual.size());
    const bool is_repeated = description.find("redefine") != std::string_view::npos;
    return "no TOML at column " + std::to_string(column) + ": " + cut(description, 200) +
           (is_repeated ? "; each key stands once, each [table] too, and each target has a [[target]] of its own"
                        : R"(; texts stand in quotes, as in size = "8MiB", and comments behind #)");
}

} // namespace nixie::impl
