// `nixie show`: records back out of the journal.
#pragma once

#include <string>
#include <vector>

#include "journal/journal_source.hpp"
#include "tool/exit_code.hpp"

namespace nixie::impl {

struct show_arguments {
    journal_source source;
    std::string since; // "": from the oldest entry; with --follow, from now on
    std::string until; // "": to the newest
    bool is_following = false;
    bool is_json = false;
    std::vector<std::string> matches; // FIELD=VALUE
};

exit_code show(const show_arguments &arguments);

} // namespace nixie::impl
