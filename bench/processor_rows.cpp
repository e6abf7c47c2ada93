// What the whole process takes of a core while little happens: its thread must not spin.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <memory>
#include <stdexcept>
#include <thread>

#include "families.hpp"
#include "live/descriptors.hpp"
#include "nixie_load.hpp"
#include "receivers.hpp"

namespace nixie::bench {
namespace {

using namespace std::chrono_literals;
using tests::must;

struct rhythm {
    const char *name;
    const char *figure;
    int records;                   // at once
    std::chrono::milliseconds gap; // between the beginnings
    double goal;                   // percent of a core
};

constexpr rhythm rhythms[] = {{"idle", "idle", 0, 100ms, 0.2},
                              {"one record every 10 ms", "every10ms", 1, 10ms, 5},
                              {"100 records/s, 10 at a time", "100", 10, 100ms, 5},
                              {"1000 records/s, 10 at a time", "1000", 10, 10ms, 10}};

double processor_seconds() {
    rusage used{};
    must(getrusage(RUSAGE_SELF, &used), "getrusage");
    const auto seconds = [](const timeval &time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return seconds(used.ru_utime) + seconds(used.ru_stime);
}

// Percent of a core, the caller's thread included.
double keep_rhythm(const rhythm &which, std::uint16_t port, std::chrono::seconds length) {
    logger log = open_logger({"tcp://127.0.0.1:" + std::to_string(port)});
    log_many(log, 1);
    log.flush(5s);
    std::this_thread::sleep_for(200ms); // the end of what opening takes
    const reporter with = nixie_reporter(log);
    const auto start = std::chrono::steady_clock::now();
    const double before = processor_seconds();
    std::uint64_t number = 0;
    for (auto next = start; next < start + length; next += which.gap) {
        std::this_thread::sleep_until(which.records ? next : start + length);
        for (int i = 0; i < which.records; ++i) {
            with.prepare(++number);
            with.call();
        }
        if (!which.records) break;
    }
    const double used = processor_seconds() - before;
    const double passed = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    log.close(5s);
    return used / passed * 100;
}

// In a process of its own, so that nothing else is counted.
class measured_child {
public:
    measured_child(const rhythm &which, std::chrono::seconds length) : receiver_(incoming::octet_frames, 0) {
        receiver_.go();
        int ends[2];
        must(pipe(ends), "pipe");
        pid_ = must(fork(), "fork");
        if (pid_ == 0) {
            double result = -1;
            try {
                result = keep_rhythm(which, receiver_.port(), length);
            } catch (const std::exception &) { // -1 says it
            }
            _exit(write(ends[1], &result, sizeof result) == sizeof result ? 0 : 1);
        }
        close(ends[1]);
        result_ = ends[0];
    }
    measured_child(const measured_child &) = delete;
    measured_child &operator=(const measured_child &) = delete;
    ~measured_child() {
        waitpid(pid_, nullptr, 0);
        close(result_);
    }

    double percent() {
        double made = -1;
        if (read(result_, &made, sizeof made) != sizeof made || made < 0)
            throw std::runtime_error("the measured process failed");
        return made;
    }

private:
    receiver receiver_;
    pid_t pid_ = -1;
    int result_ = -1;
};

// All at once: together they leave most of the machine idle.
figures measure_rhythms(std::chrono::seconds length) {
    std::vector<std::unique_ptr<measured_child>> children;
    for (const rhythm &each : rhythms) children.push_back(std::make_unique<measured_child>(each, length));
    figures made;
    for (std::size_t i = 0; i < children.size(); ++i) made[rhythms[i].figure] = children[i]->percent();
    return made;
}

} // namespace

family processor_family(const settings &with) {
    const std::chrono::seconds length(with.amount(2, 5));
    family made{.name = "processor"};
    made.contenders = {{"nixie", [length] { return measure_rhythms(length); }}};
    for (const rhythm &each : rhythms)
        made.rows.push_back({.name = std::string("process's CPU, ") + each.name,
                             .back_end = "live, tcp",
                             .unit = "% of core",
                             .ours = std::string("nixie.") + each.figure,
                             .kind = goal_is::at_most,
                             .goal = each.goal});
    return made;
}

} // namespace nixie::bench
