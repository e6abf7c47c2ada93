// What a call costs its thread, with a TCP target that reads: nixie beside the loggers that have a thread of their own.
#include <thread>

#include "families.hpp"
#include "latency.hpp"
#include "nixie_load.hpp"
#include "peers/async_logger.hpp"
#include "receivers.hpp"
#include "sample.hpp"

namespace nixie::bench {
namespace {

using namespace std::chrono_literals;
using maker = std::unique_ptr<async_logger> (*)(std::uint16_t);

figures measure_nixie(const burst_plan &plan) {
    receiver at(incoming::octet_frames, 0);
    at.go();
    logger log = open_logger({"tcp://127.0.0.1:" + std::to_string(at.port())});
    log_many(log, warming_calls);
    log.flush(30s);
    const figures made = measure_bursts(plan, [&log](int) { return nixie_reporter(log); });
    log.close(30s);
    at.all_of(warming_calls + plan.total());
    return made;
}

figures measure_peer(const burst_plan &plan, maker make) {
    receiver at(incoming::lines, 0);
    at.go();
    figures made;
    {
        const std::unique_ptr<async_logger> peer = make(at.port());
        const std::string text = sample_message();
        for (std::uint64_t i = 0; i < warming_calls; ++i) peer->log(text);
        std::this_thread::sleep_for(200ms); // they have no flush that says when all is written
        made = measure_bursts(plan, [&peer](int) {
            const auto numbered = std::make_shared<numbered_text>(sample_message());
            return reporter{[numbered](std::uint64_t number) { numbered->write(number); },
                            [numbered, &peer] { peer->log(numbered->text()); }};
        });
    }
    at.all_of(warming_calls + plan.total());
    return made;
}

row latency_row(const std::string &name, const std::string &figure, double goal) {
    return {.name = name,
            .back_end = "live, tcp",
            .unit = "ns",
            .ours = "nixie." + figure,
            .reference = "spdlog." + figure,
            .kind = goal_is::at_most,
            .goal = goal};
}

family bursts_family(const settings &with, int threads) {
    const burst_plan plan{.threads = threads, .bursts = with.amount(300, 1500)};
    const std::string beside = std::to_string(threads) + (threads == 1 ? " thread" : " threads");
    family made{.name = "latency, " + beside};
    made.contenders = {{"nixie", [plan] { return measure_nixie(plan); }},
                       {"spdlog", [plan] { return measure_peer(plan, make_spdlog); }}};
    made.rows = {latency_row("log() p50, " + beside, "p50", 0.6),
                 latency_row("log() p99, " + beside, "p99", threads == 1 ? 0.15 : 0.25)};
    return made;
}

} // namespace

family latency_family(const settings &with) {
    return bursts_family(with, 1);
}

family latency_of_threads_family(const settings &with) {
    return bursts_family(with, 4);
}

family callers_family(const settings &with) {
    const burst_plan plan{.bursts = with.amount(300, 1500)};
    family made{.name = "callers"};
    made.contenders = {{"nixie", [plan] { return measure_nixie(plan); }},
                       {"spdlog", [plan] { return measure_peer(plan, make_spdlog); }},
                       {"log4cplus", [plan] { return measure_peer(plan, make_log4cplus); }},
                       {"Boost-Log", [plan] { return measure_peer(plan, make_boost_log); }},
                       {"Poco", [plan] { return measure_peer(plan, make_poco); }}};
    for (const contender &each : made.contenders)
        for (const char *figure : {"p50", "p90", "p99", "p999"})
            made.rows.push_back({.name = "caller " + std::string(figure) + ", " + each.name,
                                 .back_end = "live, tcp",
                                 .unit = "ns",
                                 .ours = each.name + '.' + figure});
    return made;
}

} // namespace nixie::bench
