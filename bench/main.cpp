// Runs all benchmarks five times and says, after the table, how the medians compare.
#include <benchmark/benchmark.h>

#include <cstdio>
#include <map>
#include <string>
#include <vector>

namespace {

// Shows and keeps the medians; the means say little on a machine that others use too.
class ratio_reporter : public benchmark::ConsoleReporter {
public:
    ratio_reporter() : ConsoleReporter(OO_Tabular) {}

    void ReportRuns(const std::vector<Run> &runs) override {
        std::vector<Run> shown;
        for (const Run &run : runs) {
            if (run.aggregate_name == "median") medians_[run.run_name.function_name] = run.GetAdjustedRealTime();
            if (run.aggregate_name == "median" || run.error_occurred) shown.push_back(run);
        }
        if (!shown.empty()) ConsoleReporter::ReportRuns(shown);
    }

    void print_ratio(const std::string &of, const std::string &to) const {
        const auto a = medians_.find(of), b = medians_.find(to);
        if (a == medians_.end() || b == medians_.end()) return;
        std::printf("%-16s %7.0f ns   %-16s %7.0f ns   ratio %.2f\n", of.c_str(), a->second, to.c_str(), b->second,
                    a->second / b->second);
    }

private:
    std::map<std::string, double> medians_;
};

} // namespace

int main(int argc, char **argv) {
    char repetitions[] = "--benchmark_repetitions=5";
    char interleaved[] = "--benchmark_enable_random_interleaving=true"; // a slow second hits all of them
    std::vector<char *> arguments{argv[0], repetitions, interleaved};
    arguments.insert(arguments.end(), argv + 1, argv + argc);
    int count = static_cast<int>(arguments.size());
    benchmark::Initialize(&count, arguments.data());
    if (benchmark::ReportUnrecognizedArguments(count, arguments.data())) return 64;

    ratio_reporter reporter;
    benchmark::RunSpecifiedBenchmarks(&reporter);
    std::puts("");
    reporter.print_ratio("log_nixie", "log_sd_journal");
    reporter.print_ratio("encode_rfc5424", "encode_plain");
    reporter.print_ratio("encode_journal", "encode_plain");
    return 0;
}
