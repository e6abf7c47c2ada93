// What is wrong in a config file: the list, and the sentences that need no tree of TOML. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "config/options.hpp"

namespace nixie::impl {

class config_problems {
public:
    explicit config_problems(std::string_view file) : file_(file) {}

    // line 0: the file as a whole.
    void add(std::size_t line, const std::string &text);
    void add_outcome(std::size_t line, const std::variant<std::monostate, config_error> &outcome);

    // So many that nobody would read on: a mebibyte of mistakes must take neither memory nor time.
    bool is_full() const { return problems_.size() >= 100; }

    // FILE:LINE: text, in the order of lines.
    std::vector<std::string> sorted() &&;

private:
    struct problem {
        std::size_t line;
        std::string text;
    };
    std::string_view file_;
    std::vector<problem> problems_;
};

// A name of the file's, cut where it is long beyond sense.
std::string shown(std::string_view name);

// What is said of a key that its table does not have. prefix: "", or that of the table, as in "queue." and "target.".
// "" where no other table has it either.
std::string misplaced(std::string_view prefix, std::string_view key);

// Whether a logger has options in a table of this name, as in [queue].
bool is_table_name(std::string_view name);
std::string unknown_table(std::string_view name);

// What is said where the parser gave up.
std::string no_toml(std::string_view description, std::size_t column);

} // namespace nixie::impl
