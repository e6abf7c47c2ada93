#include "chaos/schedule.hpp"

#include <algorithm>
#include <sstream>

#include "chaos/random.hpp"

namespace nixie::tests {
namespace {

// Faults of one lane do not overlap at one place.
enum class lane { process, network, relay, disk, names, limits };

enum class places { journald_too, collectors, load };

// What the schedules draw from. A row that stands twice is drawn twice as often.
struct row {
    fault_kind kind;
    const char *name;
    lane in;
    places at;
    unsigned shortest, longest;       // milliseconds
    unsigned least, most, argument_x; // argument = argument_x × (least to most)
};

constexpr row rows[] = {
    {fault_kind::stop, "stop", lane::process, places::journald_too, 100, 2500, 0, 0, 1},
    {fault_kind::terminate, "terminate", lane::process, places::journald_too, 0, 1500, 0, 0, 1},
    {fault_kind::kill, "kill", lane::process, places::journald_too, 0, 1500, 0, 0, 1},
    {fault_kind::kill, "kill", lane::process, places::journald_too, 0, 1500, 0, 0, 1},
    {fault_kind::link_down, "link_down", lane::network, places::collectors, 50, 2500, 0, 1, 1},
    {fault_kind::drop, "drop", lane::network, places::collectors, 50, 2500, 0, 2, 1},
    {fault_kind::reset, "reset", lane::network, places::collectors, 10, 300, 0, 2, 1},
    {fault_kind::reset, "reset", lane::network, places::collectors, 10, 300, 0, 2, 1},
    {fault_kind::delay, "delay", lane::relay, places::collectors, 200, 2500, 1, 20, 10},
    {fault_kind::slow, "slow", lane::relay, places::collectors, 200, 2500, 1, 64, 1},
    {fault_kind::cut, "cut", lane::relay, places::collectors, 200, 2500, 1, 1000, 97},
    {fault_kind::cut, "cut", lane::relay, places::collectors, 200, 2500, 1, 1000, 97},
    {fault_kind::disk_full, "disk_full", lane::disk, places::collectors, 50, 1500, 0, 0, 1},
    {fault_kind::names, "names", lane::names, places::load, 200, 2500, 0, 3, 1},
    {fault_kind::descriptors, "descriptors", lane::limits, places::load, 100, 2000, 0, 3, 1},
    {fault_kind::memory, "memory", lane::limits, places::load, 100, 2000, 0, 16, 64},
};

const row &row_of(fault_kind kind) {
    return *std::find_if(std::begin(rows), std::end(rows), [&](const row &r) { return r.kind == kind; });
}

bool in_the_way(const fault &one, const fault &other) {
    if (one.at != other.at || row_of(one.kind).in != row_of(other.kind).in) return false;
    const unsigned apart = 200; // from the end of one to the begin of the next
    return one.begin < other.begin + other.duration + apart && other.begin < one.begin + one.duration + apart;
}

place draw_place(random_numbers &random, places among) {
    if (among == places::load) return place::load;
    const unsigned drawn = random.between(0, among == places::journald_too ? 2 : 1);
    return drawn == 0 ? place::rsyslog : drawn == 1 ? place::syslog_ng : place::journald;
}

bool through_relay(route by) {
    return by == route::relay || by == route::relay_then_name;
}

// Whether the load would notice it at all.
bool matters(const fault &what, const load_settings &load) {
    const auto any = [&](auto holds) { return holds(load.to_rsyslog) || holds(load.to_syslog_ng); };
    if (row_of(what.kind).in == lane::names)
        return any([](route by) { return by == route::name || by == route::relay_then_name; });
    if (what.at != place::rsyslog && what.at != place::syslog_ng) return true;
    const route by = what.at == place::rsyslog ? load.to_rsyslog : load.to_syslog_ng;
    return by != route::none && (row_of(what.kind).in != lane::relay || through_relay(by));
}

fault draw_fault(random_numbers &random, unsigned milliseconds) {
    const row &drawn = random.one_of(rows);
    fault result{drawn.kind, draw_place(random, drawn.at), 0, 0, 0};
    // Begins when the load has begun, and ends while it still has something to send after it.
    const unsigned first = milliseconds / 20, last = milliseconds - milliseconds / 5;
    result.begin = random.between(first, last);
    result.duration = std::min(random.between(drawn.shortest, drawn.longest), last - result.begin);
    result.argument = random.between(drawn.least, drawn.most) * drawn.argument_x;
    return result;
}

load_settings draw_load(random_numbers &random) {
    constexpr unsigned rates[] = {300, 3000, 8000, 15'000};
    constexpr const char *queues[] = {"64KiB", "256KiB", "8MiB", "8MiB"};
    constexpr const char *backlogs[] = {"64KiB", "256KiB", "1MiB", "16MiB", "16MiB"};
    constexpr const char *policies[] = {"drop", "drop", "block"};
    constexpr const char *replays[] = {"2MiB", "4MiB"};
    constexpr route routes[] = {route::address, route::name, route::relay, route::relay, route::relay_then_name};
    load_settings result{};
    result.threads = random.between(1, 8);
    result.loggers = random.between(1, 3);
    result.records_per_second = random.one_of(rates);
    result.forks = random.between(0, 4);
    result.short_loggers = random.between(0, 8);
    result.queue_size = random.one_of(queues);
    result.backlog = random.one_of(backlogs);
    result.on_full = random.one_of(policies);
    result.replay = random.one_of(replays);
    result.large_records = random.one_in(3);
    result.to_rsyslog = random.one_of(routes);
    result.to_syslog_ng = random.one_of(routes);
    result.lines_to_syslog_ng = random.one_in(2);
    return result;
}

} // namespace

schedule make_schedule(std::uint64_t seed, unsigned milliseconds) {
    random_numbers random(seed);
    schedule result{seed, milliseconds, random.one_in(2), draw_load(random), {}};
    const unsigned wanted = random.between(2, 7);
    for (int tries = 0; tries < 100 && result.faults.size() < wanted; ++tries) {
        const fault drawn = draw_fault(random, milliseconds);
        const auto overlaps = [&](const fault &other) { return in_the_way(drawn, other); };
        if (matters(drawn, result.load) && std::none_of(result.faults.begin(), result.faults.end(), overlaps))
            result.faults.push_back(drawn);
    }
    std::stable_sort(result.faults.begin(), result.faults.end(),
                     [](const fault &one, const fault &other) { return one.begin < other.begin; });
    return result;
}

const char *name_of(fault_kind kind) {
    return row_of(kind).name;
}

const char *name_of(place at) {
    constexpr const char *names[] = {"journald", "rsyslog", "syslog_ng", "load"};
    return names[static_cast<int>(at)];
}

std::string text_of(const fault &what) {
    std::ostringstream out;
    out << what.begin << "+" << what.duration << " " << name_of(what.kind) << " " << name_of(what.at);
    if (row_of(what.kind).most > 0) out << " " << what.argument;
    return out.str();
}

std::string text_of(const schedule &whole) {
    constexpr const char *routes[] = {"none", "address", "name", "relay", "relay_then_name"};
    const load_settings &load = whole.load;
    std::ostringstream out;
    out << "seed " << whole.seed << ", " << whole.milliseconds << " ms: " << load.threads << " threads, "
        << load.loggers << " loggers, " << load.records_per_second << "/s"
        << (load.large_records ? " (some large)" : "") << ", " << load.forks << " forks, " << load.short_loggers
        << " short loggers; queue " << load.queue_size << " " << load.on_full << ", backlog " << load.backlog
        << ", replay " << load.replay << "; rsyslog by " << routes[static_cast<int>(load.to_rsyslog)]
        << ", syslog-ng by " << routes[static_cast<int>(load.to_syslog_ng)] << (load.lines_to_syslog_ng ? " (lf)" : "")
        << (whole.held_sockets ? ", journald's sockets held" : "") << "\n";
    for (const fault &each : whole.faults) out << "    " << text_of(each) << "\n";
    return out.str();
}

} // namespace nixie::tests
