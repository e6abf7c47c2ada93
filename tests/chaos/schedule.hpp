// What happens in one schedule of the chaos test: from a seed alone, so that the seed replays it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace nixie::tests {

enum class fault_kind {
    stop,        // SIGSTOP, then SIGCONT
    terminate,   // SIGTERM, then started again
    kill,        // SIGKILL, then started again
    link_down,   // argument 0: the end of the load's host; 1: the collector's end
    drop,        // packets vanish; argument 0: both ways, 1: to the collector, 2: from it
    reset,       // argument 0: the load's sockets are aborted, 1: the collector's, 2: packets are answered by RST
    delay,       // the relay keeps each piece for `argument` milliseconds
    slow,        // the relay reads `argument` KiB a second
    cut,         // the relay cuts streams again and again, some `argument` bytes after the last time
    disk_full,   // of the collector's files
    names,       // argument 0: the name server is silent, 1: fails, 2: gives another address, 3: one where nobody is
    descriptors, // the load may open `argument` more
    memory,      // the load may have `argument` KiB more
};

enum class place { journald, rsyslog, syslog_ng, load };

struct fault {
    fault_kind kind;
    place at;
    unsigned begin, duration; // milliseconds
    unsigned argument;
    bool operator==(const fault &) const = default;
};

// How the load reaches a collector: no target, its address, its name, the relay, the relay or else its name.
enum class route { none, address, name, relay, relay_then_name };

struct load_settings {
    unsigned threads, loggers, records_per_second;
    unsigned forks, short_loggers; // children that log; loggers that are opened and closed meanwhile
    std::string queue_size, on_full, backlog, replay;
    bool large_records;
    route to_rsyslog, to_syslog_ng;
    bool lines_to_syslog_ng; // framing=lf
    bool operator==(const load_settings &) const = default;
};

struct schedule {
    std::uint64_t seed;
    unsigned milliseconds; // how long the load logs; the faults end earlier
    bool held_sockets;     // journald's sockets outlive it, as under PID 1
    load_settings load;
    std::vector<fault> faults; // in the order of their begin
    bool operator==(const schedule &) const = default;
};

schedule make_schedule(std::uint64_t seed, unsigned milliseconds);

const char *name_of(place at);
const char *name_of(fault_kind kind);
// One line: 1200+800 kill rsyslog 0
std::string text_of(const fault &what);
std::string text_of(const schedule &whole);

} // namespace nixie::tests
