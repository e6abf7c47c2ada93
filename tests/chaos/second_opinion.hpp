// What `nixie verify` says of the same journal and files, against what the judge found.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "chaos/judge.hpp"

namespace nixie::tests {

// The journal's directory and the files of the collectors, by side.
using sources = std::array<std::string, 3>;

// A line for each instance and side where the two do not agree, and for what verify could not do. None where the
// program is not built.
std::vector<std::string> second_opinion(const evidence &all, const verdict &judged, const sources &from);

// The same of the text that verify has printed.
std::vector<std::string> disagreements(const std::string &json, const verdict &judged, const sources &from);

} // namespace nixie::tests
