// The vocabulary of nixie/tables.h as tables of text, for `nixie fields` and docs/fields.md.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace nixie::impl {

struct table_column {
    std::string_view title;
    bool is_code = false;          // names that one types: `so` in markdown
    bool is_for_reference = false; // in markdown only, a terminal is narrow
};

struct text_table {
    std::string_view title;
    std::string_view about;
    std::vector<table_column> columns;
    std::vector<std::vector<std::string>> rows;
};

// Fields, events, stages, bounce classes, MC_STATE.
std::vector<text_table> field_tables();

} // namespace nixie::impl
