// The families of rows, one file each, most important first.
#pragma once

#include "rounds.hpp"
#include "settings.hpp"

namespace nixie::bench {

family encode_family(const settings &with); // copying and encoding alone, no back end
family latency_family(const settings &with);
family latency_of_threads_family(const settings &with);
family tcp_family(const settings &with);
family udp_family(const settings &with);

} // namespace nixie::bench
