// How the rate over TCP holds: with other targets beside it, with more threads, with larger records.
#include <chrono>

#include "families.hpp"
#include "nixie_load.hpp"
#include "receivers.hpp"

namespace nixie::bench {
namespace {

using namespace std::chrono_literals;

std::string tcp_uri(const receiver &at) {
    return "tcp://127.0.0.1:" + std::to_string(at.port()) + "?max_size=1MiB";
}

struct load {
    std::uint64_t count; // of all threads
    int threads = 1;
    std::size_t diagnostic_size = 0;
};

// Of the first target alone; the others must take what they can.
figures measure(const load &what, receiver &at, std::vector<std::string> others) {
    others.insert(others.begin(), tcp_uri(at));
    logger log = open_logger(others);
    at.go();
    const auto threads = static_cast<std::uint64_t>(what.threads);
    log_many(log, what.count / threads, what.threads, what.diagnostic_size);
    const received seen = at.all_of(what.count / threads * threads);
    log.close(200ms); // the silent one would not let it end
    return {{"rate", seen.rate()}, {"MB", static_cast<double>(seen.bytes) / seen.seconds / 1e6}};
}

figures measure_alone(const load &what) {
    receiver at(incoming::octet_frames,
                what.count / static_cast<unsigned>(what.threads) * static_cast<unsigned>(what.threads));
    return measure(what, at, {});
}

figures measure_three_streams(const load &what) {
    receiver at(incoming::octet_frames, what.count), second(incoming::octet_frames, what.count),
        third(incoming::octet_frames, what.count);
    second.go();
    third.go();
    const figures made = measure(what, at, {tcp_uri(second), tcp_uri(third)});
    second.all_of(what.count);
    third.all_of(what.count);
    return made;
}

// A collector over UDP and a local syslog socket that nobody reads: what they cannot take is dropped.
figures measure_mixed(const load &what) {
    receiver at(incoming::octet_frames, what.count), second(incoming::udp, 0);
    queue_plug silent;
    second.go();
    std::string local = silent.target();
    local.replace(local.find('?'), std::string::npos, "?on_full=drop");
    return measure(what, at, {"udp://127.0.0.1:" + std::to_string(second.port()) + "?on_full=drop", local});
}

row informative(const std::string &name, const std::string &unit, const std::string &ours) {
    return {.name = name, .back_end = "live, tcp", .unit = unit, .ours = ours};
}

} // namespace

family targets_family(const settings &with) {
    const load what{.count = with.amount(150'000, 600'000)};
    family made{.name = "targets"};
    made.contenders = {{"tcp alone", [what] { return measure_alone(what); }},
                       {"three tcp", [what] { return measure_three_streams(what); }},
                       {"tcp, udp, unix", [what] { return measure_mixed(what); }}};
    const auto kept = [](const std::string &ours, goal_is kind) {
        return row{.name = "TCP's rate with three targets: " + ours,
                   .back_end = "live",
                   .unit = "records/s",
                   .ours = ours + ".rate",
                   .reference = "tcp alone.rate",
                   .kind = kind,
                   .goal = 0.6};
    };
    // One thread sends all, and a datagram takes it four times what a record takes over TCP: no goal there.
    made.rows = {kept("three tcp", goal_is::at_least), kept("tcp, udp, unix", goal_is::none)};
    return made;
}

family threads_family(const settings &with) {
    family made{.name = "threads"};
    for (const int threads : {1, 2, 4, 8}) {
        const load what{.count = with.amount(100'000, 600'000), .threads = threads};
        const std::string name = std::to_string(threads);
        made.contenders.push_back({name, [what] { return measure_alone(what); }});
        made.rows.push_back(informative("TCP received, threads: " + name, "records/s", name + ".rate"));
    }
    return made;
}

family sizes_family(const settings &with) {
    family made{.name = "sizes"};
    for (const std::size_t size : {0U, 1U << 10, 4U << 10, 16U << 10, 64U << 10}) {
        const load what{
            .count = with.amount(60'000, 400'000) / (1 + size / 1000), .threads = 1, .diagnostic_size = size};
        const std::string name = std::to_string(size);
        const std::string shown = "TCP received, diagnostic of " + (size ? name : "20") + " bytes";
        made.contenders.push_back({name, [what] { return measure_alone(what); }});
        made.rows.push_back(informative(shown, "records/s", name + ".rate"));
        made.rows.push_back(informative(shown, "MB/s", name + ".MB"));
    }
    return made;
}

} // namespace nixie::bench
