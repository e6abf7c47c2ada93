// Bytes of one record: nixie's two encoders and the plain one. What the I/O thread spends on a record and target.
#include <benchmark/benchmark.h>

#include "encode/journal_entry.hpp"
#include "encode/rfc5424.hpp"
#include "plain_encoder.hpp"
#include "record/derive.hpp"
#include "sample.hpp"

namespace nixie::bench {
namespace {

impl::field_set derived_sample() {
    impl::field_set record;
    for (const nixie_field &field : sample_fields) {
        if (impl::find_field(field.id)->is_text())
            record.set_text(field.id, {field.text, field.text_size});
        else
            record.set_number(field.id, field.number);
    }
    record.set_number(NIXIE_FIELD_TIME, 1763716364310000);
    record.set_number(NIXIE_FIELD_SEQUENCE, 1);
    impl::derive(record);
    return record;
}

void encode_rfc5424(benchmark::State &state) {
    const impl::field_set record = derived_sample();
    impl::rfc5424_encoder encoder{{.hostname = "out1.letters.example.net", .app_name = "mta", .procid = "4711"}};
    std::string out;
    for (auto _ : state) {
        encoder.encode(record, out);
        benchmark::DoNotOptimize(out.data());
    }
}

void encode_journal(benchmark::State &state) {
    const impl::field_set record = derived_sample();
    const impl::journal_settings settings{.app_name = "mta"};
    std::string out;
    for (auto _ : state) {
        out.clear();
        impl::append_journal_entry(out, record, settings);
        benchmark::DoNotOptimize(out.data());
    }
}

void encode_plain(benchmark::State &state) {
    const impl::field_set record = derived_sample();
    std::string out;
    for (auto _ : state) {
        encode_plainly(record, out);
        benchmark::DoNotOptimize(out.data());
    }
}

BENCHMARK(encode_rfc5424);
BENCHMARK(encode_journal);
BENCHMARK(encode_plain);

} // namespace
} // namespace nixie::bench
