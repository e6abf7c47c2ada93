#include "tool/check_config.hpp"

#include "config/config_sources.hpp"
#include "config/config_text.hpp"
#include "tool/output.hpp"
#include "tool/reporter.hpp"

namespace nixie::impl {

exit_code check_config(const std::string &file) {
    const sourced_options read = file.empty() ? read_environment() : read_config_file(file);
    reporter report{false};
    for (const std::string &problem : read.problems) report.say(problem);
    if (!read.problems.empty()) return read.state == file_state::read ? exit_code::config : exit_code::no_input;
    if (read.state == file_state::missing) report.say("nixie: " + read.file + " is not there; these are the defaults");
    print(config_text(read.options));
    flush_output();
    return exit_code::ok;
}

} // namespace nixie::impl
