// Everything that takes part in a schedule, and what each fault does to it.
#pragma once

#include <memory>
#include <string>

#include "chaos/judge.hpp"
#include "chaos/load_process.hpp"
#include "chaos/name_server.hpp"
#include "chaos/network.hpp"
#include "chaos/relay.hpp"
#include "chaos/second_opinion.hpp"
#include "live/collector.hpp"
#include "live/journald.hpp"

namespace nixie::tests {

// One collector with all that stands between it and the load, and the losses of its own that it may have had.
struct stage_collector {
    stage_collector(const collector_addresses &of, std::unique_ptr<collector> daemon);

    // Its files lie on a file system of their own, which has no room left for a while.
    void fill_disk();
    void free_disk();
    std::uint64_t size_of_file() const;

    const collector_addresses &addresses;
    network link;
    std::unique_ptr<collector> daemon;
    relay before;
    std::vector<gap> gaps;
    std::uint64_t size_when_full = 0;
};

// Made once a run: the networks stay.
class stage {
public:
    stage();

    // Empties the stores, starts the daemons and the load. Folder: for what the load writes.
    void open(const schedule &of, const std::string &folder);
    void begin(const fault &what);
    void end(const fault &what);
    // Waits for the load, then until the collectors have stored what came, and ends them. What was wrong, or "".
    std::string close();
    // What all sides have. Throws where it cannot be read.
    evidence gather() const;
    sources where_to_look() const;
    // Copies what the judge has read, for people.
    void keep(const std::string &folder) const;

private:
    stage_collector &at(place where) { return where == place::rsyslog ? rsyslog_ : syslog_ng_; }
    std::vector<gap> &gaps_of(place where) { return where == place::journald ? journald_gaps_ : at(where).gaps; }
    void begin_at_process(const fault &what);
    void end_at_process(const fault &what);
    void begin_at_network(const fault &what);
    void begin_at_load(const fault &what);
    void wait_until_stored(stage_collector &at);

    name_server names_;
    stage_collector rsyslog_, syslog_ng_;
    std::unique_ptr<journald> journald_;
    std::vector<gap> journald_gaps_;
    std::unique_ptr<load_process> load_;
    std::string account_;
    int markers_ = 0;
};

} // namespace nixie::tests
