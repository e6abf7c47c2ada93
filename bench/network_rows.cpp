// TCP and UDP: what arrives, beside what the kernel can do at all, and beside loggen.
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <stdexcept>

#include "families.hpp"
#include "nixie_load.hpp"
#include "peers/raw_senders.hpp"
#include "receivers.hpp"

namespace nixie::bench {
namespace {

using namespace std::chrono_literals;

std::string uri_of(incoming kind, const receiver &at) {
    return (kind == incoming::udp ? "udp://127.0.0.1:" : "tcp://127.0.0.1:") + std::to_string(at.port());
}

// Over UDP the rate is that of what has arrived, of a peer's sending likewise.
double rate_of(receiver &at, incoming kind, std::uint64_t count) {
    return (kind == incoming::udp ? at.all_of(count / 2) : at.all_of(count)).rate();
}

figures measure_saturating(incoming kind, std::uint64_t count) {
    receiver at(kind, count);
    logger log = open_logger({uri_of(kind, at)});
    at.go();
    log_many(log, count);
    log.flush(30s);
    return {{"rate", rate_of(at, kind, count)}};
}

figures measure_filled(incoming kind, std::uint64_t count) {
    queue_plug plug;
    receiver at(kind, count);
    logger log = open_logger({uri_of(kind, at), plug.target()}, "2GiB");
    plug.stop(log);
    log_many(log, count);
    at.go();
    plug.pull();
    const double rate = rate_of(at, kind, count);
    log.close(10s);
    return {{"rate", rate}};
}

figures measure_raw(incoming kind, std::uint64_t count) {
    receiver at(kind, count);
    at.go();
    kind == incoming::udp ? send_raw_datagrams(at.port(), count) : write_raw_frames(at.port(), count);
    return {{"rate", rate_of(at, kind, count)}};
}

// loggen counts by itself what it sends; we count what comes.
figures measure_loggen(const std::string &program, std::uint64_t count) {
    if (program.empty()) throw std::runtime_error("no loggen here: it needs root and apt-get");
    receiver at(incoming::octet_frames, 0);
    at.go();
    const std::string command = program +
                                " --inet --stream --syslog-proto --size 700 --rate 100000000 --interval 30 --number " +
                                std::to_string(count) + " 127.0.0.1 " + std::to_string(at.port()) + " >/dev/null 2>&1";
    if (std::system(command.c_str()) != 0) throw std::runtime_error("failed: " + command);
    return {{"rate", at.all_of(count / 2).rate()}};
}

row rate_row(const std::string &name, const std::string &ours, const std::string &reference, double goal) {
    return {.name = name,
            .back_end = "live",
            .unit = "records/s",
            .ours = ours,
            .reference = reference,
            .kind = goal_is::at_least,
            .goal = goal};
}

} // namespace

family tcp_family(const settings &with) {
    const std::uint64_t count = with.amount(200'000, 500'000);
    constexpr auto kind = incoming::octet_frames;
    family made{.name = "tcp"};
    made.contenders = {{"filled", [=] { return measure_filled(kind, count); }},
                       {"saturating", [=] { return measure_saturating(kind, count); }},
                       {"raw 64 KiB writes", [=] { return measure_raw(kind, count); }},
                       {"loggen", [=] { return measure_loggen(with.loggen, count); }}};
    made.rows = {rate_row("TCP received, queue filled before", "filled.rate", "raw 64 KiB writes.rate", 0.7),
                 rate_row("TCP received, one thread saturating", "saturating.rate", "raw 64 KiB writes.rate", 0.6),
                 rate_row("TCP received, one thread saturating", "saturating.rate", "loggen.rate", 3)};
    return made;
}

family udp_family(const settings &with) {
    const std::uint64_t count = with.amount(100'000, 400'000);
    constexpr auto kind = incoming::udp;
    family made{.name = "udp"};
    made.contenders = {{"filled", [=] { return measure_filled(kind, count); }},
                       {"saturating", [=] { return measure_saturating(kind, count); }},
                       {"raw sendmmsg", [=] { return measure_raw(kind, count); }}};
    made.rows = {rate_row("UDP received, queue filled before", "filled.rate", "raw sendmmsg.rate", 0.85),
                 rate_row("UDP received, one thread saturating", "saturating.rate", "raw sendmmsg.rate", 0.7)};
    return made;
}

} // namespace nixie::bench
