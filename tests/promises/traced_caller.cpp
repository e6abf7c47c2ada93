// traced_caller MODE QUEUE_SIZE TARGET: a program that logs under a tracer (traced_program), each mode in another way.
// Between marker::begin and marker::end a thread does nothing but log. Exit status 0: the calls returned what they had
// to.
#include <netdb.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <latch>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include "api/eventually.hpp"
#include "nixie/ec_log.h"
#include "nixie/logger.hpp"
#include "promises/marker.hpp"
#include "promises/sample_records.hpp"

// Leaks cannot be looked for in a process that is traced.
extern "C" const char *__asan_default_options() {
    return "detect_leaks=0";
}

// In place of the C library's: a name server that never answers.
extern "C" int getaddrinfo(const char *, const char *, const addrinfo *, addrinfo **) {
    for (;;) pause();
}

using namespace nixie;
using namespace nixie::tests;

namespace {

constexpr int rounds = 20;
constexpr std::chrono::milliseconds idle_time{10}; // long enough for the I/O thread to fall asleep, mostly

const sample_records samples;
std::atomic<int> unexpected = 0; // outcomes

void expect(bool holds) {
    unexpected += !holds;
}

// Calls of every shape, those that are accepted and those that are refused apart.
using logging = void (*)(logger &log);

template <bool accepted>
void log_samples(logger &log) {
    for (int i = 0; i < 5; ++i)
        for (const auto &each : samples.all())
            if ((each.expected == outcome::accepted) == accepted) expect(log.log(each.what) == each.expected);
}

template <class Calls>
void burst(int round, Calls calls) {
    mark(marker::begin, round);
    calls();
    mark(marker::end);
}

// The I/O thread stands still from its first system call on, so that however long a burst takes it is one idle period.
template <class Calls>
void bursts_after_idle(nixie_logger *log, Calls calls) {
    for (int round = 0; round < rounds; ++round) {
        expect(nixie_flush(log, patience / std::chrono::milliseconds(1)) == NIXIE_OK);
        std::this_thread::sleep_for(idle_time);
        hold(point::anywhere);
        burst(round, calls);
        mark(marker::let_go);
    }
}

template <logging what>
void after_idle(logger &log) {
    bursts_after_idle(log.handle(), [&log] { what(log); });
}

// Of a queue that is too small for them; the last calls find it full.
void after_idle_queue_full(logger &log) {
    bursts_after_idle(log.handle(), [&log] {
        outcome last = outcome::accepted;
        for (int i = 0; i < 1000; ++i) last = log.log(samples.twenty_fields());
        expect(last == outcome::queue_full);
    });
}

template <logging what>
void after_idle_threads(logger &log) {
    constexpr int threads = 4;
    for (int round = 0; round < rounds; ++round) {
        std::latch ready{threads}, go{1};
        std::vector<std::thread> callers;
        for (int i = 0; i < threads; ++i)
            callers.emplace_back([&] {
                mark(marker::let_go); // nobody is held: this says that the thread is no thread of the library
                ready.count_down();
                go.wait();
                burst(round, [&log] { what(log); });
            });
        ready.wait();
        expect(log.flush(patience));
        std::this_thread::sleep_for(idle_time);
        hold(point::anywhere);
        go.count_down();
        for (std::thread &each : callers) each.join();
        mark(marker::let_go);
    }
}

// The I/O thread stands still at that point, which it reaches after a first record.
template <point where, logging what>
void while_awake(logger &log) {
    for (int round = 0; round < rounds; ++round) {
        hold(where);
        expect(log.log({.queue_id = "the first"}) == outcome::accepted);
        mark(marker::await_held);
        burst(round, [&log] { what(log); });
        mark(marker::let_go);
        expect(log.flush(patience));
    }
}

// Nobody stands still, and the target may take nothing.
void flood(logger &log) {
    burst(0, [&log] {
        for (int i = 0; i < 100'000; ++i) log.log(samples.twenty_fields());
    });
    const stats after = log.take_stats();
    expect(after.calls >= 100'000);
}

nixie_ec_string text(std::string &of) {
    return {.len = static_cast<int>(of.size()), .allocd = 0, .buffer = of.data(), .type = 0, .backing = nullptr};
}

// The process-wide logger of the ec_log family, which main() opened.
void ec_family(logger &) {
    std::string recipient = "RCPT TO:<bob@example.fict>", reply = "550 5.1.1 No such user";
    const std::string long_text(5000, 'x');
    ec_message message{};
    message._rcptto = text(recipient);
    message._code = text(reply);
    message.stage = NIXIE_STAGE_RCPT_TO;
    message.id_text = "4TnX2k0Qz1";
    const nixie_ec_string note = text(reply);
    bursts_after_idle(nixie_ec_logger(), [&] {
        ec_log_permanent_failure(&message, nullptr, nullptr, nullptr);
        ec_log_transient_failure(&message, nullptr, nullptr, &note);
        ec_log_delivery(&message, nullptr, nullptr, nullptr);
        ec_log_attempt(&message, nullptr, nullptr, nullptr);
        ec_log_reception(nullptr, &message, nullptr, &note);
        ec_log_rejection2(nullptr, nullptr, nullptr, &message, 6, "%s: %d %s", "refused", 550, long_text.c_str());
        ec_log_delivery(nullptr, nullptr, nullptr, nullptr); // nothing to say: refused
    });
}

} // namespace

int main(int argc, char **argv) {
    constexpr logging taken = log_samples<true>, refused = log_samples<false>;
    const std::map<std::string, logging> modes{{"after_idle", after_idle<taken>},
                                               {"after_idle_refused", after_idle<refused>},
                                               {"after_idle_queue_full", after_idle_queue_full},
                                               {"after_idle_threads", after_idle_threads<taken>},
                                               {"after_idle_threads_refused", after_idle_threads<refused>},
                                               {"while_sending", while_awake<point::send, taken>},
                                               {"while_sending_refused", while_awake<point::send, refused>},
                                               {"while_lingering", while_awake<point::wait, taken>},
                                               {"flood", flood},
                                               {"ec_family", ec_family}};
    if (argc != 4 || !modes.contains(argv[1])) return 64;
    mark(marker::let_go); // nobody is held: this says that the thread is no thread of the library
    logger log{{.queue_size = argv[2], .exit_drain = "0s", .stats_interval = "0", .targets = {argv[3]}}};
    setenv("NIXIE_TARGETS", argv[3], 1);
    if (nixie_ec_open(nullptr, nullptr, 0) != NIXIE_OK) return 78;
    modes.at(argv[1])(log);
    _exit(unexpected == 0 ? 0 : 1); // nothing is drained
}
