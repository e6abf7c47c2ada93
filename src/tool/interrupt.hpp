// Ctrl-C in a command that has something to tidy up first.
#pragma once

namespace nixie::impl {

// From now on the first SIGINT or SIGTERM only makes interrupted() true and ends a read(2); a second one kills.
void watch_interrupts();
bool interrupted();

} // namespace nixie::impl
