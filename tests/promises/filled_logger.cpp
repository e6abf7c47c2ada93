// filled_logger QUEUE_SIZE TARGET...: logs until the queue and all backlogs are full, and says on standard output by
// how many bytes that has made the process larger in memory. At least one of the targets has on_full=block: else the
// queue would not fill.
#include <algorithm>
#include <fstream>
#include <iostream>
#include <random>
#include <string>

#include "api/eventually.hpp"
#include "nixie/logger.hpp"

using namespace nixie;

namespace {

// Bytes of this process that are in memory, exactly: /proc/self/statm is a little late.
long resident() {
    std::ifstream rollup("/proc/self/smaps_rollup");
    for (std::string word; rollup >> word;)
        if (long kibibytes = 0; word == "Rss:" && rollup >> kibibytes) return kibibytes * 1024;
    return -1;
}

// Records of every length, since what is freed must serve those that come after it. Returns how many the queue refused.
int log_many(logger &log) {
    static const std::string text(20'000, 'x');
    static std::minstd_rand random; // the same in every run
    int refused = 0;
    for (int i = 0; i < 10'000; ++i) {
        const std::size_t length = random() % (random() % 100 == 0 ? 20'000 : 2'000);
        const record what{.diagnostic = {text.data(), length}, .recipient = "bob@example.fict"};
        refused += log.log(what) == outcome::queue_full;
    }
    return refused;
}

bool is_full(const target_stats &target) {
    return target.uri.find("on_full=block") != std::string::npos || target.dropped_backlog_full > 0;
}

} // namespace

int main(int argc, char **argv) {
    if (argc < 3) return 64;
    const long before = resident();
    logger log{{.queue_size = argv[1], .exit_drain = "0s", .stats_interval = "0", .targets = {argv + 2, argv + argc}}};
    std::uint64_t accepted = 0;
    const bool has_filled = tests::eventually([&] {
        const int refused = log_many(log);
        const stats now = log.take_stats();
        const bool takes_no_more = std::exchange(accepted, now.accepted) == now.accepted;
        return takes_no_more && refused > 0 && std::ranges::all_of(now.targets, is_full);
    });
    const long grown = resident() - before;
    const stats after = log.take_stats();
    std::cerr << "queue " << after.queued_bytes;
    for (const target_stats &each : after.targets)
        std::cerr << ", " << each.uri << " (" << each.state << ") " << each.queued_bytes << " and " << each.acknowledged
                  << " records acknowledged of " << each.sent;
    std::cerr << "\n";
    std::cout << grown;
    return has_filled ? 0 : 1;
}
