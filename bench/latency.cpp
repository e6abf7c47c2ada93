#include "latency.hpp"

#include <thread>

namespace nixie::bench {
namespace {

std::vector<double> run_bursts(const burst_plan &plan, const reporter &with, std::uint64_t first_number) {
    std::vector<double> times;
    times.reserve(plan.bursts * static_cast<unsigned>(plan.calls));
    for (std::uint64_t burst = 0, number = first_number; burst < plan.bursts; ++burst) {
        for (int i = 0; i < plan.calls; ++i, ++number) {
            with.prepare(number);
            const std::int64_t start = now_ns();
            with.call();
            times.push_back(static_cast<double>(now_ns() - start));
        }
        std::this_thread::sleep_for(plan.pause);
    }
    return times;
}

} // namespace

figures measure_bursts(const burst_plan &plan, const std::function<reporter(int)> &make) {
    std::vector<reporter> reporters;
    for (int i = 0; i < plan.threads; ++i) reporters.push_back(make(i));
    std::vector<std::vector<double>> times(reporters.size());
    std::vector<std::thread> running;
    for (std::size_t i = 0; i < reporters.size(); ++i)
        running.emplace_back([&, i] { times[i] = run_bursts(plan, reporters[i], i * 10'000'000); });
    for (std::thread &each : running) each.join();
    std::vector<double> all;
    for (const std::vector<double> &each : times) all.insert(all.end(), each.begin(), each.end());
    return {{"p50", quantile(all, 0.5)},
            {"p90", quantile(all, 0.9)},
            {"p99", quantile(all, 0.99)},
            {"p999", quantile(all, 0.999)}};
}

} // namespace nixie::bench
