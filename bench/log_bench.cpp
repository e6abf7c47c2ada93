// What a record costs the thread that reports it: nixie_log() and sd_journal_sendv(), to the same receiver.
//
// In bursts of 32, and the time between them is not counted: mail servers report in bursts, and a loop without a pause
// would measure the slowest reader behind the queue instead of the call.
#include <benchmark/benchmark.h>
#include <systemd/sd-journal.h>

#include <chrono>
#include <string>
#include <vector>

#include "journal_sink.hpp"
#include "nixie/logger.hpp"
#include "record/field_table.hpp"
#include "sample.hpp"

namespace nixie::bench {
namespace {

constexpr int burst = 32;
constexpr int bursts = 1000; // of each repetition; the time that Google Benchmark would go by is that of one call
using clock = std::chrono::steady_clock;

// Runs `call` 32 times an iteration and counts only that; `pause` runs uncounted.
template <class Call, class Pause>
void measure(benchmark::State &state, Call call, Pause pause) {
    for (auto _ : state) {
        const auto start = clock::now();
        for (int i = 0; i < burst; ++i) call();
        state.SetIterationTime(std::chrono::duration<double>(clock::now() - start).count() / burst);
        pause();
    }
}

void log_nixie(benchmark::State &state) {
    const journal_sink sink;
    if (!sink.bound()) return state.SkipWithError("needs journald's address to itself: run in tests/live/private_host");
    logger log{{.app_name = "bench", .targets = {"journald:"}}};
    measure(
        state, [&log] { nixie_log(log.handle(), NIXIE_PERMANENT_FAILURE, sample_fields.data(), sample_fields.size()); },
        [&log] { log.flush(std::chrono::seconds{10}); });
    const stats seen = log.take_stats();
    if (seen.targets.at(0).sent != seen.calls) state.SkipWithError("not every record was sent");
}

// The same fields under the same names; building the texts is not counted.
void log_sd_journal(benchmark::State &state) {
    const journal_sink sink;
    if (!sink.bound()) return state.SkipWithError("needs journald's address to itself: run in tests/live/private_host");
    std::vector<std::string> texts;
    for (const nixie_field &field : sample_fields) {
        const impl::field_row &row = *impl::find_field(field.id);
        texts.push_back(std::string{row.journal_name} + '=' +
                        (row.is_text() ? std::string{field.text, field.text_size} : std::to_string(field.number)));
    }
    std::vector<iovec> fields;
    for (std::string &text : texts) fields.push_back({text.data(), text.size()});
    measure(
        state, [&fields] { sd_journal_sendv(fields.data(), static_cast<int>(fields.size())); }, [] {});
}

BENCHMARK(log_nixie)->UseManualTime()->Iterations(bursts);
BENCHMARK(log_sd_journal)->UseManualTime()->Iterations(bursts);

} // namespace
} // namespace nixie::bench
