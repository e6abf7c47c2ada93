// Measures nixie beside its peers, prints a table and writes bench.json. ./dev bench runs it.
#include <algorithm>
#include <cstdio>
#include <cstring>
#include <exception>
#include <functional>
#include <iterator>
#include <string>
#include <vector>

#include "families.hpp"
#include "report.hpp"

namespace {

using namespace nixie::bench;

constexpr family (*every_family[])(const settings &) = {
    encode_family,      latency_family,       latency_of_threads_family,
    tcp_family,         udp_family,           journald_family,
    short_queue_family, journal_calls_family, single_calls_family,
    processor_family,   targets_family,       threads_family,
    sizes_family,       callers_family};

constexpr const char *usage = "usage: bench_nixie [--short] [--only PART-OF-A-FAMILY'S-NAME] [--json FILE] "
                              "[--loggen PROGRAM]\n";

bool read_options(int count, char **words, settings &into) {
    for (int i = 1; i < count; ++i) {
        const std::string word = words[i];
        const bool more = i + 1 < count;
        if (word == "--short")
            into.in_short = true;
        else if (word == "--only" && more)
            into.only = words[++i];
        else if (word == "--json" && more)
            into.json = words[++i];
        else if (word == "--loggen" && more)
            into.loggen = words[++i];
        else
            return false;
    }
    return true;
}

std::vector<result> measure_all(const settings &with) {
    std::vector<result> results;
    for (const auto make : every_family) {
        const family each = make(with);
        if (each.name.find(with.only) == std::string::npos) continue;
        std::vector<result> made = measure(each, with.rounds());
        std::move(made.begin(), made.end(), std::back_inserter(results));
    }
    return results;
}

} // namespace

int main(int argc, char **argv) try {
    settings with;
    if (!read_options(argc, argv, with)) {
        std::fputs(usage, stderr);
        return 64;
    }
    const std::vector<result> results = measure_all(with);
    print_table(results);
    if (!with.json.empty()) write_json(with.json, results);
    // A goal that is not met is a figure like any other; a row without a figure is not.
    const bool all =
        std::all_of(results.begin(), results.end(), [](const result &each) { return each.trouble.empty(); });
    return all ? 0 : 1;
} catch (const std::exception &failure) {
    std::fprintf(stderr, "bench: %s\n", failure.what());
    return 1;
}
