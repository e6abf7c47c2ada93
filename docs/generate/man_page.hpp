// Man pages: hand-written mdoc(7), in which lines such as
//
//     @options emit Options@    the options of a command under that heading of its --help
//     @logger-options@          the options of a logger, and of a target
//     @target-options@
//     @table Fields@            a table of `nixie fields`
//
// stand for what the program's own tables say. Pure.
#pragma once

#include <string>
#include <string_view>

namespace nixie::impl {

// The page. Throws std::runtime_error for a line that asks for something that there is not.
std::string man_page(std::string_view source);

} // namespace nixie::impl
