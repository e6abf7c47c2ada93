// The families of rows, one file each for those that measure alike, most important first.
#pragma once

#include "rounds.hpp"
#include "settings.hpp"

namespace nixie::bench {

// encode_rows.cpp: copying and encoding alone, no back end
family encode_family(const settings &with);

// latency_rows.cpp: what a call costs its thread
family latency_family(const settings &with);
family latency_of_threads_family(const settings &with);
family callers_family(const settings &with); // beside all peers, for the plot

// network_rows.cpp: what arrives
family tcp_family(const settings &with);
family udp_family(const settings &with);

// journal_rows.cpp: what is stored, and what a call costs
family journald_family(const settings &with);
family short_queue_family(const settings &with);
family journal_calls_family(const settings &with);
family single_calls_family(const settings &with);

// processor_rows.cpp: what the process takes while little happens
family processor_family(const settings &with);

// scaling_rows.cpp: other targets beside TCP, threads, sizes
family targets_family(const settings &with);
family threads_family(const settings &with);
family sizes_family(const settings &with);

} // namespace nixie::bench
