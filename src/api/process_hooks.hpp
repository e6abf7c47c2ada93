// What the process does to all its loggers: fork(2) and exit(3).
#pragma once

struct nixie_logger;

namespace nixie::impl {

// From here on the logger takes part in fork and exit. The first one installs the fork handlers. Throws std::bad_alloc
// when the system has no memory for these.
void register_logger(nixie_logger &logger);
void unregister_logger(nixie_logger &logger);

} // namespace nixie::impl
