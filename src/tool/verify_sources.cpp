#include "tool/verify_sources.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <set>
#include <system_error>
#include <unistd.h>

#include "record/ascii.hpp"
#include "record/nearest.hpp"
#include "tool/failure.hpp"

namespace nixie::impl {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t shortest_date = 8; // 20261125

// journald writes it at the start of each of its files.
bool is_journal_file(const std::string &path) {
    constexpr std::string_view signature = "LPKSHHRH";
    std::array<char, signature.size()> begin{};
    std::ifstream file(path, std::ios::binary);
    return file.read(begin.data(), begin.size()) && std::string_view(begin.data(), begin.size()) == signature;
}

// Takes the digits of a rotation off the end of a name. A number stands behind a point; a date of at least 8 digits,
// perhaps with a time behind a -, also behind a -. out-1 and out-2 are two names.
std::string take_suffix(std::string &name) {
    std::size_t begin = name.size();
    while (begin > 0 && (is_digit(name[begin - 1]) || name[begin - 1] == '-')) --begin;
    while (begin < name.size() && name[begin] == '-') ++begin; // the one before a date
    if (begin < 2 || begin == name.size()) return {};
    std::string digits = name.substr(begin);
    std::erase(digits, '-');
    const bool is_date = digits.size() >= shortest_date;
    if (name[begin - 1] != '.' && (name[begin - 1] != '-' || !is_date)) return {};
    name.resize(begin - 1);
    return digits;
}

bool is_older(const rotated_name &a, const rotated_name &b) {
    if (a.is_date != b.is_date) return a.is_date ? b.number == 0 : a.number > 0;
    return a.is_date ? a.date < b.date : a.number > b.number;
}

void check_readable(const std::string &path) {
    if (access(path.c_str(), R_OK) == 0) return;
    throw failure(exit_code::no_input, path + ": " + std::generic_category().message(errno),
                  "name journald:, journald:NAMESPACE, a directory of journal files, or files that may be read");
}

class side_collector {
public:
    void add(const std::string &source) {
        if (!named_.insert(source).second)
            throw failure(exit_code::usage, source + " is named twice", "name each source once");
        if (source.starts_with(journald_scheme)) return add_journal(source.substr(journald_scheme.size()));
        if (source == "-") return add_file(source, source);
        check_readable(source);
        if (fs::is_directory(source)) return add_directory(source);
        if (is_journal_file(source)) return add_journal_file(source);
        add_file(parse_rotated(source).base, source);
    }

    std::vector<side_source> finish() {
        for (side_source &each : sides_)
            std::ranges::stable_sort(each.files, is_older, [](const std::string &path) { return parse_rotated(path); });
        return std::move(sides_);
    }

private:
    void add_journal(const std::string &name_space) {
        side_source &added = sides_.emplace_back();
        added.side = {std::string(journald_scheme) + name_space, name_space, true};
        added.journal.name_space = name_space;
    }

    void add_directory(const std::string &path) {
        side_source &added = sides_.emplace_back();
        added.side = {path, std::nullopt, true};
        added.journal.directory = path;
    }

    side_source &side_named(const std::string &name, bool is_journal) {
        for (side_source &each : sides_)
            if (each.side.name == name && each.side.is_journal == is_journal) return each;
        side_source &added = sides_.emplace_back();
        added.side = {name, std::nullopt, is_journal};
        return added;
    }

    void add_journal_file(const std::string &path) {
        const std::string directory = fs::path(path).parent_path().string();
        side_named((directory.empty() ? "." : directory) + "/*.journal", true).journal.files.push_back(path);
    }

    void add_file(const std::string &name, const std::string &path) { side_named(name, false).files.push_back(path); }

    std::set<std::string> named_;
    std::vector<side_source> sides_;
};

// SIDE=URI: a name may have = in it, and so may the query of a URI.
void set_target(std::vector<side_source> &sides, const std::string &argument) {
    for (side_source &each : sides) {
        if (!argument.starts_with(each.side.name + "=")) continue;
        each.side.target = argument.substr(each.side.name.size() + 1);
        return;
    }
    const std::string name = argument.substr(0, argument.find('='));
    find_side(sides, name, "--target"); // which fails, unless there is no =
    throw failure(exit_code::usage, "--target: \"" + argument + "\" is no SIDE=URI", "write " + name + "=URI");
}

} // namespace

rotated_name parse_rotated(const std::string &path) {
    rotated_name name{path};
    if (name.base.ends_with(".gz")) name.base.resize(name.base.size() - 3);
    const std::string suffix = take_suffix(name.base);
    name.is_date = suffix.size() >= shortest_date;
    if (name.is_date)
        name.date = suffix;
    else if (!suffix.empty())
        name.number = std::stoul(suffix);
    return name;
}

std::size_t find_side(const std::vector<side_source> &sides, const std::string &name, const std::string &option) {
    std::vector<std::string_view> names;
    for (const side_source &each : sides) {
        if (each.side.name == name) return names.size();
        names.push_back(each.side.name);
    }
    const std::string_view near = nearest(name, names);
    throw failure(exit_code::usage, option + ": there is no side \"" + name + "\"",
                  "a side is " + std::string(near.empty() ? names.front() : near));
}

std::vector<side_source> sides_of(const std::vector<std::string> &sources, const std::vector<std::string> &targets) {
    side_collector collector;
    for (const std::string &source : sources) collector.add(source);
    std::vector<side_source> sides = collector.finish();
    for (const std::string &target : targets) set_target(sides, target);
    return sides;
}

} // namespace nixie::impl
