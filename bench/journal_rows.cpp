// journald: what it stores, and what a call costs, beside sd_journal_sendv() with the same fields.
#include <chrono>
#include <stdexcept>

#include "families.hpp"
#include "journal_host.hpp"
#include "latency.hpp"
#include "nixie_load.hpp"
#include "peers/sd_journal.hpp"

namespace nixie::bench {
namespace {

using namespace std::chrono_literals;

logger open_journal_logger(const std::string &uri) {
    try {
        return open_logger({uri});
    } catch (const open_error &refused) {
        throw std::runtime_error(std::string("not available: ") + refused.what());
    }
}

figures store_with_nixie(const std::string &uri, std::uint64_t count, int max_dgram_qlen) {
    journal_host host(max_dgram_qlen);
    logger log = open_journal_logger(uri);
    log_many(log, count);
    log.close(60s);
    return {{"rate", host.stored_rate(count)}};
}

figures store_with_sendv(std::uint64_t count, int max_dgram_qlen) {
    journal_host host(max_dgram_qlen);
    sd_journal_sender peer;
    for (std::uint64_t i = 0; i < count; ++i) {
        peer.write(i);
        peer.send();
    }
    return {{"rate", host.stored_rate(count)}};
}

figures call_nixie(const burst_plan &plan) {
    journal_host host;
    logger log = open_journal_logger("journald:");
    log_many(log, warming_calls);
    log.flush(30s);
    const figures made = measure_bursts(plan, [&log](int) { return nixie_reporter(log); });
    log.close(60s);
    host.stored_rate(warming_calls + plan.total());
    return made;
}

figures call_sendv(const burst_plan &plan) {
    journal_host host;
    const figures made = measure_bursts(plan, [](int) {
        const auto peer = std::make_shared<sd_journal_sender>();
        return reporter{[peer](std::uint64_t number) { peer->write(number); }, [peer] { peer->send(); }};
    });
    host.stored_rate(plan.total());
    return made;
}

row stored_row(const std::string &name, const std::string &ours, goal_is kind, double goal) {
    return {.name = name,
            .back_end = "live, journald",
            .unit = "entries/s",
            .ours = ours + ".rate",
            .reference = "sd_journal_sendv.rate",
            .kind = kind,
            .goal = goal};
}

family store_family(const settings &with, int max_dgram_qlen) {
    const std::uint64_t count = with.amount(10'000, 50'000);
    const std::string queue = max_dgram_qlen == 512 ? "" : ", max_dgram_qlen " + std::to_string(max_dgram_qlen);
    family made{.name = "journald" + queue};
    made.contenders = {{"nixie", [=] { return store_with_nixie("journald:", count, max_dgram_qlen); }},
                       {"nixie-batch", [=] { return store_with_nixie("journald:?batch=32", count, max_dgram_qlen); }},
                       {"sd_journal_sendv", [=] { return store_with_sendv(count, max_dgram_qlen); }}};
    made.rows = {stored_row("journald stored, one entry a datagram" + queue, "nixie", goal_is::at_least, 0.95),
                 stored_row("journald stored, batch=32" + queue, "nixie-batch", goal_is::at_least, 1.3)};
    return made;
}

family call_family(const std::string &name, const burst_plan &plan, double goal) {
    family made{.name = name};
    made.contenders = {{"nixie", [plan] { return call_nixie(plan); }},
                       {"sd_journal_sendv", [plan] { return call_sendv(plan); }}};
    made.rows = {{.name = "log() p50 to journald, " + name,
                  .back_end = "live, journald",
                  .unit = "ns",
                  .ours = "nixie.p50",
                  .reference = "sd_journal_sendv.p50",
                  .kind = goal_is::at_most,
                  .goal = goal}};
    return made;
}

} // namespace

family journald_family(const settings &with) {
    return store_family(with, 512);
}

family short_queue_family(const settings &with) {
    return store_family(with, 10);
}

family journal_calls_family(const settings &with) {
    // 5 ms, so that journald, and not its queue, is what is met
    return call_family("bursts of 32", {.bursts = with.amount(100, 500), .pause = 5ms}, 0.05);
}

family single_calls_family(const settings &with) {
    return call_family("single calls 20 ms apart", {.bursts = with.amount(50, 250), .calls = 1, .pause = 20ms}, 3);
}

} // namespace nixie::bench
