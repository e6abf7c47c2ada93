// Runs all benchmarks five times and prints the median of each and how they compare.
#include <benchmark/benchmark.h>

#include <cstdio>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace {

// Keeps the medians; the means say little on a machine that others use too. Calls that only compute count the
// processor's time, the others (UseManualTime) the clock's.
class median_reporter : public benchmark::BenchmarkReporter {
public:
    bool ReportContext(const Context &) override { return true; }
    void ReportRuns(const std::vector<Run> &runs) override {
        for (const Run &run : runs) {
            const std::string &name = run.run_name.function_name;
            if (run.error_occurred && failed_.insert(name).second)
                std::printf("%s: %s\n", name.c_str(), run.error_message.c_str());
            if (run.aggregate_name != "median") continue;
            medians_[name] = run.run_name.time_type.empty() ? run.GetAdjustedCPUTime() : run.GetAdjustedRealTime();
        }
    }

    void compare(const std::string &ours, const std::string &other) const {
        const auto a = medians_.find(ours), b = medians_.find(other);
        if (a == medians_.end() || b == medians_.end()) return;
        std::printf("%-16s %7.0f ns   %-16s %7.0f ns   ratio %.3f\n", ours.c_str(), a->second, other.c_str(), b->second,
                    a->second / b->second);
    }

private:
    std::map<std::string, double> medians_; // nanoseconds by name
    std::set<std::string> failed_;
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

    median_reporter reporter;
    benchmark::RunSpecifiedBenchmarks(&reporter);
    reporter.compare("log_nixie", "log_sd_journal");
    reporter.compare("encode_rfc5424", "encode_plain");
    reporter.compare("encode_journal", "encode_plain");
    return 0;
}
