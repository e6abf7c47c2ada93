#include "peers/log4cplus_start.hpp"

#include <log4cplus/initializer.h>

namespace nixie::bench {

void start_log4cplus() {
    static const log4cplus::Initializer initializer;
}

} // namespace nixie::bench
