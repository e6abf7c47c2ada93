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
family journald_family(const settings &with);
family short_queue_family(const settings &with);
family journal_calls_family(const settings &with);
family single_calls_family(const settings &with);
family processor_family(const settings &with);
family targets_family(const settings &with);
family threads_family(const settings &with);
family sizes_family(const settings &with);

} // namespace nixie::bench
