#pragma once

namespace nixie::bench {

// log4cplus begins once a process; it cannot end and begin again.
void start_log4cplus();

} // namespace nixie::bench
