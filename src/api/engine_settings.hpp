// From options, as people write them, to the settings of an engine of this process.
#pragma once

#include "config/options.hpp"
#include "transport/engine.hpp"

namespace nixie::impl {

// Reads the process: its name, id and host name; draws the instance. Throws std::system_error, std::bad_alloc.
engine_settings make_engine_settings(const logger_options &options);

// The native socket of journald, or of one of its namespaces.
std::string journald_socket(std::string_view journal_namespace);

// APP-NAME and SYSLOG_IDENTIFIER of a process that set none.
std::string program_name();

} // namespace nixie::impl
