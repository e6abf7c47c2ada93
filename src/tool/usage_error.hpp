// What CLI11 says about a wrong command line, with the nearest legal name.
#pragma once

#include "tool/failure.hpp"

namespace CLI {
class App;
class ParseError;
} // namespace CLI

namespace nixie::impl {

failure explain_usage(const CLI::App &app, const CLI::ParseError &error);

} // namespace nixie::impl
