// What the process does to all its loggers: fork(2) and exit(3).
#pragma once

struct nixie_logger;

namespace nixie::impl {

// From here on the logger takes part in fork and exit. Throws std::bad_alloc where the library could not install its
// fork handlers when it was loaded.
void register_logger(nixie_logger &logger);
void unregister_logger(nixie_logger &logger);

} // namespace nixie::impl
