// The nixie program.
#include <CLI/CLI.hpp>
#include <cstdio>

#include "tool/check_config.hpp"
#include "tool/command_line.hpp"
#include "tool/failure.hpp"
#include "tool/fields.hpp"
#include "tool/output.hpp"
#include "tool/reporter.hpp"
#include "tool/usage_error.hpp"

namespace nixie::impl {
namespace {

exit_code print_fields(const fields_arguments &arguments) {
    print(arguments.is_markdown ? fields_markdown() : arguments.is_json ? fields_json() : fields_text());
    flush_output();
    return exit_code::ok;
}

exit_code run(int argc, char **argv) {
    arguments given;
    CLI::App app;
    add_commands(app, given);
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success &request) { // --help, --version
        app.exit(request);
        return exit_code::ok;
    } catch (const CLI::ParseError &error) {
        throw explain_usage(app, error);
    }
    if (app.got_subcommand("emit")) return emit(given.emit);
    if (app.got_subcommand("show")) return show(given.show);
    if (app.got_subcommand("check-config")) return check_config(given.config_file);
    if (app.got_subcommand("listen")) return listen(given.listen);
    if (app.got_subcommand("probe")) return probe(given.probe);
    if (app.got_subcommand("verify")) return verify(given.verify);
    return print_fields(given.fields);
}

} // namespace
} // namespace nixie::impl

int main(int argc, char **argv) {
    using namespace nixie::impl;
    try {
        return static_cast<int>(run(argc, argv));
    } catch (const failure &what) {
        reporter report{false};
        report.say(std::string("nixie: ") + what.what());
        if (!what.hint().empty()) report.say("hint: " + what.hint());
        return static_cast<int>(what.code());
    } catch (const std::exception &error) { // memory, mostly: another try may go well
        std::fprintf(stderr, "nixie: %s\n", error.what());
        return static_cast<int>(exit_code::not_delivered);
    }
}
