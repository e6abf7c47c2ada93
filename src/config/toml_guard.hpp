// What the parser of TOML does not survive, or explains badly. Pure.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace nixie::impl {

struct toml_trouble {
    std::size_t line;
    std::string text;
};

// The first of these two:
//
// - a line with a key of very many parts. Each is a table in a table, and toml++ 3.3.0 frees them by recursion, so that
//   1 MiB of "a.a.a." overflows the stack;
// - a character outside of texts and comments that is not ASCII, such as the quotes of a word processor.
std::optional<toml_trouble> find_trouble(std::string_view text);

} // namespace nixie::impl
