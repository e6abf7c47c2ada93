#include "tool/emit.hpp"

#include <cerrno>
#include <system_error>
#include <unistd.h>

#include "nixie/logger.hpp"
#include "tool/emit_run.hpp"
#include "tool/failure.hpp"
#include "tool/interrupt.hpp"
#include "tool/time_span.hpp"

namespace nixie::impl {
namespace {

nixie::logger open_logger(const emit_arguments &arguments, std::chrono::milliseconds wait) {
    try {
        // Whatever the config file says of a full queue: this program has time until --wait has passed.
        return nixie::logger{{.on_full = "block",
                              .block_for = std::to_string(wait.count()) + "ms",
                              .stats_interval = "0", // and it prints the account itself
                              .targets = arguments.targets,
                              .config_file = arguments.config_file,
                              .environment = arguments.targets.empty() && arguments.config_file.empty()}};
    } catch (const open_error &error) {
        if (error.code() == NIXIE_E_CONFIG) throw failure(exit_code::config, error.what(), "");
        throw failure(exit_code::not_delivered, error.what(), "try again");
    }
}

// Files to read; none where the record is in the options.
std::vector<std::string> files_of(const emit_arguments &arguments) {
    if (arguments.record.given() && !arguments.files.empty())
        throw failure(exit_code::usage, "both a record in options and a FILE", "give either");
    if (arguments.record.given() || !arguments.files.empty()) return arguments.files;
    if (isatty(STDIN_FILENO))
        throw failure(exit_code::usage, "nothing to send",
                      "name a FILE of JSON lines, - for standard input, or options such as --recipient");
    return {"-"};
}

// Before anything is sent: a wrong name among many would leave half of the records sent.
void check_files(const std::vector<std::string> &files) {
    for (const std::string &file : files)
        if (file != "-" && access(file.c_str(), R_OK) != 0)
            throw failure(exit_code::no_input, file + ": " + std::generic_category().message(errno),
                          "nothing was sent; name files that exist and may be read");
}

} // namespace

exit_code emit(const emit_arguments &arguments) {
    const std::chrono::milliseconds wait = parse_span_argument(arguments.wait, "--wait");
    const std::vector<std::string> files = files_of(arguments);
    const field_set record = make_record(arguments.record);
    check_files(files);
    if (!arguments.config_file.empty()) check_files({arguments.config_file});

    nixie::logger logger = open_logger(arguments, wait);
    watch_interrupts();
    emit_run run{logger, wait, arguments.is_strict};
    if (arguments.record.given()) run.send_options(record);
    for (const std::string &file : files) run.read_file(file);
    return run.finish();
}

} // namespace nixie::impl
