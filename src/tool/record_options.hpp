// The options of `nixie emit` that make one record: --recipient, --diagnostic, … one for each field that a caller sets.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "record/field_set.hpp"

namespace CLI {
class App;
}

namespace nixie::impl {

struct record_arguments {
    std::string event;                              // "": permanent_failure
    std::map<int, std::vector<std::string>> fields; // by id, as given
    std::vector<std::string> user_fields;           // NAME=VALUE

    bool given() const;
};

// --remote-mta for remote_mta.
std::string option_name(const field_row &row);

// The arguments must live as long as the App.
void add_record_options(CLI::App &command, record_arguments &arguments);

// The record that they describe; its texts are views into the arguments. Throws failure with a hint.
field_set make_record(const record_arguments &arguments);

} // namespace nixie::impl
