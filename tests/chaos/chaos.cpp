// chaos FOLDER NAME=NUMBER…: runs random schedules of faults against real daemons, and judges each.
//
//   seed=N          the first schedule's; each later one has the next seed (default 1)
//   schedules=N     how many at most (default 1)
//   minutes=N       how long at most; 0: no limit (default 0)
//   milliseconds=N  how long the load of a schedule logs (default 6000)
//
// Only through tests/live/private_host and collector_host. FOLDER keeps what was read of every schedule that
// failed, and the report.
// Exit status: 0, or 1 when anything was not as it must be. 77 (CTest: skipped) where a tool is missing, but 1 where
// CI=true.
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>
#include <thread>

#include "api/is_ci.hpp"
#include "api/shell.hpp"
#include "chaos/report.hpp"
#include "chaos/stage.hpp"

using namespace nixie::tests;
using steady = std::chrono::steady_clock;

namespace {

struct step {
    unsigned at; // milliseconds
    bool begins;
    const fault *what;
};

std::vector<step> steps_of(const schedule &of) {
    std::vector<step> steps;
    for (const fault &each : of.faults) {
        steps.push_back({each.begin, true, &each});
        steps.push_back({each.begin + each.duration, false, &each});
    }
    std::stable_sort(steps.begin(), steps.end(), [](const step &one, const step &other) { return one.at < other.at; });
    return steps;
}

// Says it to people, long lines cut, and to the file whole.
class teller {
public:
    explicit teller(const std::string &path) : file_(path) {}
    void operator()(const std::string &text) {
        constexpr std::size_t most = 300;
        file_ << text << std::flush;
        std::istringstream lines(text);
        for (std::string line; std::getline(lines, line);)
            std::cout << (line.size() <= most ? line : line.substr(0, most) + "…") << "\n";
        std::cout.flush();
    }

private:
    std::ofstream file_;
};

verdict run(stage &on, const schedule &of, const std::string &folder, teller &tell) {
    std::filesystem::create_directories(folder);
    on.open(of, folder);
    const auto begin = steady::now();
    for (const step &each : steps_of(of)) {
        std::this_thread::sleep_until(begin + std::chrono::milliseconds(each.at)); // the schedule's time
        each.begins ? on.begin(*each.what) : on.end(*each.what);
    }
    const std::string wrong = on.close();
    const evidence all = on.gather();
    verdict judged = judge(all);
    for (std::string &each : second_opinion(all, judged, on.where_to_look()))
        judged.problems.push_back(std::move(each));
    if (!wrong.empty()) judged.problems.push_back(wrong);
    tell(line_of(of, all, judged));
    for (const std::string &each : judged.own_losses) tell("    lost by the side itself: " + each + "\n");
    for (const std::string &each : judged.problems) tell("    PROBLEM: " + each + "\n");
    return judged;
}

// The tools that make the faults.
bool can_run() {
    for (const char *tool : {"ip", "nft", "ss", "nsenter", "mount"})
        if (run_shell(std::string("command -v ") + tool).exit_code != 0) {
            std::cerr << "chaos_host: no " << tool << " here: install iproute2, nftables and util-linux\n";
            return false;
        }
    return true;
}

int run_all(int count, char **words) {
    std::map<std::string, std::uint64_t> numbers{{"seed", 1}, {"schedules", 1}, {"minutes", 0}, {"milliseconds", 6000}};
    for (int i = 2; i < count; ++i) {
        const std::string word = words[i];
        numbers.at(word.substr(0, word.find('='))) = std::stoull(word.substr(word.find('=') + 1));
    }
    std::filesystem::create_directories(words[1]);
    teller tell(std::string(words[1]) + "/report-from-seed-" + std::to_string(numbers["seed"]));
    stage on;
    totals all;
    const auto begin = steady::now();
    for (std::uint64_t i = 0; i < numbers["schedules"]; ++i) {
        if (numbers["minutes"] > 0 && steady::now() - begin > std::chrono::minutes(numbers["minutes"])) break;
        const schedule of = make_schedule(numbers["seed"] + i, static_cast<unsigned>(numbers["milliseconds"]));
        const std::string folder = std::string(words[1]) + "/seed-" + std::to_string(of.seed);
        tell(text_of(of));
        const verdict judged = run(on, of, folder, tell);
        all.add(of, judged);
        if (judged.problems.empty()) {
            std::filesystem::remove_all(folder);
        } else {
            on.keep(folder);
            tell("    kept in " + folder + "; again: ./dev chaos --seed " + std::to_string(of.seed) +
                 " --schedules 1 --milliseconds " + std::to_string(of.milliseconds) + "\n");
        }
    }
    tell(all.table());
    return all.well() ? 0 : 1;
}

} // namespace

int main(int count, char **words) {
    try {
        if (!can_run()) return nixie::tests::is_ci() ? 1 : 77;
        return run_all(count, words);
    } catch (const std::exception &trouble) { // of the stage: no verdict
        std::cerr << "chaos: " << trouble.what() << "\n";
        return 1;
    }
}
