// The command line of the nixie program: its commands, options and help.
#pragma once

#include "tool/emit.hpp"
#include "tool/listen.hpp"
#include "tool/probe.hpp"
#include "tool/show.hpp"
#include "tool/verify.hpp"

namespace CLI {
class App;
}

namespace nixie::impl {

struct fields_arguments {
    bool is_markdown = false;
    bool is_json = false;
};

struct arguments {
    emit_arguments emit;
    show_arguments show;
    listen_arguments listen;
    probe_arguments probe;
    verify_arguments verify;
    fields_arguments fields;
    std::string config_file; // of check-config; "": what the environment says
};

// Adds everything to `app`. The arguments must live as long as it.
void add_commands(CLI::App &app, arguments &into);

} // namespace nixie::impl
