// The table that people read, and bench.json, which the plot is made of.
#pragma once

#include <string>
#include <vector>

#include "rounds.hpp"

namespace nixie::bench {

void print_table(const std::vector<result> &results);

// Throws std::runtime_error when the file cannot be written.
void write_json(const std::string &path, const std::vector<result> &results);

} // namespace nixie::bench
